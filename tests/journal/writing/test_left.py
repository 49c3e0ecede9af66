"""The child left or moved while somebody was writing: the text is saved, or comes back (JRN-1, ACC-1)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from core import preferences
from core.acting import acting
from journal.models import Entry
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.rule("JRN-1", "ACC-1")
SAID = "Sagde farvel og græd lidt."


def text(response):
    return response.content.decode()


@pytest.fixture
def left(units):
    """A child who left that many days ago."""

    def made(days):
        named = factories.make_child(name="Aputi Snespurv", allergies="Fisk")
        day = TODAY - timedelta(days=days)
        return factories.make_placement(units.maelkeboetten, child=named, discharged=day).child

    return made


@pytest.mark.parametrize("outbox", [False, True])
def test_on_the_day_itself_it_is_simply_saved(send, left, outbox):
    child = left(0)
    answer = send(child, outbox=outbox, text=SAID)
    assert Entry.objects.get().text == SAID
    assert answer.json()["said"] == "Saved." if outbox else answer.url == f"/children/{child.pk}/diary/"


def test_the_day_after_one_says_when_it_was(send, left):
    child = left(1)
    page = text(send(child, text=SAID, mood="sad"))
    assert "The child had left your unit by then. Say when it happened." in page
    assert SAID in page
    assert 'name="mood" value="sad"' in page
    assert "Aputi" not in page
    assert "Fisk" not in page
    send(child, text=SAID, happened_at="2026-03-16T09:00")
    assert Entry.objects.get().told == SAID


@pytest.mark.parametrize("happened_at", ["", "2026-03-14T09:00"])
def test_later_the_text_is_there_to_be_copied(send, left, happened_at):
    page = text(send(left(3), text=SAID, happened_at=happened_at))
    assert SAID in page
    assert 'data-copies="#id_text, #id_own_words"' in page
    assert "Aputi" not in page
    assert not Entry.objects.exists()


def test_the_device_keeps_it_and_knows_why(send, left):
    answer = send(left(3), outbox=True, happened_at="2026-03-14T09:00")
    assert answer.status_code == 422
    assert "The child does not live in your unit any more." in str(answer.json()["errors"])


def test_more_to_tell_about_a_child_who_left(send, left):
    page = text(send(left(1), text=SAID, more="1"))
    assert SAID in page
    assert "Aputi" not in page


def test_a_child_who_moved_meanwhile(send, placement, units):
    with acting(factories.machine()):
        placement.stays.update(ends=TODAY)
    factories.make_stay(placement, units.ilasiaq, begins=TODAY)
    page = text(send(placement.child, text=SAID))
    assert SAID in page
    assert not Entry.objects.exists()
    send(placement.child, text=SAID, happened_at="2026-03-16T20:00")
    assert Entry.objects.get().unit == units.maelkeboetten


def test_a_stranger_learns_nothing(send, left, other_care_worker):
    assert send(left(0), by=other_care_worker).status_code == 404
    assert send(factories.make_child(), by=other_care_worker, outbox=True).status_code == 404


def test_a_child_who_was_never_here_is_nobodys(send, units, care_worker):
    planned = factories.make_planned(units.maelkeboetten, arrived=TODAY)
    assert send(planned.child).status_code == 404


def test_for_how_long_is_a_setting(send, left, director):
    preferences.change("journal.afterwards_hours", 0, by=director, at=NOW)
    assert "give it to your leader" in text(send(left(1), happened_at="2026-03-16T09:00"))
    assert not Entry.objects.exists()


@pytest.mark.rule("JRN-7")
@pytest.mark.parametrize("change", ["the child is gone", "the role is another"])
def test_a_lost_answer_is_given_again_whatever_changed(send, placement, care_worker, change):
    said = {"key": uuid4(), "text": SAID, "category": "mood", "own_words": "Farvel."}
    send(placement.child, **said)
    with acting(factories.machine()):
        if change == "the child is gone":
            care_worker.assignments.update(ends=TODAY)
        else:
            User.objects.filter(pk=care_worker.pk).update(role=Role.ADMINISTRATION)
    assert send(placement.child, outbox=True, **said).json()["entry"] == Entry.objects.get().pk
    assert send(placement.child, **said).url == "/"
    refused = 404 if change == "the child is gone" else 403
    assert send(placement.child, outbox=True, **{**said, "text": "Andet."}).status_code == refused
    assert Entry.objects.count() == 1


@pytest.mark.rule("JRN-7")
def test_nobody_else_gets_anothers_result(send, placement, other_care_worker):
    said = {"key": uuid4(), "text": SAID}
    send(placement.child, **said)
    assert send(placement.child, by=other_care_worker, **said).status_code == 404
