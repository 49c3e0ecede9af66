"""Task lists agree with the data, whenever and however often they are computed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core import preferences
from core.acting import acting
from core.models import OutboxMessage
from deadlines import registry
from deadlines.models import Task
from placements.meetings import services as meetings
from tests import factories
from tests.factories import NOW, TODAY, at, date

pytestmark = [pytest.mark.rule("PLC-5"), pytest.mark.django_db]
DUE = date(2026, 3, 20)
OF_TWO_RULES = [("PLC-5", "monthly"), ("VIS-4", "")]


@pytest.fixture(autouse=True)
def _two_rules(monkeypatch):
    """What else is owed has tests of its own; here it would only be in the way of counting."""
    of_two = [rule for rule in registry._rules if (rule.rule, rule.subject) in OF_TWO_RULES]
    monkeypatch.setattr(registry, "_rules", of_two)


@pytest.fixture
def placement(units, municipality):
    """Due on Friday 20 March."""
    return factories.make_placement(units.maelkeboetten, municipality=municipality, arrived=date(2026, 2, 20))


def tasks():
    return [(t.rule, t.subject, t.owner, t.due, t.done_at) for t in Task.objects.order_by("pk")]


def meet(placement, by, held=TODAY):
    facts = {"kind": "monthly", "minutes_by": "", "minutes": "", "by": by, "at": NOW, "on": TODAY}
    return meetings.record(placement, key=uuid4(), held=held, **facts)


def test_a_task_for_the_one_who_owes_it(placement, leader, refresh):
    refresh()
    assert tasks() == [("PLC-5", "monthly", leader, at(DUE, 23, 59), None)]
    task = Task.objects.get()
    assert (task.child, task.path) == (placement.child, f"/placements/{placement.pk}/meeting/")


def test_again_changes_nothing(placement, leader, refresh):
    refresh()
    before = list(Task.objects.values())
    assert refresh() == 0
    assert list(Task.objects.values()) == before
    assert OutboxMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_make_one_task_and_one_mail(at_once, placement, leader, refresh):
    results = at_once([refresh] * 6)
    assert sorted(results) == [0, 0, 0, 0, 0, 1]
    assert (Task.objects.count(), OutboxMessage.objects.count()) == (1, 1)


def test_a_meeting_that_was_held_closes_it(placement, leader, refresh):
    refresh()
    meet(placement, leader)
    refresh(NOW + timedelta(minutes=5))
    assert [row[4] for row in tasks()] == [NOW + timedelta(minutes=5)]
    assert not Task.objects.open().exists()


def test_the_next_one_comes_a_fortnight_before_it_is_due(placement, leader, refresh):
    meet(placement, leader)
    refresh(at(date(2026, 4, 2)))
    assert not Task.objects.exists()
    refresh(at(date(2026, 4, 3)))
    assert [row[3] for row in tasks()] == [at(date(2026, 4, 17), 23, 59)]


def test_a_new_contact_person_gets_it_and_the_old_one_loses_it(placement, leader, care_worker, refresh):
    refresh()
    factories.make_contact(placement, care_worker)
    refresh(NOW + timedelta(hours=1))
    assert [t.owner for t in Task.objects.open()] == [care_worker]
    assert Task.objects.get(owner=leader).done_at == NOW + timedelta(hours=1)


def test_it_comes_back_to_whom_it_falls_to_again(placement, leader, care_worker, refresh):
    contact = factories.make_contact(placement, care_worker)
    refresh()
    with acting(leader):
        contact.delete()
    refresh()
    factories.make_contact(placement, care_worker)
    refresh()
    assert [t.owner for t in Task.objects.open()] == [care_worker]
    assert Task.objects.count() == 2


def test_after_the_discharge_nothing_is_owed(placement, leader, refresh):
    refresh()
    with acting(leader):
        placement.state, placement.discharged = "ended", TODAY
        placement.save()
    refresh()
    assert not Task.objects.open().exists()


@pytest.mark.rule("VIS-4")
def test_a_due_time_that_moves_moves_the_task(caseworker, director, refresh):
    factories.make_request(caseworker)
    refresh()
    assert Task.objects.get().due == at(date(2026, 3, 24), 23, 59)
    preferences.change("visitation.answer_working_days", 2, by=director, at=NOW)
    refresh()
    assert Task.objects.get().due == at(date(2026, 3, 19), 23, 59)


# Reminders


@pytest.mark.parametrize(
    ("day", "mails"),
    [(date(2026, 3, 16), 0), (date(2026, 3, 17), 1), (date(2026, 3, 20), 1), (date(2026, 3, 25), 1)],
)
def test_three_days_before_it_is_due_at_the_earliest(placement, leader, refresh, day, mails):
    refresh(at(day, 0, 5))
    assert OutboxMessage.objects.count() == mails


@pytest.mark.rule("ACC-4")
def test_the_mail_says_no_name_and_nothing_else(placement, leader, refresh, run_outbox, smtp):
    refresh()
    assert run_outbox() == 1
    (mail,) = smtp.to(leader)
    assert "http://127.0.0.1:8000/tasks/" in mail.get_content()
    child = placement.child
    for secret in (*child.name.split(), child.cpr, "Mælkebøtten", "møde", "meeting", leader.full_name):
        assert secret not in mail.get_content()
        assert secret not in mail["Subject"]


def test_once_and_not_again_every_day(placement, leader, refresh, run_outbox, smtp):
    for days in range(5):
        refresh(NOW + timedelta(days=days))
        run_outbox(NOW + timedelta(days=days))
    assert len(smtp.messages) == 1


def test_after_two_days_of_downtime_what_is_due_comes_once(units, leader, refresh, run_outbox, smtp):
    """Nothing ran on the 17th and 18th, when the reminders of these three were due."""
    for arrived in (date(2026, 2, 20), date(2026, 2, 21), date(2026, 2, 22)):
        factories.make_placement(units.maelkeboetten, arrived=arrived)
    for minutes in (0, 5):
        refresh(at(date(2026, 3, 19), 8, minutes))
        run_outbox(at(date(2026, 3, 19), 8, minutes))
    assert Task.objects.open().count() == 3
    assert len(smtp.to(leader)) == 1


def test_how_long_before_is_a_setting(placement, leader, director, refresh):
    preferences.change("deadlines.reminder_days_before", 0, by=director, at=NOW)
    refresh(at(date(2026, 3, 19)))
    assert not OutboxMessage.objects.exists()
    refresh(at(date(2026, 3, 20)))
    assert OutboxMessage.objects.exists()
