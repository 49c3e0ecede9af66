"""The board of missing data: what each file lacks, and what it no longer lacks once it is there."""

import pytest

from core.periods import add_months
from placements.enums import MeetingKind
from placements.gaps.wanting import GAPS, gaps_of, with_gaps
from placements.models import ActionPlan, Caseworker, Consent, Meeting, Placement, Schooling
from placements.plans.standing import standing
from tests import factories
from tests.factories import NOW, TODAY, date, timedelta

ALL = {gap.key for gap in GAPS}


def lacking(placement):
    found = with_gaps(Placement.objects.filter(pk=placement.pk), TODAY).get()
    return {gap.key for gap in gaps_of(found)}


def plan(placement, care_worker):
    facts = {"dated": TODAY - timedelta(days=30), "received": TODAY - timedelta(days=20)}
    factories.made(ActionPlan, placement=placement, recorded_by=care_worker, recorded_at=NOW, **facts)


def consent(placement, care_worker):
    facts = {"kind": "information", "given_by": "Mor", "given_on": TODAY, "recorded_by": care_worker}
    factories.made(Consent, child=placement.child, **facts)


def meeting(placement, care_worker):
    facts = {"kind_id": MeetingKind.MONTHLY, "state": "planned", "starts": NOW + timedelta(days=9)}
    factories.made(Meeting, key=factories.uuid4(), placement=placement, **facts)


PUT_RIGHT = {
    "plan": plan,
    "information": consent,
    "meeting": meeting,
    "primary": lambda placement, person: factories.make_contact(placement, person),
    "secondary": lambda placement, person: factories.make_contact(placement, person, role="secondary"),
    "intake": lambda placement, person: factories.make_intake(placement, by=person),
    "caseworker": lambda placement, person: factories.made(
        Caseworker, placement=placement, person=person, task="measure", begins=TODAY
    ),
    "school": lambda placement, person: factories.made(
        Schooling, placement=placement, kind_id="school", name="Skolen", begins=TODAY
    ),
}


@pytest.fixture
def bare(units, municipality):
    child = factories.make_child(cpr=None)
    return factories.make_placement(units.maelkeboetten, child=child, municipality=municipality)


def test_a_bare_file_lacks_everything(bare):
    assert lacking(bare) == ALL


@pytest.mark.parametrize("key", PUT_RIGHT)
def test_what_is_put_right_is_no_longer_missing(bare, care_worker, key):
    PUT_RIGHT[key](bare, care_worker)
    assert lacking(bare) == ALL - {key}


def test_an_old_plan_and_a_meeting_of_yesterday_do_not_count(bare, care_worker):
    facts = {"dated": TODAY - timedelta(days=366), "received": TODAY - timedelta(days=365)}
    factories.made(ActionPlan, placement=bare, recorded_by=care_worker, recorded_at=NOW, **facts)
    facts = {"kind_id": "monthly", "state": "planned", "starts": NOW - timedelta(days=1)}
    factories.made(Meeting, key=factories.uuid4(), placement=bare, **facts)
    assert lacking(bare) == ALL


@pytest.mark.rule("PLC-2")
@pytest.mark.parametrize("old", [(2024, 2, 28), (2024, 2, 29), (2023, 2, 28), (2023, 3, 1), (2025, 1, 31)])
def test_a_plan_holds_here_as_long_as_in_the_register(bare, old):
    """On its last day it is not missing yet, and the day after it is; also when a month is shorter."""
    factories.make_plan(bare, date(*old))
    due = add_months(date(*old), 12)
    for on, state in ((due, "ok"), (due + timedelta(days=1), "old")):
        assert standing(date(*old), bare.arrived, 7, on).state == state
        found = with_gaps(Placement.objects.filter(pk=bare.pk), on).get()
        assert ("plan" in [gap.key for gap in gaps_of(found)]) == (state == "old"), on


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_board_costs_the_same_however_many_children(as_, units, leader, queries, number):
    factories.make_children(units.maelkeboetten, number)
    visitor = as_(leader)
    visitor.get("/missing/")
    with queries(5):
        visitor.get("/missing/")


@pytest.mark.rule("ACC-1")
def test_a_leader_sees_the_own_unit_and_the_way_to_put_it_right(as_, bare, leader, other_leader):
    page = as_(leader).get("/missing/").content.decode()
    assert bare.child.name in page
    assert f'href="/placements/{bare.pk}/plan/"' in page
    assert bare.child.name not in as_(other_leader).get("/missing/").content.decode()
