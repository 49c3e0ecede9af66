"""The page of what is on its way out: nothing of whom or what, and a way to try again."""

from datetime import timedelta

import pytest

from core import mail, outbox
from core.models import OutboxMessage
from tests.factories import NOW, make_user


def text(response):
    return response.content.decode()


def rows(response):
    return text(response).count('scope="row"')


@pytest.fixture
def broken():
    """A kind of message that fails as long as `broken.heal` is not set."""
    state = {"heal": False}

    @outbox.handles("broken")
    def send(payload):
        if not state["heal"]:
            raise ConnectionError("smtp.hemmelig.test said: unknown person Kanariefugl")

    yield state
    del outbox._handlers["broken"]


@pytest.fixture
def failed(db, broken):
    message = outbox.post("broken", key="a:key", payload={"to": "hemmelig@centret.test"}, at=NOW)
    outbox.deliver_all(at=NOW)
    return OutboxMessage.objects.get(pk=message.pk)


def test_failed_waiting_and_done_ones_are_counted_and_told_apart(as_, system_admin, failed, smtp):
    person = make_user()
    mail.tell(person, key="sent", at=NOW)
    outbox.deliver_all(at=NOW)
    mail.tell(person, key="waits", at=NOW)
    visitor = as_(system_admin)
    assert rows(visitor.get("/outbox/")) == 3
    for state, words in (("failed", "ConnectionError"), ("waiting", "waiting"), ("sent", "done")):
        page = visitor.get(f"/outbox/?state={state}")
        assert rows(page) == 1 and words in text(page)
    assert rows(visitor.get("/outbox/?state=nonsense")) == 3


@pytest.mark.rule("ACC-4")
def test_nothing_says_to_whom_or_about_what(as_, system_admin, failed):
    page = text(as_(system_admin).get("/outbox/"))
    assert not any(word in page for word in ("hemmelig", "Kanariefugl", "a:key"))


def test_the_failed_come_first(as_, system_admin, failed):
    outbox.post("broken", key="later", payload={}, at=NOW + timedelta(hours=1))
    page = text(as_(system_admin).get("/outbox/"))
    assert page.index("failed</span>") < page.index("waiting</span>")


def test_trying_again_does_not_wait_for_the_pause(as_, system_admin, failed, broken):
    assert failed.due_at > NOW
    visitor = as_(system_admin)
    broken["heal"] = True
    sent = visitor.fill("/outbox/", action="/outbox/retry/", follow=True)
    assert "1 message is tried again now." in text(sent)
    assert outbox.deliver_all(at=NOW) == 1
    assert "/outbox/retry/" not in text(visitor.get("/outbox/"))


def test_trying_again_leaves_what_waits_and_what_is_done(as_, system_admin, failed):
    later = NOW + timedelta(hours=1)
    waiting = outbox.post("broken", key="later", payload={}, at=later)
    as_(system_admin).post("/outbox/retry/")
    assert OutboxMessage.objects.get(pk=waiting.pk).due_at == later


def test_trying_again_is_no_link(as_, system_admin):
    assert as_(system_admin).get("/outbox/retry/").status_code == 405


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_asks_the_same_whatever_its_length(as_, system_admin, queries, number):
    for n in range(number):
        outbox.post("mail", key=str(n), payload={}, at=NOW)
    visitor = as_(system_admin)
    with queries(6):
        page = visitor.get("/outbox/")
    assert rows(page) == number


def test_a_long_list_has_pages(as_, system_admin):
    for n in range(51):
        outbox.post("mail", key=str(n), payload={}, at=NOW)
    visitor = as_(system_admin)
    assert rows(visitor.get("/outbox/")) == 50
    assert rows(visitor.get("/outbox/?page=2")) == 1
    assert rows(visitor.get("/outbox/?page=x")) == 50


def test_an_empty_list_says_what_it_is_for(as_, system_admin):
    assert "Whatever Fnug sends stands in this list first." in text(as_(system_admin).get("/outbox/"))
