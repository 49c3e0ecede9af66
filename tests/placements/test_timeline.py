"""The placement in one picture: where the child lived, when away, and the meetings."""

from datetime import timedelta

import pytest

from core.acting import acting
from placements.page import placements_of
from placements.timeline import timeline
from tests import factories
from tests.factories import TODAY, date

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(placement, units):
    """Mælkebøtten from 12 January, Ilasiaq from 1 March."""
    with acting(factories.machine()):
        placement.stays.update(ends=date(2026, 3, 1))
    factories.make_stay(placement, units.ilasiaq, begins=date(2026, 3, 1))
    return placement


def drawn(placement):
    (loaded,) = placements_of(placement.child, TODAY)
    return timeline(loaded, TODAY)


@pytest.mark.rule("PLC-9")
def test_stays_follow_each_other_without_gap_or_overlap(moved):
    lived, _met = drawn(moved).lanes
    assert [(s.start, s.end, s.label) for s in lived.segments] == [
        (date(2026, 1, 12), date(2026, 2, 28), "Mælkebøtten"),
        (date(2026, 3, 1), None, "Ilasiaq"),
    ]
    assert len({s.kind for s in lived.segments}) == 2


def test_a_stay_of_one_day_is_one_day_long(units):
    ended = factories.make_placement(units.allu, arrived=TODAY, discharged=TODAY)
    (segment,) = drawn(ended).lanes[0].segments
    assert (segment.start, segment.end) == (TODAY, TODAY)


def test_absences_and_meetings_are_points(moved):
    factories.make_absence(moved, date(2026, 2, 6), date(2026, 2, 8), kind="holiday")
    factories.make_meeting(moved, date(2026, 2, 12))
    factories.make_meeting(moved, date(2026, 1, 12), kind="action_plan")
    lived, met = drawn(moved).lanes
    assert [(p.on, p.label) for p in lived.points] == [(date(2026, 2, 6), "holiday")]
    assert [(p.on, p.label) for p in met.points] == [
        (date(2026, 1, 12), "Handleplansmøde"),
        (date(2026, 2, 12), "Månedsmøde"),
    ]


@pytest.mark.parametrize(
    ("arrived", "discharged", "ends"),
    [
        (date(2026, 1, 12), None, TODAY + timedelta(days=45)),
        (TODAY, None, date(2026, 6, 17)),
        (date(2024, 1, 1), date(2025, 1, 1), date(2025, 1, 1)),
    ],
)
def test_it_reaches_from_a_week_before_to_some_weeks_ahead(units, arrived, discharged, ends):
    picture = drawn(factories.make_placement(units.allu, arrived=arrived, discharged=discharged))
    assert (picture.start, picture.end) == (arrived - timedelta(days=7), ends)


def test_it_can_be_read_as_a_list_too(as_, moved, director):
    page = as_(director).get(f"/children/{moved.child_id}/").content.decode()
    assert "12.01.2026–28.02.2026 Mælkebøtten" in page
    assert "01.03.2026– Ilasiaq" in page
