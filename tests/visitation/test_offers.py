"""A place offered to one who waits, and the municipality's days to answer (VIS-6)."""

from datetime import timedelta
from functools import partial
from itertools import product

import pytest

from core import outbox, preferences
from core.lifecycle import CHANGED
from core.refusals import Refused
from deadlines import registry
from documents.models import Document
from placements.models import Placement, Stay
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.visitation.conftest import admission
from visitation import offers, services
from visitation.enums import OfferState
from visitation.lifecycle import OFFER
from visitation.models import Offer, Request

pytestmark = pytest.mark.rule("VIS-6")
BEGINS = date(2026, 3, 31)


@pytest.fixture
def waiting(caseworker, units):
    return factories.make_request(caseworker, child_name="Aviaja Prøvebarn", state="waiting")


@pytest.fixture
def offer(member, place):
    def made(request, **facts):
        facts = {"place": place, "begins": BEGINS, "by": member, "at": NOW, "on": TODAY, **facts}
        return offers.offer(request, **facts)

    return made


@pytest.fixture
def offered(offer, waiting):
    return offer(waiting)


def text(response):
    return response.content.decode()


def state(row):
    return type(row).objects.get(pk=row.pk).state


def owed(moment=NOW):
    return [o for o in registry.collect(moment) if o.rule == "VIS-6"]


# Offering


def test_a_place_is_offered_with_a_clock_a_letter_and_a_mail(
    as_, member, waiting, place, caseworker, run_outbox, mailoutbox
):
    url = f"/requests/{waiting.pk}/offer/"
    assert as_(member).fill(url, place=str(place.pk), begins="2026-03-31").url == f"/requests/{waiting.pk}/"
    made = Offer.objects.get()
    assert (made.state, made.offered_at, made.offered_by) == ("open", NOW, member)
    assert made.due == registry.end_of(date(2026, 3, 20))
    assert made.letter.data["unit"] == "Mælkebøtten"
    assert made.letter.released_at == NOW
    assert not Stay.objects.exists()
    messages = outbox.OutboxMessage.objects.filter(kind="mail", payload__to=caseworker.email)
    assert messages.count() == 1
    assert "Aviaja" not in str(messages.get().payload)


def test_the_days_to_answer_are_a_setting(offer, waiting, director):
    preferences.change("visitation.offer_working_days", 5, by=director, at=NOW)
    assert offer(waiting).due == registry.end_of(date(2026, 3, 24))


@pytest.mark.parametrize("standing", ["submitted", "asked", "refused", "withdrawn", "draft"])
def test_only_who_waits_is_offered_a_place(offer, caseworker, standing):
    with pytest.raises(Refused):
        offer(factories.make_request(caseworker, state=standing))
    assert not Offer.objects.exists()


def test_a_place_is_offered_once(offer, offered, caseworker):
    other = factories.make_request(caseworker, state="waiting")
    with pytest.raises(
        Refused, match="is offered to another child until 20 March 2026. Take that offer back first."
    ):
        offer(other)


def test_a_request_has_one_offer(offer, offered, units):
    with pytest.raises(Refused, match="This request has an offer already."):
        offer(offered.request, place=units.ilasiaq.places.order_by("pk").first())


@pytest.mark.parametrize("facts", [{"begins": TODAY - timedelta(days=1)}, {"begins": date(2013, 1, 1)}])
def test_not_for_a_day_that_has_passed(offer, waiting, facts):
    with pytest.raises(Refused, match="That day has passed."):
        offer(waiting, **facts)


def test_only_what_is_free_for_good_is_offered(offer, waiting, place, units):
    factories.make_planned(units.maelkeboetten, place=place, arrived=BEGINS + timedelta(days=60))
    with pytest.raises(Refused, match="That place is not free from this date."):
        offer(waiting)
    with pytest.raises(Refused, match="That place is not open on this date."):
        offer(waiting, place=factories.make_place(units.allu, opens=date(2026, 6, 1)))
    with pytest.raises(Refused, match="closes soon"):
        offer(waiting, place=factories.make_place(units.allu, closes=date(2027, 6, 1)))


def test_nobody_else_is_admitted_to_an_offered_place(admit, offered, place, member, caseworker):
    other = factories.make_request(caseworker)
    with pytest.raises(Refused, match="is offered to another child until 20 March 2026."):
        admit(other, place, member)
    assert not Placement.objects.exists()


# Answering


