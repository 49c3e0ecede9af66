"""Who is there for a child, who was, and where somebody is missing (PLC-4)."""

from datetime import timedelta

import pytest

from core.acting import acting
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.rule("PLC-4")
GONE = "no longer works here"


@pytest.fixture
def pair(placement, care_worker, colleague):
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, colleague, role="secondary")
    return placement


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def pages(visitor, placement):
    return [
        text(visitor.get(f"/placements/{placement.pk}/adults/")),
        text(visitor.get(f"/children/{placement.child_id}/")),
    ]


def test_both_roles_with_their_history(as_, pair, care_worker, units):
    before = factories.make_user(name="Frida Før", units=[units.maelkeboetten])
    with acting(factories.machine()):
        pair.contact_persons.filter(role="primary").update(begins=TODAY)
    factories.make_contact(pair, before, ends=TODAY)
    page = text(as_(care_worker).get(f"/placements/{pair.pk}/adults/"))
    assert "Pia Prøvepædagog" in page
    assert "since 17.03.2026" in page
    assert "Frida Før" in page
    assert "12.01.2026 – 17.03.2026" in page
    assert GONE not in page


@pytest.mark.parametrize("how", ["assignment", "inactive", "moved"])
def test_who_no_longer_works_with_the_child_is_marked(as_, pair, leader, director, care_worker, units, how):
    with acting(director):
        if how == "assignment":
            care_worker.assignments.update(ends=TODAY)
        elif how == "inactive":
            type(care_worker).objects.filter(pk=care_worker.pk).update(is_active=False)
        else:
            pair.stays.update(ends=TODAY)
            factories.make_stay(pair, units.ilasiaq, begins=TODAY)
    gone = 2 if how == "moved" else 1
    assert [page.count(GONE) for page in pages(as_(director), pair)] == [gone, gone]
    alert = "The child has no contact person." if gone == 2 else "The child has no primary contact person."
    assert alert in pages(as_(director), pair)[1]


def test_nobody_is_missing(as_, pair, leader):
    page = text(as_(leader).get(f"/children/{pair.child_id}/"))
    assert "contact person." not in page
    assert GONE not in page


def test_the_alert_says_what_to_do_to_those_who_may(as_, placement, colleague, leader, care_worker):
    factories.make_contact(placement, colleague)
    url = f"/placements/{placement.pk}/contact/?role=secondary"
    for person, offered in ((leader, True), (care_worker, False)):
        page = text(as_(person).get(f"/children/{placement.child_id}/"))
        assert "The child has no secondary contact person." in page
        assert (url in page) is offered
    assert as_(leader).form(url).values["role"] == "secondary"


def test_the_list_of_those_who_lack_one_is_of_ones_own_units(
    as_, pair, units, leader, other_leader, director
):
    lacking = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Bo Prøve"))
    factories.make_planned(units.ilasiaq, child=factories.make_child(name="Ventet Prøve"))
    factories.make_placement(
        units.ilasiaq, child=factories.make_child(name="Rejst Prøve"), discharged=TODAY - timedelta(days=1)
    )
    everyone = "Every child has a primary and a secondary contact person."
    assert everyone in text(as_(leader).get("/contact-persons/"))
    for person in (other_leader, director):
        page = text(as_(person).get("/contact-persons/"))
        assert f"/placements/{lacking.pk}/contact/" in page
        assert "Bo Prøve" in page
        assert not [name for name in ("Ventet", "Rejst", pair.child.name) if name in page]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_long(as_, units, queries, director, care_worker, number):
    for row in factories.make_children(units.maelkeboetten, number):
        factories.make_contact(row, care_worker)
    visitor = as_(director)
    visitor.get("/tasks/")
    with queries(COST_OF_LIST):
        page = text(visitor.get("/contact-persons/"))
    assert page.count("secondary contact person</span>") == number


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_costs_the_same_however_often_it_changed(as_, units, queries, leader, placement, number):
    first = TODAY - timedelta(days=number)
    for turn in range(number):
        person = factories.make_user(units=[units.maelkeboetten])
        factories.make_contact(
            placement, person, begins=first + timedelta(days=turn), ends=first + timedelta(days=turn + 1)
        )
    visitor = as_(leader)
    visitor.get("/tasks/")
    with queries(COST_OF_PAGE):
        visitor.get(f"/placements/{placement.pk}/adults/")


COST_OF_LIST, COST_OF_PAGE = 5, 10


@pytest.mark.rule("ACC-1")
def test_who_opens_it(as_, pair, care_worker, other_care_worker, other_leader, caseworker, administration):
    people = (care_worker, other_care_worker, other_leader, caseworker, administration)
    url = f"/placements/{pair.pk}/adults/"
    assert [as_(person).get(url).status_code for person in people] == [200, 404, 404, 403, 403]
