"""The waiting list: in which order, why, and who is next where a place is free (VIS-6)."""

from datetime import timedelta

import pytest

from core.refusals import Refused
from tests import factories
from tests.factories import NOW, TODAY
from visitation import offers
from visitation.models import PriorityChange

pytestmark = pytest.mark.rule("VIS-6")


@pytest.fixture
def waits(caseworker, units):
    """Someone on the list since so many days."""

    def made(name, days, **facts):
        sent = NOW - timedelta(days=days)
        return factories.make_request(
            caseworker,
            child_name=name,
            state="waiting",
            created_at=sent,
            **{"wanted_unit": units.ilasiaq, **facts},
        )

    return made


@pytest.fixture
def listed(as_, member):
    return lambda: as_(member).get("/requests/waiting/").content.decode()


def in_order(page, *names):
    found = [page.index(f">{name}</a>") for name in names]
    return found == sorted(found)


def test_acute_first_then_the_priority_then_the_date(waits, listed):
    waits("Ældst", 40)
    waits("Akut", 2, acute=True)
    waits("Vigtig", 10, priority=1)
    waits("Yngre", 20)
    waits("Kan vente", 60, priority=3)
    page = listed()
    assert in_order(page, "Akut", "Vigtig", "Ældst", "Yngre", "Kan vente")
    assert "Acute, and sent first: 15 March 2026." in page
    assert "Not acute, so after those that are." in page
    assert "Ordinary priority, so after those with a higher one." in page
    assert "Sent 25 February 2026, after the one above." in page
    assert "Can wait, so after those with a higher one." in page


def test_the_priority_keeps_its_reason_and_history(as_, member, director, waits, listed):
    request = waits("Nivi", 9)
    url = f"/requests/{request.pk}/priority/"
    as_(director).fill(url, priority="3", reason="Mosteren kan lidt endnu.")
    assert as_(member).fill(url, priority="1", reason="Mosteren kan ikke mere.").url == "/requests/waiting/"
    said = [(c.priority, c.reason, c.set_by, c.set_at) for c in PriorityChange.objects.all()]
    assert said == [
        (1, "Mosteren kan ikke mere.", member, NOW),
        (3, "Mosteren kan lidt endnu.", director, NOW),
    ]
    page = listed()
    assert "First priority, and sent first: 8 March 2026." in page
    assert "Mosteren kan ikke mere. (Lene Prøveleder, 17.03.2026)" in page


def test_a_priority_needs_a_reason(as_, member, waits):
    request = waits("Nivi", 9)
    page = as_(member).fill(f"/requests/{request.pk}/priority/", priority="1").content.decode()
    assert "This field is required." in page
    assert not PriorityChange.objects.exists()


def test_only_the_committee_sets_it(waits, other_leader, caseworker, as_):
    request = waits("Nivi", 9)
    facts = {"priority": 1, "reason": "Ja.", "at": NOW, "on": TODAY}
    for person in (other_leader, caseworker):
        with pytest.raises(Refused):
            offers.prioritise(request, by=person, **facts)
    assert as_(other_leader).get("/requests/waiting/").status_code == 403


def test_what_is_decided_has_no_priority_any_more(waits, caseworker, member):
    request = factories.make_request(caseworker, state="refused")
    with pytest.raises(Refused, match="This is no longer possible: it is “refused”."):
        offers.prioritise(request, priority=1, reason="Ja.", by=member, at=NOW, on=TODAY)


# Who is next


def test_a_freed_place_shows_who_is_next(waits, listed, units):
    factories.make_children(units.ilasiaq, 7)
    waits("Nivi", 9)
    assert "Next: Nivi" not in listed()
    left = factories.make_place(units.ilasiaq)
    page = listed()
    assert "Next: Nivi" in page
    assert f"/offer/?place={left.pk}" in page


def test_next_is_the_first_whom_the_unit_suits(waits, listed, units):
    waits("Til en anden", 30, wanted_unit=units.allu)
    waits("For stor", 29, cpr="0405105001")
    waits("Uden ønske", 5, wanted_unit=None)
    page = listed()
    assert "Next: Uden ønske" in page
    assert "Next: For stor" not in page
    assert "Next: Til en anden" not in page
    assert "Nobody who waits wishes for this unit and has its age." in page


def test_who_has_an_offer_is_not_next_and_the_place_not_free(waits, listed, units, member):
    first, _second = waits("Nivi", 9), waits("Malik", 8)
    factories.make_children(units.ilasiaq, 6)
    place = units.ilasiaq.places.order_by("pk").last()
    offers.offer(first, place=place, begins=TODAY, by=member, at=NOW, on=TODAY)
    page = listed()
    assert "Next:" not in page
    assert "answer by 20 March" in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_as_many_queries_for_one_as_for_thirty(as_, member, waits, queries, number):
    for days in range(number):
        waits(f"Nivi-{days}", days + 1)
    visitor = as_(member)
    visitor.get("/requests/waiting/")
    with queries(11):
        visitor.get("/requests/waiting/")


def test_an_empty_list_says_so(listed, units):
    assert "Nobody is on the waiting list." in listed()
