"""What was true when the page was opened and is not any more when it is sent: the second is told, nothing is lost."""

from functools import partial
from uuid import uuid4

import pytest

from core.acting import acting
from core.lifecycle import CHANGED
from core.models import OutboxMessage
from core.refusals import Refused
from documents.models import Document
from placements import services as placements
from placements.adults import services as adults
from placements.arrival import services as arrival
from placements.consents import services as consents
from placements.discharge import services as discharge
from placements.kinds import services as kinds
from placements.meetings import services as meetings
from placements.models import (
    Asking,
    Assessment,
    Caseworker,
    ContactPerson,
    Meeting,
    MunicipalDecision,
    Placement,
    StatementRequest,
)
from placements.plans import services as plans
from placements.reports import services as reports
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.conftest import PDF

KAJA = {"requested_on": TODAY, "requested_by": "Kaja"}


@pytest.fixture
def acts(care_worker, caseworker, leader):
    """What is done for a child who lives here, as sent from a page."""
    today, now = {"by": leader, "on": TODAY}, {"by": leader, "at": NOW}
    return {
        "contact": partial(adults.name_contact, role="primary", person=care_worker, begins=TODAY, by=leader),
        "caseworker": partial(
            adults.name_caseworker, task="investigation", person=caseworker, begins=TODAY, **today
        ),
        "assessment": partial(consents.refer, question="Hvad har barnet brug for?", **today),
        "statement": partial(reports.request_statement, **KAJA, **now),
        "kind": partial(kinds.set_placement_kind, kind="respite", by=leader),
        "plan": partial(plans.ask, key=uuid4(), how="phone", at=NOW, **today),
    }


@pytest.mark.rule("PLC-14")
@pytest.mark.parametrize("act", ["contact", "caseworker", "assessment", "statement", "kind", "plan"])
def test_nothing_is_begun_for_a_child_who_has_just_left(acts, placement, leader, stored, act):
    opened = stored(placement)
    with acting(leader):
        Placement.objects.filter(pk=placement.pk).update(state="ended", discharged=TODAY)
    with pytest.raises(Refused, match=str(CHANGED)):
        acts[act](opened)
    for table in (ContactPerson, Caseworker, Assessment, StatementRequest, Asking):
        assert not table.objects.exists()
    assert stored(placement).kind_id == "ordinary"


@pytest.mark.rule("PLC-10")
def test_a_point_of_a_plan_that_was_dropped_is_not_lost_in_silence(placement, leader):
    road = discharge.plan(placement, planned_for=TODAY, by=leader)
    with acting(leader):
        type(road).objects.get().delete()
    facts = {"talk_on": TODAY, "talk_by": "Familieafdelingen"}
    with pytest.raises(Refused, match=str(CHANGED)):
        discharge.save_point(road, "talk", facts=facts, by=leader, on=TODAY)


@pytest.mark.rule("PLC-3")
def test_a_child_does_not_arrive_in_a_plan_that_was_cancelled(
    planned, leader, care_worker, colleague, stored
):
    opened = stored(planned)
    with acting(leader):
        planned.stays.all().delete()
        Placement.objects.filter(pk=planned.pk).update(state="cancelled")
    people = {"primary": care_worker, "secondary": colleague}
    with pytest.raises(Refused, match=str(CHANGED)):
        arrival.register_arrival(
            opened, arrived=TODAY, health={}, brought_by="Mor", **people, by=leader, at=NOW, on=TODAY
        )
    assert not ContactPerson.objects.exists()


@pytest.mark.rule("VIS-7")
@pytest.mark.django_db(transaction=True)
def test_two_papers_of_one_decision_at_once(at_once, placement, leader, caseworker, stored):
    facts = {"decided_on": date(2026, 3, 10), "decided_by": "Familieafdelingen", "content": PDF}
    receive = partial(placements.receive_decision, **facts, at=NOW, on=TODAY)
    opened = [stored(placement), stored(placement)]
    results = at_once(
        [partial(receive, row, by=by) for row, by in zip(opened, (leader, caseworker), strict=True)]
    )
    assert [str(r) for r in results if isinstance(r, Refused)] == ["This decision is already recorded."]
    assert Document.objects.get() == MunicipalDecision.objects.get().paper


@pytest.mark.rule("VIS-7")
def test_the_leaders_hear_again_when_the_paper_of_a_told_decision_comes(placement, leader, caseworker):
    facts = {"decided_on": date(2026, 3, 10), "decided_by": "Familieafdelingen", "at": NOW, "on": TODAY}
    placements.receive_decision(placement, content=None, by=caseworker, **facts)
    told = OutboxMessage.objects.filter(payload__to=leader.email)
    assert told.count() == 1
    placements.receive_decision(placement, content=PDF, by=caseworker, **facts)
    assert told.count() == 2


@pytest.mark.rule("PLC-5")
@pytest.mark.django_db(transaction=True)
def test_two_meetings_are_not_moved_to_one_day_at_once(at_once, placement, leader, director):
    days = [date(2026, 4, 1), date(2026, 4, 2)]
    rows = [factories.make_planned_meeting(placement, at(day)) for day in days]
    to = {"form": "phone", "sequence": 0, "at": NOW, "on": TODAY}
    acts = [
        partial(meetings.move, rows[0], starts=at(date(2026, 4, 8), 9), by=leader, **to),
        partial(meetings.move, rows[1], starts=at(date(2026, 4, 8), 13), by=director, **to),
    ]
    refused = [str(r) for r in at_once(acts) if isinstance(r, Refused)]
    assert refused == ["A meeting is already planned on 8 April 2026."]
    assert Meeting.objects.filter(starts__date=date(2026, 4, 8)).count() == 1
