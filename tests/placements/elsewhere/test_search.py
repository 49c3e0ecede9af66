"""A child found to fall outside the target group: both sides search for another place (VIS-8)."""

from datetime import timedelta

import pytest

from core.refusals import Refused
from municipalities.portal import awaiting
from placements.elsewhere import services
from placements.models import PlaceSearch, SearchStep
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("VIS-8")


def text(response):
    return response.content.decode()


@pytest.fixture
def search(placement, leader):
    return factories.make_search(placement, leader, begins=date(2026, 3, 7))


def test_from_the_first_reason_to_the_outcome(as_, leader, caseworker, placement, smtp, run_outbox):
    reason = "Misbrug, som vi ikke kan behandle."
    done = as_(leader).fill(f"/placements/{placement.pk}/search/", begins="2026-03-07", reason=reason)
    run_outbox()
    assert len(smtp.to(caseworker)) == 1
    (waiting,) = [a for a in awaiting(caseworker, TODAY) if a.path == done.url]
    assert placement.child.name in waiting.title and waiting.pill == "10 days"
    alert = text(as_(leader).get(f"/children/{placement.child_id}/"))
    assert "Another place is searched for, since 10 days" in alert and done.url in alert
    as_(leader).fill(done.url, day="2026-03-16", text="Ringet til to institutioner.")
    as_(caseworker).fill(done.url, text="Skrevet til døgninstitutionen i Sisimiut.")
    page = text(as_(caseworker).get(done.url))
    assert reason in page and "Ringet til to institutioner." in page and "for 10 days" in page
    assert "End the search" not in page
    as_(leader).fill(f"{done.url}end/", ends="2026-03-17", outcome="Plads i Sisimiut fra 1. april.")
    assert "Plads i Sisimiut" in text(as_(caseworker).get(done.url))
    assert done.url not in [a.path for a in awaiting(caseworker, TODAY)]
    assert "Another place is searched for" not in text(as_(leader).get(f"/children/{placement.child_id}/"))


def test_steps_stand_by_their_date_and_name_who_wrote(as_, search, leader, caseworker):
    for who, day, words in ((caseworker, 16, "Senere"), (leader, 10, "Først")):
        services.add_step(search, day=date(2026, 3, day), text=words, by=who, on=TODAY)
    page = text(as_(leader).get(f"/searches/{search.pk}/"))
    assert page.index("Først") < page.index("Senere")
    assert "Kaja Prøvesagsbehandler, Kommuneqarfik Sermersooq" in page


def test_a_step_sent_twice_is_one(as_, search, caseworker):
    for _ in range(2):
        as_(caseworker).fill(f"/searches/{search.pk}/", text="Ringet.")
    assert SearchStep.objects.count() == 1


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "seen", "ended"),
    [
        ("director", 200, 200),
        ("care_worker", 200, 403),
        ("other_leader", 404, 404),
        ("administration", 403, 403),
        ("caseworker", 200, 403),
        ("other_caseworker", 404, 403),
    ],
)
def test_who_sees_it_and_who_ends_it(as_, search, request, who, seen, ended):
    visitor = as_(request.getfixturevalue(who))
    assert visitor.get(f"/searches/{search.pk}/").status_code == seen
    assert visitor.get(f"/searches/{search.pk}/end/").status_code == ended


def test_one_search_at_a_time(as_, leader, placement, search):
    page = f"/placements/{placement.pk}/search/"
    assert as_(leader).get(page).url == f"/searches/{search.pk}/"
    with pytest.raises(Refused, match="A search is under way already."):
        services.begin(placement, begins=TODAY, reason="Igen", by=leader, at=NOW, on=TODAY)


@pytest.mark.parametrize(
    ("page", "values", "sentence"),
    [
        ("", {"day": "2026-03-18", "text": "x"}, "Write down what was done when it is done."),
        ("", {"text": ""}, "This field is required."),
        ("end/", {"ends": "2026-03-18", "outcome": "x"}, "That day has not come yet."),
        ("end/", {"ends": "2026-03-06", "outcome": "x"}, "A search cannot end before it begins."),
        ("end/", {"outcome": ""}, "This field is required."),
    ],
)
def test_what_is_refused(as_, leader, search, page, values, sentence):
    assert sentence in text(as_(leader).fill(f"/searches/{search.pk}/{page}", **values))
    assert PlaceSearch.objects.get().ends is None and not SearchStep.objects.exists()


def test_an_ended_search_takes_no_more_steps(search, leader):
    services.end(search, ends=TODAY, outcome="Plads fundet", by=leader, on=TODAY)
    with pytest.raises(Refused, match="This search has ended."):
        services.add_step(search, day=TODAY, text="x", by=leader, on=TODAY)
    assert PlaceSearch.objects.get().days_on(TODAY + timedelta(days=9)) == 10


@pytest.mark.parametrize(("state", "begins"), [("planned", TODAY), ("running", date(2026, 1, 11))])
def test_only_while_the_child_lives_here(units, leader, state, begins):
    placement = factories.make_placement(units.maelkeboetten, state=state)
    with pytest.raises(Refused, match="while the child lives here|arrived later"):
        services.begin(placement, begins=begins, reason="x", by=leader, at=NOW, on=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once_begin_one(at_once, placement, leader, director):
    facts = {"begins": TODAY, "reason": "x", "at": NOW, "on": TODAY}
    acts = [lambda who=who: services.begin(placement, **facts, by=who) for who in (leader, director)]
    assert [str(r) for r in at_once(acts) if isinstance(r, Refused)] == ["A search is under way already."]
