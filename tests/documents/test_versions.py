"""A correction is a new version: both stay, each says of the other, and one document has one newer at most."""

import pytest
from django.db import DatabaseError, transaction

from core.acting import acting
from core.models import OutboxMessage
from core.refusals import Refused
from documents import services
from documents.models import Document
from tests.documents.conftest import LETTER
from tests.documents.reading import text_of
from tests.factories import NOW, make_child


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def correct(issue, run_outbox):
    """Corrects a letter and has it made."""

    def corrected(old, **data):
        document = issue(replaces=old, **data)
        run_outbox()
        return document

    return corrected


def test_a_correction_has_a_number_of_its_own_and_says_on_paper_what_it_replaces(letter, correct):
    newer = correct(letter, reasons="Nu med de rigtige grunde.")
    assert (newer.version, newer.replaces) == (2, letter)
    assert newer.number != letter.number
    assert newer.check_code != letter.check_code
    assert f"Version 2, erstatter {letter.number}" in text_of(newer)
    assert "erstatter" not in text_of(letter)


def test_a_third_version_follows_the_second(letter, correct):
    third = correct(correct(letter))
    assert third.version == 3


def test_a_document_is_replaced_once(letter, issue):
    newer = issue(replaces=letter)
    with pytest.raises(Refused, match=f"replaced already, by {newer.number}. Correct that one."):
        issue(replaces=letter)
    assert Document.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_correct_it_in_the_same_second(letter, issue, at_once):
    made = at_once([lambda: issue(replaces=letter), lambda: issue(replaces=letter)])
    assert sorted(isinstance(one, Refused) for one in made) == [False, True]
    assert Document.objects.filter(replaces=letter).count() == 1


def test_a_new_version_is_about_the_same(letter, director, municipality, other_municipality, issue):
    facts = {"kind": "decision_letter", "title": "Svar", "data": LETTER, "by": director, "at": NOW}
    facts = {**facts, "municipality": municipality, "replaces": letter}
    for other in ({"kind": "offer_letter"}, {"municipality": other_municipality}, {"child": make_child()}):
        with pytest.raises(Refused, match="A new version is about the same"):
            services.issue(**{**facts, **other})
    assert Document.objects.get() == letter


def test_what_it_replaces_is_frozen(letter, issue, director):
    newer, stranger = issue(replaces=letter), issue()
    for change in ({"replaces": stranger}, {"version": 3}, {"replaces": None, "version": 1}):
        with acting(director), pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Document.objects.filter(pk=newer.pk).update(**change)


def test_the_database_knows_no_second_version_of_nothing(director, letter):
    facts = {
        "kind": "decision_letter",
        "data": {},
        "check_code": "0",
        "issued_at": NOW,
        "issued_by": director,
    }
    with acting(director), pytest.raises(DatabaseError, match="first_version"), transaction.atomic():
        Document.objects.create(number="D-2026-X", title="x", version=2, **facts)


@pytest.mark.rule("VIS-5")
def test_the_municipality_reads_of_the_new_one_when_it_is_released_and_not_before(
    as_, letter, correct, director, caseworker
):
    services.release(letter, by=director, at=NOW)
    newer, old = correct(letter), f"/documents/{letter.number}/"
    assert newer.number in text(as_(director).get(old))
    assert newer.number not in text(as_(caseworker).get(old))
    services.release(newer, by=director, at=NOW)
    page = text(as_(caseworker).get(old))
    assert f'Replaced by <a class="num" href="/documents/{newer.number}/">{newer.number}</a>' in page
    page = text(as_(caseworker).get(f"/documents/{newer.number}/"))
    assert "Version 2" in page and letter.number in page
    assert "replaced" in text(as_(caseworker).get("/documents/"))
    told = OutboxMessage.objects.filter(kind="mail", payload__to=caseworker.email)
    assert [m.payload["path"] for m in told.order_by("pk")] == [old, f"/documents/{newer.number}/"]


def test_the_page_of_the_child_in_the_portal_says_what_was_replaced(as_, placement, director, caseworker):
    facts = {"kind": "decision_letter", "title": "Svar", "data": LETTER, "by": director, "at": NOW}
    facts |= {"child": placement.child, "municipality": placement.municipality}
    old = services.issue(**facts)
    newer = services.issue(**facts, replaces=old)
    for document in (old, newer):
        services.release(document, by=director, at=NOW)
    page = text(as_(caseworker).get(f"/portal/placements/{placement.pk}/"))
    assert page.count("> replaced<") + page.count(">replaced<") == 1


def test_who_released_it_is_kept(letter, director, leader):
    services.release(letter, by=director, at=NOW)
    services.release(letter, by=leader, at=NOW)
    letter.refresh_from_db()
    assert letter.released_by == director
