"""A document never changes; a correction is a new one."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from core.acting import acting
from documents import services
from documents.models import Document, File
from tests.database import owner
from tests.documents.conftest import LETTER
from tests.factories import NOW, make_child

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"number": "D-1"},
        {"kind": "invoice"},
        {"title": "Andet"},
        {"data": {}},
        {"check_code": "0"},
        {"issued_at": NOW.replace(hour=11)},
    ],
)
def test_what_it_says_cannot_be_changed(letter, director, change):
    with acting(director), pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Document.objects.filter(pk=letter.pk).update(**change)


def test_nor_about_whom_to_whom_and_by_whom_it_is(letter, director, leader, other_municipality):
    changes = ({"municipality": other_municipality}, {"child": make_child()}, {"issued_by": leader})
    for change in changes:
        with acting(director), pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            Document.objects.filter(pk=letter.pk).update(**change)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET title = 'x'",
        "DELETE FROM documents_document",
        "UPDATE documents_file SET sha256 = 'x'",
        "UPDATE documents_file SET content = ''",
        "DELETE FROM documents_file",
    ],
)
def test_not_even_by_the_owner_of_the_database(letter, statement):
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), owner() as cursor:
        cursor.execute(statement)


def test_releasing_it_is_the_one_thing_that_happens_to_it(letter, director):
    services.release(letter, by=director, at=NOW)
    services.release(letter, by=director, at=NOW.replace(hour=15))
    assert Document.objects.get().released_at == NOW


def test_its_data_is_what_it_was_not_what_has_become_of_it(issue):
    reasons = {"reasons": "Ingen plads."}
    document = issue(**reasons)
    reasons["reasons"] = "Andet."
    assert Document.objects.get(pk=document.pk).data == {**LETTER, "reasons": "Ingen plads."}


def test_the_check_code_follows_from_what_it_says(issue):
    first, same, other = issue(), issue(), issue(reasons="Andet.")
    assert first.check_code == same.check_code != other.check_code
    assert services.check_code(first.data) == first.check_code
    assert len(first.check_code) == 14


def test_each_has_a_number_of_its_own(issue):
    numbers = [issue().number for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(number.startswith("D-2026-") for number in numbers)


def test_the_file_carries_its_fingerprint(letter):
    file = File.objects.get(document=letter)
    assert hashlib.sha256(bytes(file.content)).hexdigest() == file.sha256


def test_a_title_is_in_danish_whoever_issues_it(director, municipality):
    from django.utils.translation import gettext_lazy

    facts = {"kind": "decision_letter", "data": LETTER, "municipality": municipality}
    document = services.issue(title=gettext_lazy("Yes"), by=director, at=NOW, **facts)
    assert document.title == "Ja"
