"""Before anything is decided: every unit's coming weeks with this child in one of them (UNIT-4)."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import TODAY, date
from visitation.models import Decision

pytestmark = pytest.mark.rule("UNIT-4")


def text(response):
    return response.content.decode()


@pytest.fixture
def thought_of(as_, member, asked_for):
    def ask(**given):
        return text(as_(member).get(f"/requests/{asked_for.pk}/what-if/", given))

    return ask


def test_without_a_choice_or_a_wish_nobody_is_added(thought_of, units):
    page = thought_of()
    assert "Choose a unit or a place to see the weeks with this child in it." in page
    assert "with this child" not in page.replace("with this child in it", "")
    assert "<html" not in page


def test_the_place_says_the_unit_and_a_chosen_unit_wins(thought_of, units, place):
    assert "With this child in Mælkebøtten from 31 March 2026:" in thought_of(place=place.pk)
    page = thought_of(place=place.pk, unit=units.allu.pk, begins="2026-04-07")
    assert "With this child in Allu from 7 April 2026:" in page
    assert Decision.objects.count() == 0


def test_the_wish_counts_until_something_is_chosen(as_, member, caseworker, units):
    request = factories.make_request(caseworker, wanted_unit=units.ilasiaq)
    page = text(as_(member).get(f"/requests/{request.pk}/decide/"))
    assert "With this child in Ilasiaq from 31 March 2026:" in page


def test_a_week_without_a_place_is_said(thought_of, units):
    factories.make_children(units.ilasiaq, 6)
    factories.make_planned(units.ilasiaq, arrived=TODAY + timedelta(days=28))
    page = thought_of(unit=units.ilasiaq.pk)
    assert "no place from the week of 13.04.2026" in page
    assert "no place for this child" in page


@pytest.mark.parametrize("unit", ["", "x", "0", "²", "9" * 30])
@pytest.mark.parametrize("begins", ["", "i morgen", "9999-12-31", "0001-01-01"])
def test_nothing_is_too_strange_to_ask(thought_of, units, unit, begins):
    assert "Mælkebøtten" in thought_of(unit=unit, place=unit, begins=begins)


def test_a_child_who_comes_much_later_moves_the_window(thought_of, units):
    page = thought_of(unit=units.allu.pk, begins="2026-09-01")
    assert "<li>06.07.2026: 0 of 8" in page
    assert "17.03.2026" not in page


@pytest.mark.parametrize("children", [1, 30])
def test_as_many_queries_for_one_child_as_for_thirty(as_, member, asked_for, units, queries, children):
    factories.make_children(units.ilasiaq, children)
    visitor, url = as_(member), f"/requests/{asked_for.pk}/what-if/"
    visitor.get(url)
    with queries(7):
        visitor.get(url, {"unit": units.allu.pk})


@pytest.mark.rule("ACC-1")
def test_who_is_not_of_the_committee_sees_none_of_it(as_, other_leader, caseworker, asked_for):
    url = f"/requests/{asked_for.pk}/"
    assert as_(other_leader).get(f"{url}what-if/").status_code == 404
    assert as_(caseworker).get(f"{url}what-if/").status_code == 403
    assert "Known here already" not in text(as_(caseworker).get(url))


# What stands beside it


@pytest.mark.rule("UNIT-3")
def test_the_age_is_flagged_on_the_request_before_anyone_decides(as_, member, asked_for, units):
    page = text(as_(member).get(f"/requests/{asked_for.pk}/"))
    assert "On 31 March 2026 the child is 8 years old." in page
    assert "takes 12–15 years" in page


@pytest.mark.rule("PLC-15")
def test_earlier_placements_and_requests_of_the_same_number_stand_there(
    as_, member, asked_for, caseworker, units
):
    child = factories.make_child(cpr="0405175001", born=date(2017, 5, 4))
    left = {"arrived": date(2024, 1, 1), "discharged": date(2025, 1, 1)}
    before = factories.make_placement(units.ilasiaq, child=child, **left)
    other = factories.make_request(caseworker, cpr="0405175001", state="refused")
    page = text(as_(member).get(f"/requests/{asked_for.pk}/"))
    assert f"Placement {before.reference}" in page
    assert "Ilasiaq, 01.01.2024–01.01.2025" in page
    assert f"/requests/{other.pk}/" in page


def test_a_child_who_is_new_here_is_said_to_be(as_, member, asked_for, units):
    page = text(as_(member).get(f"/requests/{asked_for.pk}/decide/"))
    assert "No earlier placement or request has this CPR number." in page
