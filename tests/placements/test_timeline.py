"""The placement in one picture: where the child lived, when away, and the meetings."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from core.acting import acting
from journal.models import Entry
from placements.models import ActionPlan, Meeting, Report
from placements.panels import Page
from placements.timeline import Source, _sources, course, events, register
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(placement, units):
    """Mælkebøtten from 12 January, Ilasiaq from 1 March."""
    with acting(factories.machine()):
        placement.stays.update(ends=date(2026, 3, 1))
    factories.make_stay(placement, units.ilasiaq, begins=date(2026, 3, 1))
    return placement


def drawn(placement, user=None):
    return course(Page(placement.child, placement, user, TODAY))


def told(lane):
    return [(p.on, str(p.label), p.kind) for p in lane.points]


@pytest.mark.rule("PLC-9")
def test_stays_follow_each_other_without_gap_or_overlap(moved):
    (lived,) = drawn(moved).lanes
    assert [(s.start, s.end, s.label) for s in lived.segments] == [
        (date(2026, 1, 12), date(2026, 2, 28), "Mælkebøtten"),
        (date(2026, 3, 1), None, "Ilasiaq"),
    ]
    assert len({s.kind for s in lived.segments}) == 2


def test_a_stay_of_one_day_is_one_day_long(units):
    ended = factories.make_placement(units.allu, arrived=TODAY, discharged=TODAY)
    (segment,) = drawn(ended).lanes[0].segments
    assert (segment.start, segment.end) == (TODAY, TODAY)


@pytest.mark.rule("PLC-14")
def test_absences_are_periods_with_their_kind_and_go_on_until_somebody_is_back(moved):
    factories.make_absence(moved, date(2026, 2, 6), date(2026, 2, 8), kind="holiday")
    factories.make_absence(moved, date(2026, 3, 16), None, kind="missing")
    _lived, away = drawn(moved).lanes
    assert [(s.start, s.end, str(s.label), s.kind) for s in away.segments] == [
        (date(2026, 2, 6), date(2026, 2, 7), "holiday", "warn"),
        (date(2026, 3, 16), None, "missing", "bad"),
    ]


def meeting(placement, **facts):
    return factories.made(Meeting, key=uuid4(), placement=placement, kind_id="monthly", **facts)


@pytest.mark.rule("PLC-5")
def test_meetings_held_and_to_come_differ_and_cancelled_ones_are_gone(moved):
    factories.make_meeting(moved, date(2026, 1, 12), kind="action_plan")
    meeting(moved, state="planned", starts=factories.at(date(2026, 4, 14)))
    late = {"starts": factories.at(date(2026, 4, 15)), "cancelled_because": "Ferie"}
    meeting(moved, state="cancelled", **late)
    _lived, met = drawn(moved).lanes
    assert told(met) == [
        (date(2026, 1, 12), "Handleplansmøde", "ok"),
        (date(2026, 4, 14), "Månedsmøde, planned", "planned"),
    ]


@pytest.mark.rule("PLC-2", "PLC-6")
def test_plans_count_when_received_and_reports_when_delivered(moved, leader):
    known = {"placement": moved, "recorded_by": leader, "recorded_at": NOW}
    factories.made(ActionPlan, dated=date(2026, 1, 20), received=date(2026, 2, 2), **known)
    factories.made(ActionPlan, dated=date(2026, 2, 20), **known)
    period = {"begins": date(2026, 1, 12), "ends": date(2026, 3, 1)}
    factories.made(Report, placement=moved, kind="statement", **period)
    done = {"state": "delivered", "delivered": date(2026, 3, 2)}
    factories.made(Report, placement=moved, kind="half_year", **done, **period)
    _lived, plans, reports = drawn(moved).lanes
    assert told(plans) == [(date(2026, 2, 2), "action plan received", "info")]
    assert told(reports) == [(date(2026, 3, 2), "half-yearly report", "info")]


def test_another_childs_events_stay_away(moved, units):
    other = factories.make_placement(units.allu)
    factories.make_absence(other, date(2026, 2, 6), date(2026, 2, 8))
    factories.make_meeting(other, date(2026, 2, 6))
    assert len(drawn(moved).lanes) == 1


def test_higher_apps_add_lanes_and_all_come_in_one_query(moved, queries, care_worker, monkeypatch):
    monkeypatch.setattr("placements.timeline._sources", dict(_sources))

    def rows(page):
        visible = page.user == care_worker
        return (
            events(Entry.objects.filter(child=page.child), begins=F("happened_at"), label=F("text"))
            if visible
            else None
        )

    register(Source("episodes", "Episodes", rows, 60))
    factories.make_entry(moved.child, moved.stays.last().place.unit, care_worker, text="Stormvejr")
    for turn in range(30):
        factories.make_absence(moved, *(date(2026, 1, 12) + timedelta(days=2 * turn + n) for n in (0, 1)))
    with queries(1):
        lanes = drawn(moved, care_worker).lanes
    assert [str(lane.label) for lane in lanes] == ["Lives in", "Away", "Episodes"]
    assert told(lanes[-1]) == [(TODAY, "Stormvejr", "")]
    assert len(drawn(moved, None).lanes) == 2


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
