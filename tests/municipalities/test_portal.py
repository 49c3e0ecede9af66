"""A caseworker lands on what awaits, and opens the municipality's children (ACC-1, VIS-6)."""

from datetime import timedelta

import pytest

from tests import factories
from visitation.models import Offer

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def make_offer(request, place, by):
    facts = {"begins": factories.TODAY, "due": factories.NOW + timedelta(days=3), "offered_by": by}
    return factories.made(Offer, by, request=request, place=place, offered_at=factories.NOW, **facts)


@pytest.fixture
def waiting(caseworker, units, director):
    """One of each: a place offered, a question asked, a draft."""
    offered = factories.make_request(caseworker, state="waiting", child_name="Nivi Kanarie")
    make_offer(offered, units.allu.places.order_by("pk").first(), director)
    factories.make_request(caseworker, state="asked", child_name="Malik Kanarie")
    factories.make_draft(caseworker, child_name="Ivik Kanarie")


def test_it_names_what_awaits_the_dated_first(as_, caseworker, waiting):
    page = text(as_(caseworker).get("/"))
    sentences = [
        "Answer the offer of a place for Nivi Kanarie",
        "The centre asks for more about Malik Kanarie",
        "Finish the request for Ivik Kanarie",
    ]
    assert [page.index(sentence) for sentence in sentences] == sorted(page.index(s) for s in sentences)
    assert "Allu, from 17.03.2026" in page


@pytest.mark.rule("ACC-1")
def test_another_municipality_reads_none_of_it(as_, other_caseworker, waiting, placement):
    page = text(as_(other_caseworker).get("/"))
    assert "Kanarie" not in page
    assert placement.child.name not in page
    assert "Nothing waits for you." in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_costs_the_same_however_much_waits(
    as_, caseworker, units, municipality, director, queries, number
):
    factories.make_children(units.allu, number, municipality=municipality)
    for place in units.allu.places.order_by("pk")[:number]:
        make_offer(factories.make_request(caseworker, state="waiting"), place, director)
        factories.make_draft(caseworker)
    visitor = as_(caseworker)
    visitor.get("/")
    with queries(17):
        visitor.get("/")


@pytest.mark.rule("ACC-1")
def test_a_childs_page_says_what_the_municipality_can_do_and_nothing_of_the_diary(
    as_, caseworker, placement, care_worker, units
):
    factories.make_entry(placement.child, units.maelkeboetten, care_worker, text="Sov uroligt.")
    page = text(as_(caseworker).get(f"/portal/placements/{placement.pk}/"))
    assert placement.child.name in page
    assert f"/portal/placements/{placement.pk}/plan/" in page
    assert "Sov uroligt." not in page


@pytest.mark.rule("ACC-1")
def test_a_copied_link_opens_nothing_for_another_municipality(as_, other_caseworker, leader, placement):
    assert as_(other_caseworker).get(f"/portal/placements/{placement.pk}/").status_code == 404
    assert as_(leader).get(f"/portal/placements/{placement.pk}/").status_code == 403
