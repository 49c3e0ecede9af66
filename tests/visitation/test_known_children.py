"""A child is searched for before a file is made, so that no child gets two (VIS-1, PLC-15)."""

from datetime import date
from uuid import uuid4

import pytest

from core.refusals import Refused
from placements.models import Child
from tests import factories
from visitation.models import Request

BORN = date(2017, 5, 4)


@pytest.fixture
def without_number(units, municipality):
    """A child with a file here whose CPR number nobody wrote down, placed by Sermersooq some time ago."""
    child = factories.make_child(name="Aviaja Lise Prøvebarn", born=BORN, cpr=None)
    factories.make_placement(
        units.ilasiaq,
        child=child,
        municipality=municipality,
        arrived=date(2024, 1, 1),
        discharged=date(2024, 6, 1),
    )
    return child


KNOWN = "/requests/known/"


def found(response):
    return response.content.decode()


@pytest.mark.rule("PLC-15")
@pytest.mark.parametrize(
    "words",
    [
        {"child_name": "prøvebarn aviaja"},
        {"cpr": "040517-5009"},
        {"child_name": "x", "cpr": "0405175009"},
        {"child_name": "prøve\x00barn", "cpr": "040517\x005009"},
    ],
)
def test_a_child_is_found_by_parts_of_the_name_and_by_birth_date(as_, caseworker, without_number, words):
    assert "Aviaja Lise Prøvebarn" in found(as_(caseworker).post(KNOWN, words))


@pytest.mark.parametrize(
    "words",
    [{"child_name": "a"}, {"child_name": "Nivi"}, {"cpr": "040517"}, {}, {"cpr": "040518-5009"}],
)
def test_other_words_find_nobody(as_, caseworker, without_number, words):
    assert "Prøvebarn" not in found(as_(caseworker).post(KNOWN, words))


@pytest.mark.rule("ACC-4")
def test_neither_name_nor_number_is_asked_for_in_an_address(as_, caseworker, without_number):
    assert as_(caseworker).get(KNOWN, {"child_name": "Aviaja"}).status_code == 405
    page = found(as_(caseworker).get("/requests/new/"))
    assert f'hx-post="{KNOWN}"' in page and f'hx-get="{KNOWN}"' not in page


@pytest.mark.rule("ACC-1")
def test_who_may_not_know_of_the_child_does_not_find_it(
    as_, other_caseworker, leader, member_of_another_unit, without_number
):
    words = {"child_name": "Aviaja"}
    assert "Prøvebarn" not in found(as_(other_caseworker).post(KNOWN, words))
    assert "Prøvebarn" not in found(as_(leader).post(KNOWN, words))
    assert "Prøvebarn" in found(as_(member_of_another_unit).post(KNOWN, words))


@pytest.fixture
def member_of_another_unit(units):
    person = factories.make_user("unit_leader", units=[units.allu])
    factories.make_membership(person)
    return person


def test_a_request_under_way_for_the_same_number_is_shown(as_, caseworker, asked_for):
    assert "under way already" in found(as_(caseworker).post(KNOWN, {"cpr": "0405175001"}))


@pytest.mark.rule("PLC-15")
def test_the_chosen_file_is_continued_and_gets_its_number(
    as_, caseworker, member, place, admit, without_number
):
    given = {
        "key": uuid4(),
        "child_name": "Aviaja Prøvebarn",
        "cpr": "040517-5001",
        "child": without_number.pk,
    }
    as_(caseworker).post("/requests/new/", given)
    assert Request.objects.get().child == without_number
    sent = factories.make_request(
        caseworker, child_name="Aviaja", cpr="0405175001", child=without_number, created_at=factories.NOW
    )
    admit(sent, place, member)
    sent.refresh_from_db()
    without_number.refresh_from_db()
    assert (sent.placement.child, without_number.cpr) == (without_number, "0405175001")
    assert without_number.placements.count() == 2


def test_a_child_of_another_municipality_cannot_be_chosen(as_, other_caseworker, without_number):
    given = {"key": uuid4(), "child_name": "Aviaja", "child": without_number.pk}
    response = as_(other_caseworker).post("/requests/new/", given)
    assert response.status_code == 200
    assert not Request.objects.exists()


@pytest.mark.rule("PLC-15")
def test_the_committee_says_whether_it_is_the_child_of_that_file(
    member, place, admit, asked_for, without_number
):
    with pytest.raises(Refused, match="have a file here already"):
        admit(asked_for, place, member)
    assert not Child.objects.filter(cpr="0405175001").exists()
    admit(asked_for, place, member, file="new")
    asked_for.refresh_from_db()
    assert asked_for.placement.child != without_number


@pytest.mark.rule("PLC-15")
def test_the_decision_form_asks_and_only_then(as_, caseworker, member, asked_for, without_number):
    page = found(as_(member).get(f"/requests/{asked_for.pk}/decide/"))
    assert "Does the child have a file here?" in page
    assert f'value="{without_number.pk}"' in page
    other = factories.make_request(caseworker, cpr=factories.make_cpr(date(2016, 1, 2)))
    assert "Does the child have a file here?" not in found(as_(member).get(f"/requests/{other.pk}/decide/"))


def test_a_file_with_another_number_is_refused(caseworker, member, place, admit):
    other = factories.make_child(name="Aviaja Prøvebarn", born=BORN)
    sent = factories.make_request(caseworker, child_name="Aviaja", cpr="0405175001", child=other)
    with pytest.raises(Refused, match="another CPR number"):
        admit(sent, place, member)


@pytest.mark.rule("PLC-15")
def test_a_file_that_the_municipality_chose_for_another_birth_date_gets_no_wrong_number(
    caseworker, member, place, admit, without_number
):
    sent = factories.make_request(
        caseworker, child_name="Yrsa", cpr=factories.make_cpr(date(2018, 9, 11)), child=without_number
    )
    with pytest.raises(Refused, match="born on another day"):
        admit(sent, place, member)
    without_number.refresh_from_db()
    assert (without_number.cpr, without_number.placements.count()) == (None, 1)
