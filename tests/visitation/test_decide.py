"""Waiting list, more asked for, or refused (VIS-4)."""

from datetime import timedelta

import pytest

from core.acting import acting
from core.refusals import Refused
from documents.models import Document
from tests import factories
from tests.factories import NOW
from visitation import services
from visitation.models import Decision, Request

pytestmark = pytest.mark.rule("VIS-4")


@pytest.fixture
def answered(as_, member, asked_for):
    """The decision form of the request, filled in and sent."""

    def send(**values):
        facts = {"present": [member.full_name], "reasons": "Vi vil vide mere.", **values}
        return as_(member).fill(f"/requests/{asked_for.pk}/decide/", **facts)

    return send


@pytest.mark.parametrize(("outcome", "state"), [("wait", "waiting"), ("ask", "asked"), ("refuse", "refused")])
def test_the_decision_is_kept_and_the_state_follows(answered, asked_for, member, stored, outcome, state):
    assert answered(outcome=outcome).url == f"/requests/{asked_for.pk}/"
    decision = Decision.objects.get()
    assert stored(asked_for).state == state
    assert (decision.outcome, decision.reasons) == (outcome, "Vi vil vide mere.")
    assert (decision.decided_at, decision.decided_by) == (NOW, member)
    assert (decision.place, decision.begins) == (None, None)


def test_who_took_part_is_kept(answered, director, member):
    answered(outcome="wait", present=[director.full_name, member.full_name])
    assert Decision.objects.get().present == ["Dina Prøvedirektør", "Lene Prøveleder"]


def test_only_the_committee_can_have_been_present(answered, other_leader):
    page = answered(outcome="wait", present=[other_leader.full_name]).content.decode()
    assert "Select a valid choice." in page
    assert not Decision.objects.exists()


def test_the_places_free_that_day_are_kept(answered, units):
    factories.make_children(units.maelkeboetten, 4)
    factories.make_planned(units.ilasiaq)
    answered(outcome="wait")
    assert Decision.objects.get().free_places == {"maelkeboetten": 5, "ilasiaq": 6, "allu": 8}


@pytest.mark.parametrize("left_out", ["outcome", "present", "reasons"])
def test_what_is_left_out_is_asked_for_and_the_rest_stays(answered, left_out, stored, asked_for):
    page = answered(**{"outcome": "wait", left_out: None}).content.decode()
    assert "This field is required." in page
    assert left_out == "reasons" or "Vi vil vide mere." in page
    assert stored(asked_for).state == "submitted"


def test_sent_twice_decides_once(as_, asked_for, member, stored):
    visitor, url = as_(member), f"/requests/{asked_for.pk}/decide/"
    form = visitor.form(url)
    facts = {"outcome": "wait", "present": [member.full_name], "reasons": "Ingen plads."}
    visitor.send(form, **facts)
    page = visitor.send(form, **facts).content.decode()
    assert "This was decided since you opened it; it is now “on the waiting list”." in page
    assert "Ingen plads." in page
    assert (Decision.objects.count(), Document.objects.count()) == (1, 1)


def test_what_a_colleague_decided_meanwhile_is_not_overruled_unseen(as_, asked_for, member, director, decide):
    visitor, url = as_(member), f"/requests/{asked_for.pk}/decide/"
    form = visitor.form(url)
    decide(asked_for, "wait", director)
    facts = {"outcome": "refuse", "present": [member.full_name], "reasons": "Uden for målgruppen."}
    assert "since you opened it" in visitor.send(form, **facts).content.decode()
    assert Decision.objects.count() == 1
    visitor.fill(url, **facts)
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("state", ["admitted", "refused", "withdrawn"])
def test_where_nothing_is_left_to_decide_the_button_says_why(as_, caseworker, member, units, state):
    facts = {"placement": factories.make_planned(units.allu)} if state == "admitted" else {}
    request = factories.make_request(caseworker, state=state, **facts)
    page = as_(member).get(f"/requests/{request.pk}/decide/").content.decode()
    assert "This is no longer possible: it is “" in page
    assert 'aria-disabled="true"' in page


