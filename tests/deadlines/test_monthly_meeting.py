"""When the monthly meeting is due and who owes it (PLC-5)."""

from datetime import timedelta

import pytest

from core.acting import acting
from deadlines.registry import end_of
from placements.meetings.deadlines import monthly_meetings
from tests import factories
from tests.factories import TODAY, at, date

pytestmark = [pytest.mark.rule("PLC-5"), pytest.mark.django_db]


def owed(day=TODAY):
    return list(monthly_meetings(at(day)))


def placed(units, arrived, *meetings, **facts):
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived, **facts)
    for kind, held in meetings:
        factories.make_meeting(placement, held, kind=kind)
    return placement


@pytest.mark.parametrize(
    ("arrived", "meetings", "due"),
    [
        (date(2026, 2, 20), [], date(2026, 3, 20)),
        (date(2026, 1, 31), [], date(2026, 2, 28)),
        (date(2024, 1, 31), [], date(2024, 2, 29)),
        (date(2025, 12, 31), [], date(2026, 1, 31)),
        (date(2026, 1, 12), [("monthly", date(2026, 2, 28))], date(2026, 3, 28)),
        (date(2026, 1, 12), [("quarterly", date(2026, 3, 1))], date(2026, 4, 1)),
        (date(2026, 1, 12), [("action_plan", date(2026, 3, 5))], date(2026, 4, 5)),
        (
            date(2026, 1, 12),
            [("monthly", date(2026, 3, 1)), ("action_plan", date(2026, 2, 1))],
            date(2026, 4, 1),
        ),
        # The last meeting may lie before the arrival, and counts instead of it.
        (date(2026, 3, 1), [("action_plan", date(2026, 2, 20))], date(2026, 3, 20)),
    ],
)
def test_one_month_after_the_last_meeting_of_any_kind_else_the_arrival(units, arrived, meetings, due):
    placed(units, arrived, *meetings)
    assert [(o.rule, o.subject, o.due) for o in owed()] == [("PLC-5", "monthly", end_of(due))]


def test_what_was_recorded_later_does_not_count_on_an_earlier_day(units):
    placed(units, date(2026, 1, 12), ("monthly", date(2026, 3, 10)))
    assert [o.due for o in owed(date(2026, 3, 9))] == [at(date(2026, 2, 12), 23, 59)]
    assert [o.due for o in owed(date(2026, 3, 10))] == [at(date(2026, 4, 10), 23, 59)]


@pytest.mark.parametrize(
    ("day", "runs"),
    [
        (date(2026, 1, 11), False),
        (date(2026, 1, 12), True),
        (date(2026, 3, 1), True),
        (date(2026, 3, 2), False),
    ],
)
def test_only_while_the_placement_runs_and_not_on_the_day_of_discharge(units, day, runs):
    placed(units, date(2026, 1, 12), discharged=date(2026, 3, 2))
    assert bool(owed(day)) is runs


@pytest.mark.parametrize("state", ["planned", "cancelled"])
def test_not_for_a_child_that_never_came(units, state):
    placed(units, date(2026, 1, 12), state=state)
    assert owed() == []


# Who owes it


def test_the_primary_contact_person(units, placement, care_worker, colleague, leader):
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, colleague, role="secondary")
    assert [o.owners for o in owed()] == [(care_worker,)]


def test_whoever_is_it_that_day(placement, care_worker, colleague):
    factories.make_contact(placement, care_worker, ends=TODAY)
    factories.make_contact(placement, colleague, begins=TODAY)
    assert [o.owners for o in owed(TODAY - timedelta(days=1))] == [(care_worker,)]
    assert [o.owners for o in owed()] == [(colleague,)]


def test_without_one_the_units_leaders(placement, leader, other_leader, director):
    assert [o.owners for o in owed()] == [(leader,)]


def test_without_leaders_the_director(placement, care_worker, other_leader, director):
    assert [o.owners for o in owed()] == [(director,)]


def test_who_no_longer_works_at_the_centre_owes_nothing(placement, leader, care_worker):
    factories.make_contact(placement, care_worker)
    with acting(leader):
        care_worker.is_active = False
        care_worker.save()
    assert [o.owners for o in owed()] == [(leader,)]


def test_after_a_move_the_new_units_leaders(placement, units, leader, other_leader):
    with acting(leader):
        placement.stays.update(ends=TODAY)
    factories.make_stay(placement, units.ilasiaq, begins=TODAY)
    assert [o.owners for o in owed()] == [(other_leader,)]


def test_it_leads_to_the_form_that_closes_it(placement):
    (obligation,) = owed()
    assert obligation.path == f"/placements/{placement.pk}/meeting/"
    assert obligation.child_id == placement.child_id


def test_as_many_queries_for_thirty_placements_as_for_one(units, queries, leader):
    for _ in range(21):
        factories.make_place(units.maelkeboetten)
    for number in (1, 3, 30):
        factories.make_children(units.maelkeboetten, number - len(owed()))
        with queries(6):
            assert len(owed()) == number
