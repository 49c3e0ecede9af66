"""What is owed about meetings and minutes, and what was known on a day (PLC-1, PLC-5)."""

import pytest

from core import preferences
from deadlines.registry import end_of
from placements.meetings import deadlines, minutes, services
from tests import factories
from tests.counting import Statements
from tests.factories import NOW, TODAY, at, date
from tests.placements.meetings.conftest import writing

pytestmark = pytest.mark.rule("PLC-5")


def due(rule, day=TODAY):
    return [obligation.due for obligation in rule(at(day))]


@pytest.mark.rule("PLC-1")
@pytest.mark.parametrize(
    ("meetings", "days"),
    [
        ([], [date(2026, 1, 19)]),
        ([("monthly", date(2026, 1, 14))], [date(2026, 1, 19)]),
        ([("action_plan", date(2026, 1, 14))], []),
        ([("action_plan", date(2026, 1, 5))], []),
        ([("action_plan", date(2026, 3, 10))], []),
        # Known only from tomorrow.
        ([("action_plan", date(2026, 3, 18))], [date(2026, 1, 19)]),
    ],
)
def test_the_action_plan_meeting(placement, meetings, days):
    for kind, held in meetings:
        factories.make_meeting(placement, held, kind=kind)
    assert due(deadlines.action_plan_meetings) == [end_of(day) for day in days]


@pytest.mark.rule("PLC-1")
def test_within_how_many_days_is_a_setting(placement, director):
    preferences.change("placements.action_plan_meeting_days", 3, by=director, at=NOW)
    assert due(deadlines.action_plan_meetings) == [end_of(date(2026, 1, 15))]


@pytest.mark.parametrize(
    ("arrived", "meetings", "day"),
    [
        (date(2026, 1, 12), [], date(2026, 4, 12)),
        (date(2025, 11, 30), [], date(2026, 2, 28)),
        (date(2025, 1, 12), [("quarterly", date(2026, 1, 31))], date(2026, 4, 30)),
        (
            date(2025, 1, 12),
            [("quarterly", date(2026, 1, 5)), ("monthly", date(2026, 3, 5))],
            date(2026, 4, 5),
        ),
        (date(2026, 1, 12), [("follow_up", date(2026, 3, 5))], date(2026, 4, 12)),
        (date(2026, 1, 12), [("quarterly", date(2026, 3, 18))], date(2026, 4, 12)),
    ],
)
def test_the_quarterly_meeting(units, arrived, meetings, day):
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived)
    for kind, held in meetings:
        factories.make_meeting(placement, held, kind=kind)
    assert due(deadlines.quarterly_meetings) == [end_of(day)]


@pytest.mark.rule("PLC-1")
@pytest.mark.parametrize("rule", [deadlines.action_plan_meetings, deadlines.quarterly_meetings])
def test_only_while_the_placement_runs(units, rule):
    factories.make_planned(units.maelkeboetten)
    factories.make_placement(units.maelkeboetten, discharged=TODAY)
    assert due(rule) == []
    assert len(due(rule, date(2026, 3, 16))) == 1


def test_a_planned_meeting_whose_time_came(placement, leader, care_worker):
    factories.make_contact(placement, care_worker)
    meeting = factories.make_planned_meeting(placement, at(date(2026, 3, 16)))
    (owed,) = deadlines.meetings_to_confirm(NOW)
    assert (owed.due, owed.owners) == (end_of(date(2026, 3, 16)), (care_worker,))
    assert owed.path == f"/meetings/{meeting.pk}/"
    assert due(deadlines.meetings_to_confirm, date(2026, 3, 15)) == []
    facts = {"held": TODAY, "minutes_by": "", "present": "", "by": leader, "at": NOW, "on": TODAY}
    services.hold(meeting, **facts)
    assert due(deadlines.meetings_to_confirm) == []
    assert len(due(deadlines.meetings_to_confirm, date(2026, 3, 16))) == 1


def test_minutes_are_owed_by_whose_turn_it_is(held, caseworker, leader):
    meeting = held("municipality")
    (owed,) = deadlines.minutes_to_write(NOW)
    assert (owed.owners, owed.due) == ((caseworker,), end_of(date(2026, 3, 30)))
    (late,) = deadlines.minutes_to_write(at(date(2026, 3, 31)))
    assert late.owners == (caseworker, leader)
    minutes.take_over(meeting, reason="Syg.", by=leader)
    assert [o.owners for o in deadlines.minutes_to_write(NOW)] == [(leader,)]


def test_written_minutes_are_owed_a_signature(held, leader):
    meeting = held()
    writing(meeting, leader)()
    (owed,) = deadlines.minutes_to_sign(NOW)
    assert (owed.owners, owed.due) == ((leader,), end_of(date(2026, 3, 24)))
    assert due(deadlines.minutes_to_write) == []
    # The day before, they were still to be written.
    assert due(deadlines.minutes_to_sign, date(2026, 3, 16)) == []
    assert len(due(deadlines.minutes_to_write, date(2026, 3, 16))) == 1
    minutes.send_back(meeting, reason="Skolen mangler.", by=leader, at=NOW, on=TODAY)
    assert due(deadlines.minutes_to_sign) == []
    assert len(due(deadlines.minutes_to_write)) == 1
    writing(meeting, leader)()
    minutes.sign(meeting, by=leader, at=NOW, on=TODAY)
    assert due(deadlines.minutes_to_sign) == due(deadlines.minutes_to_write) == []


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        (deadlines.action_plan_meetings, 7),
        (deadlines.quarterly_meetings, 6),
        (deadlines.minutes_to_write, 8),
        (deadlines.minutes_to_sign, 9),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_they_ask_the_same_however_many_there_are(units, municipality, caseworker, leader, rule, number):
    asked = []
    for count in (1, 2):
        rows = factories.make_children(
            units.maelkeboetten, count, municipality=municipality, caseworker=caseworker
        )
        for placement in rows:
            meeting = factories.make_planned_meeting(placement, at(date(2026, 3, 16)))
            facts = {"held": TODAY, "minutes_by": "municipality", "present": ""}
            services.hold(meeting, **facts, by=leader, at=NOW, on=TODAY)
            if rule is deadlines.minutes_to_sign:
                writing(meeting, caseworker)()
        with Statements() as captured:
            assert len(list(rule(NOW))) >= count
        asked.append(len(captured.asked))
    assert asked == [number, number]
