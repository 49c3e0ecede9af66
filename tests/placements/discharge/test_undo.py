"""Mistakes can be undone: first one reads what else falls, then one says why."""

from functools import partial
from uuid import uuid4

import pytest

from core.lifecycle import CHANGED
from core.refusals import Refused
from placements.arrival import services as arrivals
from placements.discharge import receipts, services, undoing
from placements.discharge.falling import falling
from placements.models import (
    Absence,
    Discharge,
    Intake,
    Meeting,
    MunicipalDecision,
    PlaceSearch,
    Receipt,
    Stay,
    Undoing,
)
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.discharge.conftest import decide, leave, text
from visitation.models import Request

pytestmark = pytest.mark.rule("PLC-13")
HEALTH = {"allergies": "", "medicine": "", "illness": ""}


def undo(placement, what, by, *, reason="Det var en fejl.", seen=None):
    if seen is None:
        seen = undoing.fingerprint(falling(what, placement, TODAY))
    return undoing.undo(placement, what, reason=reason, seen=seen, by=by, at=NOW, on=TODAY)


def arrive(placement, by, primary, secondary):
    facts = {"arrived": TODAY, "brought_by": "En moster", "belongings": "Bamse", "note": "", "health": HEALTH}
    arrivals.register_arrival(
        placement, primary=primary, secondary=secondary, **facts, by=by, at=NOW, on=TODAY
    )


# A planned placement


def test_a_planned_placement_is_cancelled_and_its_place_is_free(planned, leader, caseworker, as_, stored):
    factories.make_request(caseworker, state="admitted", placement=planned)
    place = planned.stays.get().place
    meeting = factories.made(
        Meeting,
        key=uuid4(),
        placement=planned,
        kind_id="action_plan",
        state="planned",
        starts=at(date(2026, 4, 1)),
    )
    url = f"/placements/{planned.pk}/undo/"
    page = text(as_(leader).get(url))
    assert f"{place} in Mælkebøtten is free again from 16 March 2026." in page
    assert "One planned meeting is cancelled." in page and "stays admitted" in page
    assert as_(leader).fill(url, f"{url}plan/", reason="Familien flyttede.").url == "/children/"
    assert (stored(planned).state, stored(meeting).state) == ("cancelled", "cancelled")
    assert not Stay.objects.filter(place=place).exists()
    assert Request.objects.get().state == "admitted"
    kept = Undoing.objects.get()
    assert (kept.what, kept.reason, kept.undone_by, len(kept.fell)) == (
        "plan",
        "Familien flyttede.",
        leader,
        3,
    )
    factories.make_placement(place=place, arrived=planned.arrived)


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "This field is required."), ("  ", "This field is required.")]
)
def test_without_a_reason_nothing_is_undone(planned, leader, as_, stored, reason, sentence):
    url = f"/placements/{planned.pk}/undo/"
    assert sentence in text(as_(leader).fill(url, f"{url}plan/", reason=reason))
    assert stored(planned).state == "planned"


def test_what_one_did_not_read_does_not_fall(planned, leader, as_, stored):
    url, visitor = f"/placements/{planned.pk}/undo/", as_(leader)
    form = visitor.form(url, f"{url}plan/")
    factories.made(
        Meeting,
        key=uuid4(),
        placement=planned,
        kind_id="action_plan",
        state="planned",
        starts=at(date(2026, 4, 1)),
    )
    page = text(visitor.send(form, reason="Fejl."))
    assert "Something changed meanwhile. Read again what falls with it." in page
    assert "One planned meeting is cancelled." in page
    assert stored(planned).state == "planned"
    assert visitor.fill(url, f"{url}plan/", reason="Fejl.").status_code == 302


# An arrival


def test_an_arrival_is_taken_back_with_its_intake_and_contact_persons(
    planned, leader, care_worker, colleague, as_, stored
):
    arrive(planned, leader, care_worker, colleague)
    url = f"/placements/{planned.pk}/undo/"
    page = text(as_(leader).get(url))
    assert "Pia Prøvepædagog is no longer primary contact person." in page
    assert "The intake of 17 March 2026 falls" in page
    as_(leader).fill(url, f"{url}arrival/", reason="Det var et andet barn.")
    assert stored(planned).state == "planned"
    assert not planned.contact_persons.exists() and not Intake.objects.exists()
    fresh = stored(planned)
    arrive(fresh, leader, care_worker, colleague)
    assert stored(planned).state == "running"


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (
            lambda p, by: factories.make_entry(p.child, by.assignments.get().unit, by),
            "Observations are written",
        ),
        (lambda p, by: factories.make_meeting(p, TODAY), "A meeting was held since the arrival."),
        (lambda p, by: factories.make_assessment(p), "The child is referred to an assessment."),
        (lambda p, by: factories.make_search(p, by), "Another place is searched for."),
        (lambda p, by: factories.make_absence(p, TODAY, None), "An absence is recorded."),
        (
            lambda p, by: services.plan(p, planned_for=TODAY, by=by),
            "A discharge is planned. Drop that plan first.",
        ),
    ],
    ids=["diary", "meeting", "assessment", "search", "absence", "discharge"],
)
def test_what_was_written_keeps_the_arrival(placement, leader, as_, stored, write, sentence):
    write(placement, leader)
    page = text(as_(leader).get(f"/placements/{placement.pk}/undo/"))
    assert f"It cannot be undone: {sentence}" in page
    with pytest.raises(Refused, match=sentence):
        undo(stored(placement), "arrival", leader)
    assert stored(placement).state == "running"


