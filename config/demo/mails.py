"""What was mailed and opened in the past is over; only what is due today still waits."""

from datetime import timedelta

from django.db.models import F, Q, Value

from accounts.models import AccessLog
from accounts.roles import Role
from config.demo.days import at
from core.models import OutboxMessage
from deadlines import services as deadlines
from documents import kinds
from documents import services as documents
from documents.models import Document

REMINDED_DAYS_AGO = (14, 10, 7, 4, 2, 1)
NOT_YET_OPENED, SLOW = timedelta(days=4), timedelta(days=25)
SLOW_TO_OPEN, SLOW_TO_CONFIRM = "960", "956"


def settle(world):
    for ago in REMINDED_DAYS_AGO:
        deadlines.refresh(at=at(world.day(ago), 7))
    _deliver_mails()
    _order_renderings(world)
    _open_letters(world)
    _confirm_letters(world)
    deadlines.refresh(at=at(world.today, 0))


def _deliver_mails():
    OutboxMessage.objects.filter(kind="mail", done_at=None).update(done_at=F("due_at"), attempts=1)


def _order_renderings(world):
    """The worker makes the PDFs once it runs; the newest first, since those are opened first."""
    long_ago, today = at(world.day(10 * 365), 0), at(world.today, 0)
    renderings = OutboxMessage.objects.filter(kind="render", done_at=None)
    renderings.update(due_at=Value(long_ago) + (Value(today) - F("created_at")))


def _open_letters(world):
    """The municipalities have opened what they got, but for the newest; with one of them it lies for weeks."""
    readers = _readers(world)
    released = Document.objects.filter(released_at__lt=at(world.today, 0) - NOT_YET_OPENED).order_by("pk")
    lying = Q(municipality__code=SLOW_TO_OPEN, released_at__gte=at(world.today, 0) - SLOW)
    AccessLog.objects.bulk_create(
        _look(document, readers[document.municipality_id], world) for document in released.exclude(lying)
    )


def _confirm_letters(world):
    """All but the newest are confirmed, where somebody opened them in time."""
    for person in _readers(world).values():
        waits = SLOW if person.municipality.code in (SLOW_TO_OPEN, SLOW_TO_CONFIRM) else NOT_YET_OPENED
        for document in _to_confirm(person, at(world.today, 0) - waits):
            opened = AccessLog.objects.filter(document=document).earliest("at").at
            documents.confirm(document, by=person, at=opened + timedelta(minutes=7))


def _to_confirm(person, before):
    rows = Document.objects.filter(municipality=person.municipality, kind__in=kinds.with_receipt())
    rows = rows.filter(released_at__lt=before, confirmed_at=None, replaced_by=None)
    return rows.order_by("pk")


def _readers(world):
    return {p.municipality_id: p for p in reversed(world.people.values()) if p.role == Role.CASEWORKER}


def _look(document, person, world):
    chance = world.chance("opened", document.number)
    return AccessLog(
        person=person,
        at=document.released_at + timedelta(hours=chance.randint(1, 20)),
        action="document",
        document=document,
        child=document.child,
    )
