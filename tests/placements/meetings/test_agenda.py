"""The agenda is drafted from what is open, and from nothing that came later (PLC-5)."""

import pytest

from core.acting import acting
from placements.meetings import agenda
from placements.models import ActionPlan, Attendance, DayCareApplication, ExtraResources, Schooling
from tests import factories
from tests.factories import NOW, TODAY, at, date, made

pytestmark = pytest.mark.rule("PLC-5")
LAST = date(2026, 2, 16)


@pytest.fixture
def draft(placement):
    factories.make_meeting(placement, LAST, minutes="Mor ringer\nhver torsdag.", minutes_by="centre")
    return lambda on=TODAY: agenda.draft(placement, on).splitlines()


@pytest.fixture
def drafted(draft):
    return lambda words, on=TODAY: [line for line in draft(on) if words in line]


def test_what_always_stands_there(draft):
    assert draft() == [
        "Aftalt den 16.02.2026: Mor ringer hver torsdag.",
        "Hvordan barnet har det: barnets egne ord, adfærd, venskaber",
        "Handleplanen mangler",
        "Samvær og kontakt med familien",
        "Næste møde; referat af dette møde: kommunen",
    ]


@pytest.mark.rule("PLC-2")
def test_the_plan(drafted, placement, leader):
    for day in (2, 9):
        factories.make_asking(placement, leader, at(date(2026, 3, day)))
    assert drafted("Handleplanen") == ["Handleplanen mangler; der er spurgt efter den 2 gange"]
    facts = {"placement": placement, "recorded_by": leader, "recorded_at": NOW}
    made(ActionPlan, leader, dated=date(2025, 3, 17), received=date(2026, 3, 10), **facts)
    assert drafted("Handleplanen") == ["Handleplanen er fra 17.03.2025 og skal fornyes"]
    assert drafted("Handleplanen", on=date(2026, 3, 16)) == []


def test_goals_with_signs_since_the_last_meeting(drafted, placement, care_worker):
    sub_goal = factories.make_sub_goal(factories.make_plan(placement), text="Sover hele natten")
    for day in (date(2026, 2, 10), date(2026, 3, 1), date(2026, 3, 12), date(2026, 3, 18)):
        factories.make_sighting(sub_goal, care_worker, seen_on=day)
    assert drafted("Sover") == ["Mål »Sover hele natten«: tegn er set 2 gange, senest den 12.03.2026"]


def test_absence_and_attendance_since_the_last_meeting(drafted, placement, leader):
    factories.make_absence(placement, date(2026, 1, 20), date(2026, 1, 24))
    factories.make_absence(placement, date(2026, 3, 2), date(2026, 3, 5), kind="hospital")
    school = made(Schooling, leader, placement=placement, kind_id="school", name="USK", begins=LAST)
    for day, state in ((2, "absent"), (3, "absent"), (4, "late"), (5, "there")):
        facts = {"state": state, "written_by": leader, "written_at": NOW}
        made(Attendance, leader, schooling=school, day=date(2026, 3, day), **facts)
    assert drafted("Fravær") == ["Fravær: Sygehus fra 02.03.2026 til 04.03.2026"]
    assert drafted("USK") == ["USK: fraværende 2 dage, for sent 1 dage"]


def test_people_and_applications(drafted, placement, leader, care_worker, colleague):
    factories.make_contact(placement, care_worker, ends=date(2026, 3, 1))
    factories.make_contact(placement, colleague, begins=date(2026, 3, 1))
    period = {"begins": date(2026, 3, 1), "ends": date(2026, 6, 1)}
    facts = {"amount": "500.00", "reason": "Tæt på.", "applied_at": NOW, "applied_by": leader}
    made(ExtraResources, leader, placement=placement, **period, **facts)
    made(DayCareApplication, leader, placement=placement, needed_from=date(2026, 3, 1))
    (new,) = drafted("kontaktperson")
    assert new.startswith("Paul Prøvepædagog er ny primær kontaktperson")
    assert drafted("ekstra ressourcer") and drafted("Akutplads")


@pytest.mark.rule("PLC-6")
def test_the_report_from_a_month_before_it_is_due(drafted, placement, leader):
    assert drafted("Halvårsrapporten", on=date(2026, 6, 11)) == []
    (line,) = drafted("Halvårsrapporten", on=date(2026, 6, 12))
    assert line == "Halvårsrapporten skal afleveres den 12.07.2026"
    made(
        placement.reports.model, leader, placement=placement, kind="half_year", state="delivered",
        delivered=date(2026, 6, 1),
    )  # fmt: skip
    assert drafted("Halvårsrapporten", on=date(2026, 6, 12)) == []


def test_it_stands_on_the_page_for_the_centre_only(as_, leader, caseworker, meeting, draft):
    url = f"/meetings/{meeting.pk}/"
    assert "Handleplanen mangler" in as_(leader).get(url).content.decode()
    with acting(leader):
        meeting.invited_at = NOW
        meeting.save()
    assert "Handleplanen mangler" not in as_(caseworker).get(url).content.decode()
