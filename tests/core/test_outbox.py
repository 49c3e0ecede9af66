"""What must leave the house leaves it once, whatever fails meanwhile."""

from collections import Counter
from datetime import timedelta
from threading import Event
from time import monotonic

import pytest
from django.db import IntegrityError, connection, transaction

from config.celery import app
from core import mail, outbox
from core.models import OutboxMessage
from core.outbox import deliver_all, post
from tests.factories import NOW

pytestmark = pytest.mark.django_db
delivered = []


@pytest.fixture(autouse=True)
def _handlers(monkeypatch):
    delivered.clear()
    handlers = {**outbox._handlers, "note": lambda payload: delivered.append(payload["n"]), "fail": _fail}
    monkeypatch.setattr(outbox, "_handlers", handlers)


def _fail(payload):
    raise ConnectionRefusedError("Aviaja Prøvebarn, 040517-5001")


def note(n, at=NOW, kind="note"):
    return post(kind, key=f"{kind}:{n}", payload={"n": n}, at=at)


def test_each_once_in_the_order_in_which_it_is_due():
    note(2, NOW - timedelta(minutes=1))
    note(1, NOW - timedelta(minutes=2))
    note(3, NOW + timedelta(minutes=1))
    assert (deliver_all(at=NOW), deliver_all(at=NOW)) == (2, 0)
    assert delivered == [1, 2]


def test_the_same_key_twice_is_one_message():
    assert note(1) == note(1)
    deliver_all(at=NOW)
    note(1)
    deliver_all(at=NOW)
    assert delivered == [1]


def test_it_is_written_with_its_cause_or_not_at_all():
    with pytest.raises(RuntimeError), transaction.atomic():
        note(1)
        raise RuntimeError
    assert not OutboxMessage.objects.exists()


def test_what_fails_is_kept_and_tried_again_ever_later():
    note(1, kind="fail")
    waits, at = [], NOW
    for _ in range(10):
        assert deliver_all(at=at) == 0
        message = OutboxMessage.objects.get()
        waits.append((message.due_at - at).total_seconds() / 60)
        at = message.due_at
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert (message.attempts, message.done_at) == (10, None)


def test_before_its_time_it_is_left_alone():
    note(1, kind="fail")
    deliver_all(at=NOW)
    deliver_all(at=NOW + timedelta(minutes=1))
    assert OutboxMessage.objects.get().attempts == 1


def test_the_error_is_named_without_what_it_said(caplog):
    note(1, kind="fail")
    deliver_all(at=NOW)
    assert OutboxMessage.objects.get().last_error == "ConnectionRefusedError"
    assert "Aviaja" not in caplog.text
    assert "040517" not in caplog.text


def test_one_that_fails_does_not_hold_up_the_others():
    note(1, NOW - timedelta(minutes=1), kind="fail")
    note(2)
    assert deliver_all(at=NOW) == 1
    assert delivered == [2]


def test_a_kind_that_nobody_handles_waits_for_its_handler():
    note(1, kind="unknown")
    assert deliver_all(at=NOW) == 0
    assert OutboxMessage.objects.get().last_error == "KeyError"


def test_what_a_failing_handler_wrote_is_undone():
    def writes_and_fails(payload):
        note(99)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    outbox._handlers["half"] = writes_and_fails
    note(1, kind="half")
    deliver_all(at=NOW)
    assert not OutboxMessage.objects.filter(key="note:99").exists()
    assert OutboxMessage.objects.get().last_error == "DataError"


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_share_the_work_and_send_each_once(at_once):
    for n in range(40):
        note(n)
    results = at_once([lambda: deliver_all(at=NOW)] * 4)
    assert sum(results) == 40
    assert Counter(delivered) == dict.fromkeys(range(40), 1)


@pytest.mark.django_db(transaction=True)
def test_what_one_has_in_hand_the_other_skips_without_waiting(at_once):
    started, may_end = Event(), Event()

    def slow(payload):
        delivered.append(payload["n"])
        started.set()
        assert may_end.wait(10)

    outbox._handlers["slow"] = slow
    note(1, NOW - timedelta(minutes=5), kind="slow")
    note(2)

    def second():
        assert started.wait(10)
        count = deliver_all(at=NOW)
        may_end.set()
        return count

    assert at_once([lambda: deliver_all(at=NOW), second]) == [1, 1]
    assert sorted(delivered) == [1, 2]


# Mail over a real connection


def test_no_server_and_later_one(caseworker, smtp, settings):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    mail.tell(caseworker, key="a", at=NOW)
    assert deliver_all(at=NOW) == 0
    assert OutboxMessage.objects.get().last_error == "ConnectionRefusedError"
    settings.EMAIL_PORT = port
    assert deliver_all(at=NOW + timedelta(minutes=2)) == 1
    assert len(smtp.to(caseworker)) == 1
    assert deliver_all(at=NOW + timedelta(minutes=9)) == 0


@pytest.mark.rule("ACC-4")
def test_a_mail_says_only_that_something_awaits(caseworker, smtp):
    mail.tell(caseworker, key="a", at=NOW, path="/requests/17/")
    deliver_all(at=NOW)
    (message,) = smtp.messages
    assert message["To"] == caseworker.email
    assert "http://127.0.0.1:8000/requests/17/" in message.get_content()
    assert message["Auto-Submitted"] == "auto-generated"
    assert caseworker.full_name not in message.as_string()


def test_a_message_needs_its_key():
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.bulk_create(
            [OutboxMessage(key="a", kind="note", payload={}, created_at=NOW, due_at=NOW) for _ in range(2)]
        )


def test_a_year_of_failing_still_ends_in_another_try():
    message = note(1, kind="fail")
    OutboxMessage.objects.filter(pk=message.pk).update(attempts=1460)
    note(2, NOW + timedelta(minutes=1))
    assert deliver_all(at=NOW + timedelta(minutes=1)) == 1
    message.refresh_from_db()
    assert message.due_at == NOW + timedelta(hours=6, minutes=1)


# Waking the workers


@pytest.fixture
def wakes(monkeypatch):
    woken = []
    monkeypatch.setattr("core.waking.current_app.send_task", lambda task, **how: woken.append(task))
    return woken


def test_the_workers_are_woken_once_for_an_act(wakes, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(RuntimeError), transaction.atomic():
            note(1)
            raise RuntimeError
        with transaction.atomic():
            note(2)
        note(3)
    assert wakes == ["core.deliver_outbox"]


@pytest.mark.clock
@pytest.mark.django_db(transaction=True)
def test_without_redis_the_act_is_done_all_the_same_and_soon(settings, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    began = monotonic()
    with transaction.atomic():
        note(1)
    assert monotonic() - began < 2
    assert deliver_all(at=NOW) == 1
