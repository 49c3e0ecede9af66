"""The queue of record is in PostgreSQL."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core import waking
from core.models import OutboxMessage

log = logging.getLogger("fnug.outbox")
_handlers = {}
LONGEST_WAIT = timedelta(hours=6)
MOST_DOUBLINGS = 9


def handles(kind):
    """Registers a handler `f(payload)` for messages of this kind; it must bear being called twice."""

    def register(function):
        _handlers[kind] = function
        return function

    return register


def post(kind, *, key, payload, at):
    """Writes a message in the caller's transaction. The same key twice is one message."""
    facts = {"kind": kind, "payload": payload, "created_at": at, "due_at": at}
    message, created = OutboxMessage.objects.get_or_create(key=key, defaults=facts)
    if created:
        waking.soon("core.deliver_outbox")
    return message


def waiting_of(key):
    """The message of this key that is still to leave, or None."""
    return OutboxMessage.objects.filter(key=key, done_at=None).first()


def retry(*, at):
    """Makes what failed due now, instead of when its pause would end; says how much that is."""
    failed = OutboxMessage.objects.filter(done_at=None, attempts__gt=0).update(due_at=at)
    waking.soon("core.deliver_outbox")
    return failed


def deliver_all(*, at):
    """Delivers everything due at `at`, one transaction each; returns how many succeeded."""
    delivered = 0
    while (outcome := _deliver_one(at)) is not None:
        delivered += outcome
    return delivered


def _deliver_one(at):
    with transaction.atomic():
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(done_at=None, due_at__lte=at)
            .order_by("due_at", "pk")
            .first()
        )
        if message is None:
            return None
        return _handle(message, at)


def _handle(message, at):
    message.attempts += 1
    try:
        with transaction.atomic():
            _handlers[message.kind](message.payload)
    except Exception as error:
        message.last_error = type(error).__name__
        message.due_at = at + _pause(message.attempts)
        log.warning("outbox %s failed: %s", message.pk, message.last_error)
    else:
        message.done_at, message.last_error = timezone.now(), ""
    message.save()
    return message.done_at is not None


def _pause(attempts):
    """Two minutes, doubled each time up to some hours; a year of failing must not outgrow the number."""
    return min(timedelta(minutes=2 ** min(attempts, MOST_DOUBLINGS)), LONGEST_WAIT)
