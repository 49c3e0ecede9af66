"""What hangs on a placement and names something else of it: the database refuses what belongs to another child."""

import pytest
from django.db import transaction

from core.acting import acting
from core.refusals import Refused
from core.violations import explained
from placements.models import Assessment, Meeting, Move, Quote, Report, StatementRequest
from tests import factories
from tests.factories import NOW, TODAY, date, made
from tests.placements.reports.making import make_delivered, make_report, make_request


@pytest.fixture
def other(units):
    return factories.make_placement(units.maelkeboetten)


def refused(sentence, write, **facts):
    with pytest.raises(Refused, match=sentence), explained(), transaction.atomic():
        return write(**facts)


def change(row, by, **facts):
    with acting(by):
        type(row).objects.filter(pk=row.pk).update(**facts)


@pytest.mark.rule("PLC-9")
def test_a_move_begins_a_stay_of_its_own_placement(placement, other, leader):
    facts = {"agreed_with": "Kaja", "agreed_on": TODAY, "reason": "Ro", "begins": TODAY, "recorded_at": NOW}
    facts |= {"model": Move, "by": leader, "placement": placement, "moved_by": leader}
    stay = other.stays.get()
    refused("A move belongs to the placement of its stay.", made, stay=stay, place=stay.place, **facts)
    mine = placement.stays.get()
    assert made(stay=mine, place=mine.place, **facts).stay == mine


@pytest.mark.rule("PLC-10")
def test_a_request_is_answered_by_a_statement_of_its_own_placement(placement, other, leader):
    asked = make_request(placement)
    theirs = make_delivered(other, TODAY, kind="statement")
    refused("about another placement", change, row=asked, by=leader, report=theirs)
    assert StatementRequest.objects.get().report is None
    change(asked, leader, report=make_delivered(placement, TODAY, kind="statement"))


@pytest.mark.rule("PLC-6")
@pytest.mark.parametrize("kind", ["half_year", "statement"])
def test_a_correction_is_of_the_same_kind_and_placement(placement, other, kind):
    first = make_delivered(other if kind == "half_year" else placement, date(2026, 3, 1))
    facts = {"delivered": TODAY, "kind": kind, "corrects": first}
    refused("corrects one of the same kind", make_delivered, placement=placement, **facts)
    make_delivered(first.placement, TODAY, corrects=first)


@pytest.mark.rule("PLC-8")
def test_an_assessment_rests_on_a_consent_of_its_own_child(placement, other, leader):
    referred = factories.make_assessment(placement)
    begun = {"state": "running", "started_on": TODAY, "by": leader, "row": referred}
    refused("another child", change, consent=factories.make_consent(other.child), **begun)
    assert Assessment.objects.get().state == "referred"
    change(consent=factories.make_consent(placement.child), **begun)


@pytest.mark.rule("JRN-6")
def test_a_report_quotes_the_diary_of_its_own_child(placement, other, units, care_worker):
    section = make_report(placement, care_worker).sections.first()
    facts = {
        "model": Quote,
        "by": care_worker,
        "section": section,
        "quoted_by": care_worker,
        "quoted_at": NOW,
    }
    theirs = factories.make_entry(other.child, units.maelkeboetten, care_worker)
    refused("another child", made, entry=theirs, **facts)
    made(entry=factories.make_entry(placement.child, units.maelkeboetten, care_worker), **facts)


@pytest.mark.rule("PLC-6")
@pytest.mark.parametrize(
    ("state", "lacks"),
    [("reading", "reader"), ("reading", "asked_at"), ("read", "read_at"), ("read", "reader")],
)
def test_a_report_that_is_read_says_by_whom_and_when(placement, care_worker, colleague, leader, state, lacks):
    report = make_report(placement, care_worker)
    facts = {"reader": colleague, "asked_at": NOW, "read_at": NOW if state == "read" else None}
    refused(
        "says by whom, and since when", change, row=report, by=leader, state=state, **{**facts, lacks: None}
    )
    change(report, leader, state=state, **facts)
    assert Report.objects.get().state == state


@pytest.mark.rule("PLC-5")
@pytest.mark.parametrize("state", ["written", "signed"])
def test_written_minutes_say_when(placement, leader, state):
    meeting = factories.make_meeting(placement, TODAY)
    facts = {"row": meeting, "by": leader, "state": state, "signed_at": NOW, "signed_by": leader}
    refused("Minutes that are written say when.", change, **facts)
    change(**facts, written_at=NOW)
    assert Meeting.objects.get().state == state
