"""The list of children, and the municipality's own."""

import re

import pytest

from core.acting import acting
from tests import factories
from tests.factories import TODAY, date


def names(response):
    return re.findall(r"<span>([^<]+)</span></a></th>", response.content.decode())


@pytest.mark.rule("ACC-1")
def test_each_sees_the_children_of_the_own_units_sorted_as_in_danish(
    as_, units, care_worker, other_care_worker, leader, director
):
    for name in ("Åse Prøve", "Øllegaard Prøve", "Ærø Prøve", "Zakarias Prøve", "Aka Prøve"):
        factories.make_placement(units.maelkeboetten, child=factories.make_child(name=name))
    factories.make_placement(units.ilasiaq, child=factories.make_child(name="Bo Prøve"))
    factories.make_planned(units.maelkeboetten, child=factories.make_child(name="Dina Prøve"))
    here = ["Aka Prøve", "Zakarias Prøve", "Ærø Prøve", "Øllegaard Prøve", "Åse Prøve"]
    assert names(as_(care_worker).get("/children/")) == here
    assert names(as_(other_care_worker).get("/children/")) == ["Bo Prøve"]
    assert names(as_(leader).get("/children/")) == ["Aka Prøve", "Dina Prøve", *here[1:]]
    assert names(as_(director).get("/children/")) == ["Aka Prøve", "Bo Prøve", "Dina Prøve", *here[1:]]


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    "who", ["administration", "therapist", "contact_house", "drop_in", "system_admin", "caseworker"]
)
def test_the_others_see_none(as_, child, request, who):
    response = as_(request.getfixturevalue(who)).get("/children/")
    assert child.name not in response.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_many(as_, units, care_worker, queries, number):
    factories.make_children(units.maelkeboetten, number)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(5):
        assert len(names(visitor.get("/children/"))) == number


def test_a_character_that_no_name_holds_is_not_searched_for(as_, units, care_worker):
    factories.make_placement(units.maelkeboetten, child=factories.make_child(name="Aka Prøve"))
    assert names(as_(care_worker).get("/children/", {"q": "ak\0a"})) == ["Aka Prøve"]


# The municipality's children: name, unit and dates, nothing of the case


@pytest.fixture
def told(placement, care_worker, units):
    factories.make_entry(placement.child, units.maelkeboetten, care_worker, text="Græd om natten.")
    factories.make_meeting(placement, TODAY, minutes="Mor kommer tirsdag.")
    with acting(care_worker):
        placement.child.allergies = "Jordbær"
        placement.child.save()
    return placement


@pytest.mark.rule("ACC-1")
def test_a_caseworker_sees_name_unit_and_dates_and_nothing_else(as_, told, caseworker):
    page = as_(caseworker).get("/portal/placements/").content.decode()
    for words in (told.child.name, told.reference, "Mælkebøtten", "12.01.2026"):
        assert words in page
    for words in ("Græd", "tirsdag", "Jordbær", told.child.cpr, told.child.cpr[6:]):
        assert words not in page


@pytest.mark.rule("ACC-1")
def test_not_those_of_another_municipality(as_, told, other_caseworker, leader):
    page = as_(other_caseworker).get("/portal/placements/").content.decode()
    assert told.child.name not in page
    assert "The municipality has placed no child here." in page
    assert as_(leader).get("/portal/placements/").status_code == 403


def test_ended_and_expected_ones_are_there_cancelled_ones_not(as_, municipality, caseworker, units):
    for name, facts in {
        "Forventet": {"state": "planned", "arrived": date(2026, 4, 1)},
        "Udskrevet": {"discharged": date(2026, 2, 1)},
        "Annulleret": {"state": "cancelled"},
    }.items():
        child = factories.make_child(name=f"{name} Prøve")
        factories.make_placement(units.ilasiaq, child=child, municipality=municipality, **facts)
    page = as_(caseworker).get("/portal/placements/").content.decode()
    assert "Forventet Prøve" in page
    assert "Udskrevet Prøve" in page
    assert "Annulleret" not in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_costs_the_same_however_many(as_, units, municipality, caseworker, queries, number):
    factories.make_children(units.maelkeboetten, number, municipality=municipality)
    visitor = as_(caseworker)
    visitor.get("/portal/placements/")
    with queries(4):
        visitor.get("/portal/placements/")