def test_the_caseworker_accepts_and_the_form_of_the_committee_is_filled_in(
    as_, caseworker, member, offered, place, admit
):
    url = f"/requests/{offered.request_id}/"
    page = as_(caseworker).get(url)
    assert "answer by 20 March" in text(page)
    as_(caseworker).fill(url, action=f"{url}offer/accept/")
    made = Offer.objects.get()
    assert (made.state, made.answered_by, made.answered_at) == ("accepted", caseworker, NOW)
    form = as_(member).form(f"{url}decide/")
    assert (form.values["outcome"], form.values["place"]) == ("admit", str(place.pk))
    assert form.values["begins"] == "2026-03-31"
    admit(Request.objects.get(), place, member)
    assert (state(made), Request.objects.get().state) == ("admitted", "admitted")


def test_the_caseworker_declines_with_a_reason_and_the_child_stays_on_the_list(
    as_, caseworker, offered, stored
):
    url = f"/requests/{offered.request_id}/"
    decline = {"action": f"{url}offer/decline/"}
    refused = as_(caseworker).fill(url, reason=" ", **decline)
    assert "Say why the place is declined." in text(refused)
    as_(caseworker).fill(url, reason="Mosteren har taget barnet til sig.", **decline)
    made = Offer.objects.get()
    assert (made.state, made.reason) == ("declined", "Mosteren har taget barnet til sig.")
    assert stored(offered.request).state == "waiting"


def test_the_committee_takes_it_back_and_the_municipality_reads_why(as_, member, offered, offer, waiting):
    url = f"/requests/{waiting.pk}/"
    as_(member).fill(url, action=f"{url}offer/take-back/", reason="Pladsen bruges akut.")
    assert state(offered) == "taken_back"
    letter = Document.objects.exclude(pk=offered.letter_id).get()
    assert (letter.data["what"], letter.data["reason"]) == ("taken_back", "Pladsen bruges akut.")
    assert letter.released_at == NOW
    assert offer(waiting).state == "open"


@pytest.mark.rule("ACC-1")
def test_another_municipality_finds_nothing(as_, other_caseworker, offered):
    url = f"/requests/{offered.request_id}/offer/"
    for action in ("accept", "decline", "take-back"):
        assert as_(other_caseworker).post(f"{url}{action}/", {"reason": "x"}).status_code in (403, 404)
    assert as_(other_caseworker).post(f"{url}accept/").status_code == 404
    assert state(offered) == "open"


def test_what_is_answered_is_not_answered_again(as_, caseworker, offered):
    url = f"/requests/{offered.request_id}/offer/"
    as_(caseworker).post(f"{url}decline/", {"reason": "Nej."})
    assert as_(caseworker).post(f"{url}accept/").status_code == 404
    with pytest.raises(Refused, match="This is no longer possible: it is “declined”."):
        offers.accept(Offer.objects.get(), by=caseworker, at=NOW)


@pytest.mark.parametrize("outcome", ["refuse", "ask"])
def test_a_decision_ends_the_offer(decide, offered, member, outcome):
    decide(Request.objects.get(), outcome, member)
    assert state(offered) == "lapsed"


def test_withdrawing_ends_the_offer_and_frees_the_place(offered, offer, caseworker):
    services.withdraw(Request.objects.get(), by=caseworker)
    assert state(offered) == "lapsed"
    assert offer(factories.make_request(caseworker, state="waiting")).state == "open"


def test_admitting_to_another_place_ends_the_offer(admit, offered, units, member):
    admit(Request.objects.get(), units.ilasiaq.places.order_by("pk").first(), member)
    assert state(offered) == "lapsed"


# The clock


def test_the_municipality_owes_an_answer_and_then_the_committee_an_act(offered, caseworker, member, director):
    (answer,) = owed()
    assert (answer.subject, answer.owners, answer.due) == ("", (caseworker,), offered.due)
    late = at(date(2026, 3, 21))
    answer, expired = sorted(owed(late), key=lambda o: o.subject)
    assert (expired.subject, set(expired.owners)) == ("expired", {member, director})
    assert expired.state(date(2026, 3, 21)) == "overdue"


def test_when_the_municipality_said_yes_the_committee_owes_the_admission(
    offered, caseworker, member, director
):
    offers.accept(offered, by=caseworker, at=NOW)
    (due,) = owed()
    assert (due.subject, due.due, set(due.owners)) == (
        "accepted",
        registry.end_of(BEGINS),
        {member, director},
    )


