"""The municipality gets its answer at once: a letter in the portal and a mail that says nothing (VIS-5)."""

import pytest

from documents.models import Document
from tests import factories
from tests.documents.reading import text_of
from tests.factories import NOW

pytestmark = pytest.mark.rule("VIS-5")


@pytest.fixture
def letter(asked_for, member, decide, run_outbox, smtp):
    def issued(outcome, **other):
        decide(asked_for, outcome, member, **other)
        run_outbox()
        return Document.objects.get()

    return issued


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("wait", "venteliste"), ("ask", "flere oplysninger"), ("refuse", "kan ikke")],
)
def test_each_outcome_has_its_words(letter, outcome, words):
    document = letter(outcome, reasons="Fordi vi gerne vil vide mere om ørerne.")
    text = text_of(document)
    for part in ("Aviaja Prøvebarn, 040517-5001", "Kommuneqarfik Sermersooq", "om ørerne", words):
        assert part in text
    assert "Lene" not in text


def test_an_admission_names_unit_place_and_day(asked_for, member, admit, place, run_outbox, smtp):
    admit(asked_for, place, member)
    run_outbox()
    text = text_of(Document.objects.get(kind="decision_letter"))
    for part in ("Plads 1", "Mælkebøtten ", "31. marts 2026", "17. marts 2026", "Der er plads og ro."):
        assert part in text


def test_it_is_released_at_once_to_that_municipality(letter, municipality, member):
    document = letter("wait")
    assert (document.kind, document.municipality) == ("decision_letter", municipality)
    assert (document.released_at, document.issued_by) == (NOW, member)


def test_the_caseworker_finds_it_on_the_request(as_, asked_for, caseworker, letter):
    document = letter("wait")
    page = as_(caseworker).get(f"/requests/{asked_for.pk}/").content.decode()
    assert f"/documents/{document.number}/" in page
    assert as_(caseworker).get(f"/documents/{document.number}/pdf/").content.startswith(b"%PDF-")


@pytest.mark.rule("ACC-4")
def test_every_caseworker_of_the_municipality_is_told_without_a_name(
    asked_for, caseworker, other_caseworker, municipality, letter, smtp
):
    colleague = factories.make_user("caseworker", municipality=municipality)
    gone = factories.make_user("caseworker", municipality=municipality, is_active=False)
    document = letter("refuse", reasons="Uden for målgruppen.")
    assert [len(smtp.to(p)) for p in (caseworker, colleague, gone, other_caseworker)] == [1, 1, 0, 0]
    (mail,) = smtp.to(caseworker)
    assert f"/documents/{document.number}/" in mail.get_content()
    for secret in ("Aviaja", "Prøvebarn", "040517", "målgruppen", "Sermersooq", "afslag", "Afslag"):
        assert secret not in mail.as_string()
        assert secret not in mail.get_content()


def test_the_letter_says_what_was_so_when_it_was_decided(asked_for, letter, municipality, admit):
    from core.acting import acting

    document = letter("wait")
    municipality.name = "Omdøbt Kommune"
    with acting(factories.machine()):
        municipality.save()
    document.refresh_from_db()
    assert document.data["municipality"] == "Kommuneqarfik Sermersooq"


@pytest.mark.rule("ACC-1")
def test_leaders_outside_the_committee_do_not_read_it(as_, letter, other_leader, care_worker, director):
    url = f"/documents/{letter('wait').number}/"
    assert as_(director).get(url).status_code == 200
    assert as_(other_leader).get(url).status_code == 404
    assert as_(care_worker).get(url).status_code == 404


def test_it_is_shown_before_it_goes_and_nothing_is_decided_by_looking(as_, asked_for, member, place):
    given = {
        "outcome": "admit",
        "reasons": "Der er plads og ro.",
        "place": place.pk,
        "begins": "2026-03-31",
        "present": [member.full_name],
    }
    page = as_(member).post(f"/requests/{asked_for.pk}/letter/", given).content.decode()
    assert "has decided to offer Aviaja Prøvebarn a place in Mælkebøtten from 31. marts 2026" in page
    assert "Der er plads og ro." in page
    asked_for.refresh_from_db()
    assert asked_for.state == "submitted"
    assert not Document.objects.exists()


def test_without_reasons_there_is_no_letter_to_show(as_, asked_for, member):
    page = as_(member).post(f"/requests/{asked_for.pk}/letter/", {"outcome": "wait"}).content.decode()
    assert "write the reasons; then the letter can be shown" in page