# A discharge


def test_a_discharge_is_taken_back_and_everything_stands_as_before(
    ready, leader, care_worker, caseworker, as_, stored
):
    contact = factories.make_contact(ready, care_worker)
    away = factories.make_absence(ready, date(2026, 3, 1), date(2026, 3, 19))
    coming = factories.make_absence(ready, date(2026, 3, 20), date(2026, 3, 25))
    facts = {"begins": ready.arrived, "reason": "Uden for målgruppen.", "begun_by": leader}
    search = factories.made(PlaceSearch, placement=ready, **facts)
    leave(ready, leader)
    receipts.confirm(
        ready, received_on=TODAY, next_step="none", words="Tak.", by=caseworker, at=NOW, on=TODAY
    )
    fallen = [fall.sentence for fall in falling("discharge", stored(ready), TODAY)]
    assert "Pia Prøvepædagog is primary contact person again." in fallen
    assert "The municipality's receipt of 17 March 2026 falls: “Tak.”" in fallen
    gone = stored(ready)
    undo(gone, "discharge", leader)
    back = stored(ready)
    assert (back.state, back.discharged, back.ladder_level) == ("running", None, None)
    assert [row.ends for row in map(stored, (back.stays.get(), contact, away))] == [
        None,
        None,
        date(2026, 3, 19),
    ]
    assert (stored(search).ends, stored(search).outcome) == (None, "")
    assert Absence.objects.filter(begins=coming.begins, ends=coming.ends).exists()
    assert not Receipt.objects.exists() and len(Undoing.objects.get().fell) == len(fallen)
    assert as_(leader).get(f"/children/{ready.child_id}/").status_code == 200
    first = back.discharge.summary
    assert leave(stored(ready), leader).summary.replaces == first


def test_not_when_another_child_lives_there(left, leader, as_, stored):
    factories.make_placement(place=left.stays.get().place, arrived=TODAY)
    sentence = "Another child lives in"
    assert sentence in text(as_(leader).get(f"/placements/{left.pk}/undo/"))
    with pytest.raises(Refused, match=sentence):
        undo(left, "discharge", leader)
    assert (stored(left).state, left.stays.get().ends) == ("ended", TODAY)


@pytest.mark.rule("PLC-15")
def test_not_when_the_child_came_back_meanwhile(left, units, leader):
    factories.make_placement(units.ilasiaq, child=left.child, arrived=TODAY)
    with pytest.raises(Refused, match="The child has a later placement here."):
        undo(left, "discharge", leader)


def test_an_imported_discharge_reopens_the_last_stay(units, municipality, leader, stored):
    past = factories.make_placement(
        units.maelkeboetten, municipality=municipality, arrived=date(2026, 1, 5), discharged=date(2026, 3, 2)
    )
    undo(past, "discharge", leader)
    assert (stored(past).state, past.stays.get().ends) == ("running", None)


@pytest.mark.django_db(transaction=True)
def test_two_take_it_back_at_once(at_once, left, leader, director, stored):
    opened = [stored(left), stored(left)]
    results = at_once(
        [partial(undo, p, "discharge", by) for p, by in zip(opened, (leader, director), strict=True)]
    )
    assert [str(r) for r in results if isinstance(r, Refused)] == [str(CHANGED)]
    assert Undoing.objects.count() == 1


# The road and the decision


def test_the_plan_and_the_decision_fall_each_by_itself(ready, leader, as_, stored):
    url, visitor = f"/placements/{ready.pk}/undo/", as_(leader)
    page = text(visitor.get(url))
    assert "The decision of 10 March 2026 by Familieafdelingen no longer counts." in page
    assert "The child is told: 5 March 2026, Pia" in page
    visitor.fill(url, f"{url}decision/", reason="Det var det forkerte papir.")
    assert not MunicipalDecision.objects.exists() and Discharge.objects.exists()
    decide(stored(ready), leader)
    visitor.fill(url, f"{url}road/", reason="Kommunen ombestemte sig.")
    assert not Discharge.objects.exists() and stored(ready).state == "running"
    assert "Kommunen ombestemte sig." in text(visitor.get(url))


def test_what_is_not_possible_now_is_refused(placement, leader, as_, stored):
    with pytest.raises(Refused, match="This can no longer be undone."):
        undo(placement, "discharge", leader, seen="")
    url = f"/placements/{placement.pk}/undo/"
    visitor = as_(leader)
    visitor.get(url)
    page = text(visitor.post(f"{url}discharge/", {"reason": "Fejl.", "seen": "x"}))
    assert "This can no longer be undone." in page
    assert stored(placement).state == "running"


@pytest.mark.rule("ACC-1")
def test_who_may_not_undo(placement, as_, other_leader, care_worker, caseworker, administration):
    people = (other_leader, care_worker, caseworker, administration)
    url = f"/placements/{placement.pk}/undo/"
    assert [as_(person).get(url).status_code for person in people] == [404, 403, 403, 403]