def test_nothing_is_owed_when_it_has_ended(offered, caseworker):
    offers.decline(offered, reason="Nej.", by=caseworker, at=NOW)
    assert owed() == []


def test_an_offer_without_answer_is_seen(as_, member, caseworker, units):
    request = factories.make_request(caseworker, state="waiting")
    place = units.allu.places.order_by("pk").first()
    sent = NOW - timedelta(days=9)
    facts = {"place": place, "begins": TODAY, "by": member, "at": sent, "on": TODAY - timedelta(days=9)}
    offers.offer(request, **facts)
    assert "offer not answered" in text(as_(member).get("/requests/"))
    assert "answer overdue" in text(as_(member).get("/requests/waiting/"))


# Every state, every action, every role

PEOPLE = {
    "caseworker": "sender",
    "director": "committee",
    "member": "committee",
    "other_leader": "",
    "care_worker": "",
}
MAY = {"accept": "sender", "decline": "sender", "take_back": "committee"}


def act(offered, action, by):
    if action == "accept":
        offers.accept(offered, by=by, at=NOW)
    elif action == "decline":
        offers.decline(offered, reason="Nej.", by=by, at=NOW)
    else:
        offers.take_back(offered, reason="Nej.", by=by, at=NOW, on=TODAY)


@pytest.mark.parametrize("standing", list(OfferState))
def test_who_may_do_what_in_each_state(request, offered, standing, caseworker):
    from django.db import transaction

    from core.acting import acting

    facts = {"state": standing, "answered_at": NOW, "answered_by": caseworker, "reason": "x"}
    for action, (name, kind) in product(MAY, PEOPLE.items()):
        person = request.getfixturevalue(name)
        with transaction.atomic():
            with acting(caseworker):
                Offer.objects.filter(pk=offered.pk).update(**facts)
            possible = any(s.action == action and standing in s.sources for s in OFFER.steps)
            row = Offer.objects.select_related("request").get(pk=offered.pk)
            try:
                act(row, action, person)
                went = True
            except Refused:
                went = False
            assert went == (possible and MAY[action] == kind), (standing, action, name)
            transaction.set_rollback(True)


# In the same instant


@pytest.mark.django_db(transaction=True)
def test_two_members_offer_one_place_to_two_children(at_once, caseworker, member, director, place):
    first, second = (factories.make_request(caseworker, state="waiting") for _ in range(2))
    facts = {"place": place, "begins": BEGINS, "at": NOW, "on": TODAY}
    results = at_once(
        [
            partial(offers.offer, first, by=member, **facts),
            partial(offers.offer, second, by=director, **facts),
        ]
    )
    assert len([r for r in results if isinstance(r, Refused)]) == 1
    assert Offer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_while_it_is_taken_back(at_once, offered, caseworker, member):
    mine, theirs = (Offer.objects.select_related("request").get() for _ in range(2))
    back = {"reason": "Akut.", "by": member, "at": NOW, "on": TODAY}
    at_once([partial(offers.accept, mine, by=caseworker, at=NOW), partial(offers.take_back, theirs, **back)])
    assert state(offered) in ("accepted", "taken_back")


@pytest.mark.django_db(transaction=True)
def test_the_request_is_withdrawn_while_its_offered_place_is_admitted_to(
    at_once, offered, caseworker, member, place
):
    mine, theirs = Request.objects.get(), Request.objects.get()
    results = at_once(
        [
            partial(services.withdraw, mine, by=caseworker),
            partial(services.admit, theirs, **admission(place, member)),
        ]
    )
    assert [str(r) for r in results if isinstance(r, Refused)] == [str(CHANGED)]
    assert (state(offered), Request.objects.get().state) in [
        ("admitted", "admitted"),
        ("lapsed", "withdrawn"),
    ]


@pytest.mark.django_db(transaction=True)
def test_one_member_offers_a_place_that_another_admits_to(
    at_once, waiting, caseworker, member, director, place
):
    other = factories.make_request(caseworker)
    facts = {"place": place, "begins": BEGINS, "by": director, "at": NOW, "on": TODAY}
    results = at_once(
        [partial(offers.offer, waiting, **facts), partial(services.admit, other, **admission(place, member))]
    )
    assert len([r for r in results if isinstance(r, Refused)]) == 1
    assert Offer.objects.count() + Placement.objects.count() == 1
