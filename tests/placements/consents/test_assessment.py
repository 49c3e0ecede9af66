"""A psychological assessment from referral to conclusion; it rests on the parents' consent (PLC-8)."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.refusals import Refused
from documents.models import Document
from placements.consents import services
from placements.models import Assessment, Consent
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-8")
DAY = timedelta(days=1)
TEXTS = {
    "resources": "Leger godt alene og med andre.",
    "difficulties": "Sover uroligt efter samvær.",
    "support": "Faste voksne og forudsigelige dage.",
    "recommendations": "Ophold i en familielignende afdeling.",
}
MISSING = "No consent to a psychological assessment holds on"


@pytest.fixture
def consent(child):
    return factories.make_consent(child, given_on=TODAY - 10 * DAY)


@pytest.fixture
def referred(placement, leader):
    return factories.make_assessment(placement, by=leader, referred_on=TODAY - 12 * DAY)


@pytest.fixture
def running(referred, consent, leader):
    facts = {"assessor": "Psykolog Prøve", "started_on": TODAY - 5 * DAY}
    return services.start(referred, **facts, by=leader, on=TODAY)


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def page_of(visitor, assessment):
    return text(visitor.get(f"/placements/{assessment.placement_id}/assessment/"))


def state():
    return Assessment.objects.get().state


def test_the_whole_course(as_, placement, leader, care_worker, caseworker, other_caseworker, run_outbox):
    url = f"/placements/{placement.pk}/assessment/"
    assert "The child is not referred to an assessment." in text(as_(leader).get(url))
    as_(leader).fill(f"{url}refer/", question="Hvad har barnet brug for?")
    found = Assessment.objects.get()
    factories.make_consent(placement.child, given_by="Mor Prøve")
    as_(leader).fill(f"/assessments/{found.pk}/start/", assessor="Psykolog Prøve")
    as_(leader).fill(f"/assessments/{found.pk}/conclude/", **TEXTS)
    found.refresh_from_db()
    assert (found.state, found.started_on, found.ended_on) == ("concluded", TODAY, TODAY)
    run_outbox()
    report = Document.objects.select_related("file").get(kind="assessment")
    words = " ".join(PdfReader(BytesIO(bytes(report.file.content))).pages[0].extract_text().split())
    for said in (
        *TEXTS.values(),
        "Hvad har barnet brug for?",
        "Psykolog Prøve",
        "Mor Prøve",
        placement.child.name,
    ):
        assert said in words
    assert report.released_at == NOW
    for person, status in ((care_worker, 200), (caseworker, 200), (other_caseworker, 404)):
        assert as_(person).get(f"/documents/{report.number}/pdf/").status_code == status
    assert "Faste voksne" in page_of(as_(care_worker), found)
    assert as_(caseworker).get(url).status_code == 403


def test_without_a_consent_it_does_not_start_and_the_page_says_so(as_, referred, leader):
    assert "The parents have not consented to an assessment." in page_of(as_(leader), referred)
    page = text(as_(leader).fill(f"/assessments/{referred.pk}/start/", assessor="Psykolog Prøve"))
    assert f"{MISSING} 17 March 2026. Record the parents' consent first." in page
    assert "Psykolog Prøve" in page
    assert state() == "referred"


@pytest.mark.parametrize(
    ("given", "withdrawn", "kind", "starts"),
    [
        (date(2026, 3, 12), None, "assessment", True),
        (date(2026, 3, 13), None, "assessment", False),
        (date(2026, 3, 1), TODAY, "assessment", False),
        (date(2026, 3, 1), date(2026, 3, 12), "assessment", False),
        (date(2026, 3, 1), None, "photo", False),
    ],
)
def test_the_consent_holds_on_the_day_of_the_start_and_today(
    referred, child, leader, given, withdrawn, kind, starts
):
    facts = {"withdrawn_on": withdrawn, "withdrawn_by": "Mor" if withdrawn else ""}
    factories.make_consent(child, kind=kind, given_on=given, **facts)
    begin = {"assessor": "Psykolog Prøve", "started_on": date(2026, 3, 12), "by": leader, "on": TODAY}
    if not starts:
        with pytest.raises(Refused, match=MISSING):
            services.start(referred, **begin)
    else:
        services.start(referred, **begin)
    assert state() == ("running" if starts else "referred")


def test_another_childs_consent_is_none(referred, leader):
    factories.make_consent(factories.make_child())
    with pytest.raises(Refused, match=MISSING):
        services.start(referred, assessor="Psykolog", started_on=TODAY, by=leader, on=TODAY)


@pytest.mark.parametrize(
    ("day", "sentence"), [("2026-03-18", "Record the start when"), ("2026-03-04", "It cannot begin before")]
)
def test_the_start_lies_between_the_referral_and_today(as_, referred, consent, leader, day, sentence):
    page = text(as_(leader).fill(f"/assessments/{referred.pk}/start/", assessor="Psykolog", started_on=day))
    assert sentence in page
    assert state() == "referred"


@pytest.mark.parametrize("when", ["before its start", "tomorrow"])
def test_it_ends_between_its_start_and_today(running, leader, when):
    day = timedelta(days=1)
    ended_on = TODAY + day if when == "tomorrow" else running.started_on - day
    with pytest.raises(Refused, match="The day lies between the start of the assessment and today."):
        services.conclude(running, texts=TEXTS, ended_on=ended_on, by=leader, at=NOW, on=TODAY)
    running.refresh_from_db()
    assert running.state == "running"


@pytest.mark.parametrize("name", TEXTS)
def test_it_ends_in_all_four_parts(as_, running, leader, name):
    page = text(as_(leader).fill(f"/assessments/{running.pk}/conclude/", **{**TEXTS, name: " "}))
    assert "Still missing:" in page
    assert state() == "running"
    assert not Document.objects.exists()


def test_half_written_it_is_kept_and_nobody_else_sees_it(as_, running, leader, caseworker):
    as_(leader).fill(f"/assessments/{running.pk}/conclude/", resources="Leger godt.", difficulties="")
    assert Assessment.objects.get().resources == ""
    visitor = as_(leader)
    form = visitor.form(f"/assessments/{running.pk}/conclude/")
    visitor.send(form, resources="Leger godt.", keep="1")
    assert (Assessment.objects.get().resources, state()) == ("Leger godt.", "running")
    assert visitor.form(f"/assessments/{running.pk}/conclude/").values["resources"] == "Leger godt."
    assert not Document.objects.exists()


def test_withdrawing_the_consent_stops_it_in_the_same_act_and_the_page_says_so(
    as_, running, care_worker, consent
):
    url = f"/consents/{consent.pk}/withdraw/"
    assert "It stops when the consent is withdrawn." in text(as_(care_worker).get(url))
    page = text(as_(care_worker).fill(url, withdrawn_by="Mor Prøve", follow=True))
    assert "The psychological assessment is stopped with it." in page
    found = Assessment.objects.get()
    assert (found.state, found.ended_on) == ("stopped", TODAY)
    assert "Mor Prøve withdrew the consent." in page_of(as_(care_worker), found)


def test_withdrawing_another_consent_stops_nothing(running, child, leader):
    other = factories.make_consent(child, kind="photo")
    assert services.withdraw(other, withdrawn_on=TODAY, withdrawn_by="Mor", by=leader, on=TODAY) == []
    assert state() == "running"


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_and_a_start_at_once_never_leave_one_running_without_consent(
    at_once, referred, consent, leader, director
):
    begin = {"assessor": "Psykolog", "started_on": TODAY, "by": leader, "on": TODAY}
    end = {"withdrawn_on": TODAY, "withdrawn_by": "Mor", "by": director, "on": TODAY}
    at_once([lambda: services.start(referred, **begin), lambda: services.withdraw(consent, **end)])
    assert Consent.objects.get().withdrawn_on == TODAY
    assert state() in ("referred", "stopped")


def test_stopped_with_a_reason(as_, running, leader):
    url = f"/assessments/{running.pk}/stop/"
    assert "This field is required." in text(as_(leader).fill(url, because=""))
    as_(leader).fill(url, because="Familien flytter.")
    assert (state(), Assessment.objects.get().stopped_because) == ("stopped", "Familien flytter.")
    assert "This is no longer possible: it is “stopped”." in text(as_(leader).fill(url, because="Igen"))


def test_one_at_a_time_and_only_for_a_child_who_lives_here(as_, referred, leader, units, director):
    url = f"/placements/{referred.placement_id}/assessment/refer/"
    assert "An assessment is under way already." in text(as_(leader).fill(url, question="Igen"))
    planned = factories.make_planned(units.maelkeboetten)
    with pytest.raises(Refused, match="Only a child who lives here is referred to an assessment."):
        services.refer(planned, question="For tidligt", by=director, on=TODAY)
    assert Assessment.objects.count() == 1


# Described every day


def test_days_without_a_word_in_the_diary_are_named(as_, running, units, care_worker, leader):
    for day in (TODAY - 5 * DAY, TODAY - 3 * DAY, TODAY):
        for _ in range(2):
            factories.make_entry(
                running.placement.child, units.maelkeboetten, care_worker, happened_at=factories.at(day, 9)
            )
    page = page_of(as_(leader), running)
    assert "On 3 days of the last 14 nobody wrote in the diary:" in page
    assert [day in page for day in ("13.03.2026", "15.03.2026", "16.03.2026")] == [True, True, True]
    assert "14.03.2026" not in page
    assert "3 days of the last 14 are not described" in text(
        as_(leader).get(f"/children/{running.placement.child_id}/")
    )


def test_late_in_the_evening_is_still_that_day(as_, running, units, care_worker, leader):
    for n in range(1, 6):
        late = factories.at(TODAY - n * DAY, 23, 30)
        factories.make_entry(running.placement.child, units.maelkeboetten, care_worker, happened_at=late)
    assert "Every day since the start, of the last 14, has an entry in the diary." in page_of(
        as_(leader), running
    )


def test_no_further_back_than_fourteen_days(as_, placement, child, leader):
    consent = factories.make_consent(child, given_on=date(2026, 1, 12))
    facts = {"state": "running", "consent": consent, "started_on": date(2026, 1, 12), "assessor": "Psykolog"}
    found = factories.make_assessment(placement, referred_on=date(2026, 1, 12), **facts)
    page = page_of(as_(leader), found)
    assert "On 14 days of the last 14" in page
    assert "03.03.2026" in page
    assert "02.03.2026" not in page


@pytest.mark.rule("ACC-1")
def test_a_copied_link_opens_nothing_elsewhere(as_, running, leader, care_worker, other_leader, caseworker):
    paths = [f"/assessments/{running.pk}/{act}/" for act in ("start", "conclude", "stop")]
    for person, status in ((leader, 200), (care_worker, 403), (other_leader, 404), (caseworker, 403)):
        assert [as_(person).get(path).status_code for path in paths] == [status] * 3


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_costs_the_same_however_often_a_child_was_referred(as_, queries, placement, leader, number):
    for _ in range(number):
        factories.make_assessment(
            placement, by=leader, state="stopped", ended_on=TODAY, stopped_because="Flyttede"
        )
    visitor = as_(leader)
    visitor.get("/tasks/")
    with queries(COST):
        visitor.get(f"/placements/{placement.pk}/assessment/")


COST = 10