@pytest.mark.rule("ACC-1")
def test_a_leader_who_took_it_down_sees_it_and_does_not_decide(as_, leader, municipality, stored):
    clerk = factories.make_user("caseworker", municipality=municipality)
    request = factories.make_request(clerk)
    with acting(leader):
        Request.objects.filter(pk=request.pk).update(created_by=leader)
    url = f"/requests/{request.pk}/"
    assert f"{url}decide/" not in as_(leader).get(url).content.decode()
    facts = {"outcome": "refuse", "present": [], "reasons": "Nej."}
    page = as_(leader).get(f"{url}decide/").content.decode()
    assert "Only the visitation committee decides on requests." in page
    as_(leader).post(f"{url}decide/", facts)
    assert stored(request).state == "submitted"


def test_how_long_the_answer_took_is_shown(as_, caseworker, member, decide):
    sent = NOW - timedelta(days=3, hours=4)
    request = factories.make_request(caseworker, submitted_at=sent)
    decide(request, "wait", member)
    page = as_(member).get(f"/requests/{request.pk}/").content.decode()
    assert "3 days, 4 hours" in page.replace("\xa0", " ")


def test_the_committee_sees_what_was_free_and_who_was_there_the_municipality_not(
    as_, asked_for, caseworker, member, decide, units
):
    decide(asked_for, "wait", member)
    page = as_(member).get(f"/requests/{asked_for.pk}/").content.decode()
    assert "Ilasiaq 7" in page
    assert "Lene Prøveleder" in page.split("Present")[1]
    page = as_(caseworker).get(f"/requests/{asked_for.pk}/").content.decode()
    assert "Vi vil vide mere." in page
    assert "Ilasiaq 7" not in page
    assert "Lene" not in page


@pytest.mark.parametrize("other", [{"reasons": ""}, {"present": []}])
def test_a_decision_without_reasons_is_refused_by_the_database(asked_for, member, decide, stored, other):
    with pytest.raises(Refused, match="A decision needs its reasons and those who were present."):
        decide(asked_for, "wait", member, **other)
    assert stored(asked_for).state == "submitted"


# The conversation when more is asked for


def test_the_municipality_reads_the_question_and_answers(as_, asked_for, caseworker, member, decide, stored):
    decide(asked_for, "ask", member, reasons="Går barnet i skole?")
    url = f"/requests/{asked_for.pk}/"
    visitor = as_(caseworker)
    assert "Går barnet i skole?" in visitor.get(url).content.decode()
    visitor.fill(url, f"{url}answer/", answer="Ja, i 2. klasse.")
    assert (stored(asked_for).state, stored(asked_for).answer) == ("submitted", "Ja, i 2. klasse.")
    assert "Ja, i 2. klasse." in as_(member).get(url).content.decode()


def test_a_second_answer_stands_below_the_first(asked_for, caseworker, member, decide, stored):
    for text in ("Ja.", "I 2. klasse."):
        decide(asked_for, "ask", member)
        services.answer(asked_for, text=text, by=caseworker, at=NOW)
    assert stored(asked_for).answer == "Ja.\n\nI 2. klasse."


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "This field is required."), ("a" * 10001, "at most 10000")]
)
def test_an_answer_that_is_not_taken_is_not_lost(
    as_, asked_for, caseworker, member, decide, stored, text, sentence
):
    decide(asked_for, "ask", member)
    url = f"/requests/{asked_for.pk}/"
    page = as_(caseworker).fill(url, f"{url}answer/", answer=text).content.decode()
    assert sentence in page
    assert text in page
    assert stored(asked_for).state == "asked"


def test_answering_twice_keeps_one(as_, asked_for, caseworker, member, decide, stored):
    decide(asked_for, "ask", member)
    url = f"/requests/{asked_for.pk}/"
    visitor = as_(caseworker)
    form = visitor.form(url, f"{url}answer/")
    visitor.send(form, answer="Ja.")
    page = visitor.send(form, answer="Ja.").content.decode()
    assert "no longer possible" in page
    assert stored(asked_for).answer == "Ja."


def test_while_asked_the_request_is_corrected_but_not_emptied(
    as_, asked_for, caseworker, member, decide, stored
):
    decide(asked_for, "ask", member)
    url = f"/requests/{asked_for.pk}/edit/"
    as_(caseworker).fill(url, family="Bor hos sin tante.")
    assert stored(asked_for).family == "Bor hos sin tante."
    page = as_(caseworker).fill(url, family="").content.decode()
    assert "Still missing: family." in page
    assert stored(asked_for).family == "Bor hos sin tante."
    assert stored(asked_for).state == "asked"
