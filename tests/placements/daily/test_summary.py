"""Attendance of a period, for reports and agendas (PLC-7)."""

from datetime import timedelta

import pytest

from placements.daily.queries import summary
from tests import factories
from tests.factories import TODAY, date

pytestmark = pytest.mark.rule("PLC-7")
BEGINS, ENDS = date(2026, 3, 30), date(2026, 4, 14)  # Easter: 2, 3 and 6 April are days off


@pytest.fixture
def school(placement):
    return factories.make_schooling(placement)


def test_days_are_expected_but_for_holidays_and_absences(placement, school):
    factories.make_absence(placement, date(2026, 4, 7), date(2026, 4, 9), kind="home")
    found = summary(placement, BEGINS, ENDS)
    assert found.expected == 6
    days = [(day.month, day.day) for day in found.forgotten]
    assert days == [(3, 30), (3, 31), (4, 1), (4, 9), (4, 10), (4, 13)]
    factories.make_absence(placement, date(2026, 4, 9), None, kind="missing")
    assert summary(placement, BEGINS, ENDS).expected == 3


def test_what_was_marked_is_counted_with_its_reasons(placement, school):
    handball = factories.make_schooling(placement, kind="leisure", name="Håndbold", weekdays=[0])
    marks = {30: "there", 31: "late"}
    for day, state in marks.items():
        factories.make_attendance(
            school, date(2026, 3, day), state, reason="Sovet over sig" if state == "late" else ""
        )
    factories.make_attendance(school, date(2026, 4, 1), "closed")
    factories.make_attendance(school, date(2026, 4, 2), "absent", reason="Syg")  # went on a day off
    factories.make_attendance(handball, date(2026, 3, 30), "absent")
    found = summary(placement, BEGINS, date(2026, 4, 3))
    assert (found.expected, found.there, found.late, found.absent, found.closed) == (4, 1, 1, 2, 1)
    assert [(m.day.day, m.where, m.state, m.reason) for m in found.missed] == [
        (30, "Håndbold", "absent", ""),
        (31, "Prøveskolen", "came late", "Sovet over sig"),
        (2, "Prøveskolen", "absent", "Syg"),
    ]
    assert found.forgotten == []


@pytest.mark.parametrize(
    ("begins", "ends", "days"), [(date(2026, 4, 1), None, 6), (date(2026, 1, 12), date(2026, 4, 1), 2)]
)
def test_only_while_the_child_goes_there(placement, begins, ends, days):
    factories.make_schooling(placement, begins=begins, ends=ends)
    assert summary(placement, BEGINS, ENDS).expected == days


def test_only_during_the_placement(units):
    left = factories.make_placement(
        units.maelkeboetten, arrived=date(2026, 3, 10), discharged=date(2026, 3, 12)
    )
    factories.make_schooling(left, begins=date(2026, 1, 1))
    assert summary(left, date(2026, 3, 1), TODAY).forgotten == [date(2026, 3, 10), date(2026, 3, 11)]


def test_it_costs_two_queries_however_much_there_is(placement, queries):
    for _ in range(4):
        school = factories.make_schooling(placement)
        for n in range(5):
            factories.make_attendance(school, TODAY - timedelta(days=n), "absent")
    factories.make_absence(placement, TODAY, None)
    with queries(2):
        summary(placement, date(2025, 1, 1), TODAY)
