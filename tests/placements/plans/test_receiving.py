"""Versions of the action plan as they come: by the portal, or by mail (PLC-2)."""

from datetime import date, timedelta

import pytest

from core.models import OutboxMessage
from core.refusals import Refused
from documents.models import Document
from placements.plans import services
from placements.plans.models import ActionPlan
from tests import factories
from tests.factories import NOW, TODAY
from tests.placements.conftest import PDF

pytestmark = pytest.mark.rule("PLC-2")


@pytest.fixture
def upload(as_, caseworker, placement, paper):
    def send(dated="2026-03-10", file=None):
        page = f"/portal/placements/{placement.pk}/plan/"
        return as_(caseworker).fill(page, dated=dated, paper=file or paper())

    return send


@pytest.fixture
def record(as_, leader, placement):
    def send(**values):
        return as_(leader).fill(f"/placements/{placement.pk}/plan/record/", **values)

    return send


def test_the_caseworker_sends_it_and_both_sides_have_the_paper(
    upload, as_, caseworker, care_worker, placement
):
    assert upload().status_code == 302
    plan = ActionPlan.objects.get()
    assert (plan.placement, plan.dated, plan.received) == (placement, date(2026, 3, 10), TODAY)
    paper = plan.paper
    assert (paper.kind, paper.child, paper.released_at) == ("action_plan", placement.child, NOW)
    for person in (caseworker, care_worker):
        response = as_(person).get(f"/documents/{paper.number}/pdf/")
        assert response.content == PDF
    page = as_(caseworker).get(f"/portal/placements/{placement.pk}/plan/").content.decode()
    assert "Plan of 10.03.2026" in page
    assert not Document.objects.to_confirm().exists()


def test_the_caseworker_reads_no_note_of_the_centre(as_, caseworker, leader, placement):
    factories.make_plan(placement, by=leader, note="Rykket to gange.")
    page = as_(caseworker).get(f"/portal/placements/{placement.pk}/plan/").content.decode()
    assert "Plan of 15.02.2026" in page
    assert "Rykket to gange." not in page


@pytest.mark.rule("ACC-1")
def test_another_municipality_and_another_unit_find_neither_page_nor_paper(
    upload, as_, other_caseworker, other_care_worker, placement
):
    upload()
    number = Document.objects.get(kind="action_plan").number
    for person in (other_caseworker, other_care_worker):
        assert as_(person).get(f"/documents/{number}/").status_code == 404
    assert as_(other_caseworker).get(f"/portal/placements/{placement.pk}/plan/").status_code == 404
    with pytest.raises(Refused, match="Only the municipality or the unit's leaders"):
        services.receive(
            placement, dated=TODAY, received=TODAY, content=PDF, by=other_caseworker, at=NOW, on=TODAY
        )
    assert ActionPlan.objects.count() == 1


def test_the_primary_contact_person_hears_of_it_and_the_municipality_of_its_own_plan_does_not(
    upload, primary, placement
):
    upload()
    messages = OutboxMessage.objects.filter(kind="mail")
    assert {m.payload["to"] for m in messages} == {primary.email}
    assert messages.get().payload["path"] == f"/placements/{placement.pk}/plan/"


@pytest.mark.parametrize(
    ("dated", "sentence"),
    [
        ("2026-03-18", "That day has not come yet. Which date stands on the plan?"),
        ("2018-03-14", "The child was not born yet."),
        ("", "This field is required."),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(upload, dated, sentence):
    page = upload(dated).content.decode()
    assert sentence in page
    assert not ActionPlan.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("content", [b"MZ\x90 not a plan", b"%PDF-1.7 broken"])
def test_what_is_no_pdf_is_refused(upload, paper, content):
    assert "The file is not a whole PDF." in upload(file=paper(content)).content.decode()
    assert not ActionPlan.objects.exists()


def test_a_leader_records_one_that_came_by_mail_without_paper(record, as_, leader, placement):
    response = record(dated="2025-12-01", received="2025-12-09", note="Kom med posten.")
    assert response.url == f"/placements/{placement.pk}/plan/"
    plan = ActionPlan.objects.get()
    assert (plan.dated, plan.received, plan.paper) == (date(2025, 12, 1), date(2025, 12, 9), None)
    page = as_(leader).get(response.url).content.decode()
    assert "Kom med posten." in page
    assert "No paper" in page


@pytest.mark.parametrize(
    ("received", "sentence"),
    [
        ("2025-11-30", "A plan cannot be received before its date."),
        ("2026-03-18", "That day has not come yet. When did the plan come?"),
    ],
)
def test_it_comes_after_it_is_written_and_not_tomorrow(record, received, sentence):
    page = record(dated="2025-12-01", received=received, note="Kom med posten.").content.decode()
    assert sentence in page
    assert "Kom med posten." in page
    assert not ActionPlan.objects.exists()


def test_all_versions_stay_and_the_newest_received_counts(as_, leader, placement):
    factories.make_plan(placement, date(2024, 5, 1))
    newest = factories.make_plan(placement, date(2025, 9, 1))
    factories.make_plan(placement, date(2026, 3, 1), received=None)
    page = as_(leader).get(f"/placements/{placement.pk}/plan/").content.decode()
    days = ["01.03.2026", "01.09.2025", "01.05.2024"]
    assert [page.index(f"Plan of {day}") for day in days] == sorted(page.index(f"Plan of {d}") for d in days)
    assert page.count("counts now") == 1
    assert page.index("Plan of 01.09.2025") < page.index("counts now") < page.index("Plan of 01.05.2024")
    assert placement.plans.known_on(TODAY).first() == newest


def test_a_paper_that_follows_later_joins_its_version(upload, placement, leader):
    known = factories.make_plan(placement, date(2026, 3, 10), received=date(2026, 3, 12), by=leader)
    upload("2026-03-10")
    plan = ActionPlan.objects.get()
    assert (plan.pk, plan.received) == (known.pk, date(2026, 3, 12))
    assert plan.paper is not None


def test_a_second_one_of_the_date_is_refused_and_its_paper_is_not_kept(upload):
    upload("2026-03-10")
    assert "A plan of that date is already recorded." in upload("2026-03-10").content.decode()
    assert ActionPlan.objects.count() == Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_sent_at_once_the_database_refuses_one(at_once, placement, caseworker, leader):
    def sent(by):
        facts = {"dated": TODAY, "received": TODAY, "content": PDF, "at": NOW, "on": TODAY}
        return lambda: services.receive(placement, **facts, by=by)

    answers = at_once([sent(caseworker), sent(leader)])
    (refused,) = [a for a in answers if isinstance(a, Refused)]
    assert str(refused) == "A plan of that date is already recorded."
    assert ActionPlan.objects.count() == Document.objects.count() == 1


def test_a_wrong_date_is_mended_and_the_history_keeps_it(as_, leader, plan):
    as_(leader).fill(f"/plans/{plan.pk}/correct/", dated="2025-02-15", received="2025-02-20")
    plan.refresh_from_db()
    assert (plan.dated, plan.received) == (date(2025, 2, 15), date(2025, 2, 20))
    dates = [event.dated for event in plan.events.order_by("pgh_id")]
    assert dates == [TODAY - timedelta(days=30), date(2025, 2, 15)]


def test_nothing_comes_for_a_placement_that_was_cancelled(units, leader):
    cancelled = factories.make_planned(units.maelkeboetten)
    cancelled.state = "cancelled"
    with pytest.raises(Refused, match="This placement was cancelled."):
        services.receive(cancelled, dated=TODAY, received=TODAY, by=leader, at=NOW, on=TODAY)
    assert not ActionPlan.objects.exists()
