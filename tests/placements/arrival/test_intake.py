"""The intake in full: corrected with history, printed to be signed, signed and kept (PLC-3)."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from documents.models import Document
from placements.arrival import rules, services
from placements.models import Child, Intake
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.rule("PLC-3")


@pytest.fixture
def intake(placement, leader, care_worker, colleague):
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, colleague, role="secondary")
    return factories.make_intake(placement, by=leader, brought_by="Mormor", note="Var træt.")


@pytest.fixture
def corrected(as_, care_worker, intake):
    def send(by=care_worker, **values):
        return as_(by).fill(f"/placements/{intake.placement_id}/intake/correct/", **values)

    return send


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def page_of(visitor, intake):
    return text(visitor.get(f"/placements/{intake.placement_id}/intake/"))


def test_what_is_ticked_becomes_a_line_and_everything_is_kept(as_, leader, planned, care_worker, colleague):
    facts = {"brought_by": "Mormor", "primary": str(care_worker.pk), "secondary": str(colleague.pk)}
    facts |= {"usual": ["clothes", "teddy"], "belongings": "clothes\n\n  2 bøger  ", "papers": "Sundhedskort"}
    facts |= {"languages": "kalaallisut", "school": "Atuarfik", "fee": "1500.00", "illness": "Astma"}
    as_(leader).fill(f"/placements/{planned.pk}/arrival/", **facts)
    intake = Intake.objects.select_related("placement__child").get()
    assert intake.belongings_list == ["The favourite teddy", "clothes", "2 bøger"]
    assert (intake.papers, intake.fee) == ("Sundhedskort", Decimal("1500.00"))
    child = intake.placement.child
    assert (child.languages, child.school, child.illness) == ("kalaallisut", "Atuarfik", "Astma")


def test_a_fee_is_no_matter_of_course(as_, leader, planned, care_worker, colleague):
    facts = {"brought_by": "Mormor", "primary": str(care_worker.pk), "secondary": str(colleague.pk)}
    visitor, url = as_(leader), f"/placements/{planned.pk}/arrival/"
    assert "greater than or equal to 0" in text(visitor.fill(url, **facts, fee="-1"))
    visitor.fill(url, **facts)
    assert Intake.objects.get().fee is None


@pytest.mark.django_db(transaction=True)
def test_a_correction_keeps_what_it_said_before(corrected, as_, intake, care_worker, leader):
    assert "Corrections" not in page_of(as_(leader), intake)
    corrected(belongings="Bamse\nSkoletaske\nVinterjakke", allergies="Jordbær")
    page = page_of(as_(leader), intake)
    assert f"{care_worker.full_name}</p>" in page
    assert "from “–” to “Jordbær”" in page
    assert "+ Vinterjakke</ins>" in page
    assert "<del" not in page
    assert "“Var træt.”" not in page
    assert Child.objects.get().allergies == "Jordbær"


def test_the_second_of_two_who_correct_at_once_is_told_and_loses_nothing(as_, corrected, intake, leader):
    visitor = as_(leader)
    form = visitor.form(f"/placements/{intake.placement_id}/intake/correct/")
    corrected(medicine="Panodil")
    page = text(visitor.send(form, belongings="Kuffert", medicine=""))
    assert "Somebody else corrected this while you were writing." in page
    assert "Kuffert" in page
    assert Intake.objects.get().belongings == "Bamse\nSkoletaske"
    assert Child.objects.get().medicine == "Panodil"


def test_the_fee_is_the_leaders(as_, corrected, intake, care_worker, leader):
    corrected(by=leader, fee="250.00")
    visitor = as_(care_worker)
    form = visitor.form(f"/placements/{intake.placement_id}/intake/correct/")
    assert "fee" not in form.values
    visitor.send(form, papers="Pas", fee="9999")
    assert (Intake.objects.get().fee, Intake.objects.get().papers) == (Decimal("250.00"), "Pas")


def test_a_child_from_the_old_spreadsheet_gets_an_intake_late(as_, placement, care_worker):
    url = f"/placements/{placement.pk}/intake/"
    assert "No intake was written for this child." in text(as_(care_worker).get(url))
    as_(care_worker).fill(f"{url}correct/", brought_by="Ukendt", usual="clothes")
    assert Intake.objects.get().belongings_list == ["Clothes"]
    assert Intake.objects.get().registered_by == care_worker


def test_before_the_arrival_there_is_nothing_to_correct(as_, leader, planned):
    url = f"/placements/{planned.pk}/intake/"
    sentence = "The child has not arrived yet. Register the arrival instead."
    assert sentence in text(as_(leader).get(url))
    assert sentence in text(as_(leader).fill(f"{url}correct/", brought_by="Mormor"))
    assert not Intake.objects.exists()


def test_the_list_to_sign_says_it_all(
    as_, intake, run_outbox, leader, care_worker, caseworker, other_care_worker
):
    corrected = {"papers": "Sundhedskort", "belongings": "Bamse, blå\nSkoletaske", "brought_by": "Mormor"}
    facts = {
        "door": {**corrected, "note": "Var træt."},
        "child": {"allergies": "Jordbær", "languages": "kalaallisut"},
    }
    was = rules.said_by(intake, intake.placement.child)
    services.correct(intake.placement, was=was, **facts, by=leader, at=NOW)
    response = as_(care_worker).post(f"/placements/{intake.placement_id}/intake/list/")
    document = Document.objects.get(kind="intake_list")
    assert response.url == f"/documents/{document.number}/"
    assert document.data["belongings"] == ["Bamse, blå", "Skoletaske"]
    assert "Var træt." not in str(document.data)
    run_outbox()
    paper = PdfReader(BytesIO(bytes(document.file.content)))
    words = " ".join(paper.pages[0].extract_text().split())
    for said in ("Mormor", "1 Bamse, blå", "2 Skoletaske", "Jordbær", "Sundhedskort", "Pia Prøvepædagog"):
        assert said in words
    for person, status in ((leader, 200), (other_care_worker, 404), (caseworker, 404)):
        assert as_(person).get(f"/documents/{document.number}/pdf/").status_code == status


def test_asked_for_again_it_is_the_same_list_and_after_a_correction_a_new_version(
    as_, intake, corrected, leader
):
    url = f"/placements/{intake.placement_id}/intake/list/"
    first = as_(leader).post(url).url
    assert as_(leader).post(url).url == first
    corrected(belongings="Bamse")
    assert as_(leader).post(url).url != first
    versions = Document.objects.order_by("version").values_list("version", "replaces__number")
    assert list(versions) == [(1, None), (2, first.split("/")[2])]


def test_the_signed_list_comes_back(as_, intake, care_worker, leader):
    assert "not signed yet" in page_of(as_(leader), intake)
    url = f"/placements/{intake.placement_id}/intake/signed/"
    bad = SimpleUploadedFile("liste.pdf", b"MZ\x90 program")
    assert "Only PDF, JPEG and PNG can be received." in text(as_(care_worker).fill(url, paper=bad))
    assert Intake.objects.get().signed_paper is None
    as_(care_worker).fill(url, paper=SimpleUploadedFile("liste.pdf", factories.make_pdf()))
    assert Intake.objects.get().signed_paper.kind == "signed_intake"
    assert "not signed yet" not in page_of(as_(leader), intake)
    assert "not signed yet" not in text(as_(leader).get(f"/children/{intake.placement.child_id}/"))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("page", ["", "correct/", "signed/"])
def test_a_copied_link_opens_nothing_elsewhere(
    as_, intake, other_leader, other_care_worker, caseworker, page
):
    url = f"/placements/{intake.placement_id}/intake/{page}"
    found = [as_(person).get(url).status_code for person in (other_leader, other_care_worker, caseworker)]
    assert found == [404, 404, 403]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_costs_the_same_however_often_it_was_corrected(as_, queries, intake, leader, number):
    for turn in range(number):
        intake.refresh_from_db()
        was = rules.said_by(intake, Child.objects.get())
        facts = {"door": {"note": f"Rettet {turn}"}, "child": {}}
        services.correct(intake.placement, was=was, **facts, by=leader, at=NOW)
    visitor = as_(leader)
    visitor.get("/tasks/")
    with queries(COST):
        assert f"Rettet {number - 1}" in text(visitor.get(f"/placements/{intake.placement_id}/intake/"))


COST = 11
