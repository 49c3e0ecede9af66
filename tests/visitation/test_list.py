"""The list of requests: what is urgent stands first."""

import re
from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW


def names(response):
    return re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a>', response.content.decode())


@pytest.mark.rule("VIS-2")
def test_acute_first_then_unanswered_then_the_oldest(as_, caseworker, member):
    def sent(name, days, **facts):
        when = NOW - timedelta(days=days)
        factories.make_request(caseworker, child_name=name, created_at=when, **facts)

    sent("Ny", 1)
    sent("Gammel", 9)
    sent("Venter", 20, state="waiting")
    sent("Spurgt", 30, state="asked")
    sent("Akut", 0, acute=True)
    sent("Akut venter", 5, acute=True, state="waiting")
    assert names(as_(member).get("/requests/")) == [
        "Akut",
        "Akut venter",
        "Gammel",
        "Ny",
        "Venter",
        "Spurgt",
    ]


@pytest.mark.rule("VIS-4")
def test_until_when_an_answer_is_due_and_that_it_is_late(as_, caseworker, member):
    factories.make_request(caseworker, submitted_at=NOW)
    page = as_(member).get("/requests/").content.decode()
    assert "answer by 24 March" in page
    factories.make_request(caseworker, submitted_at=NOW - timedelta(days=20))
    assert "answer overdue" in as_(member).get("/requests/").content.decode()


def test_answered_ones_follow_the_newest_first(as_, caseworker, member, units):
    for number in range(3):
        when = NOW - timedelta(days=10 - number)
        factories.make_request(caseworker, child_name=f"Nr {number}", state="refused", submitted_at=when)
    factories.make_request(caseworker, child_name="Trukket", state="withdrawn")
    assert names(as_(member).get("/requests/")) == ["Nr 2", "Nr 1", "Nr 0", "Trukket"]


def test_an_empty_list_says_so(as_, caseworker):
    assert "No request waits for an answer." in as_(caseworker).get("/requests/").content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_ten_queries_for_the_committee_however_many(as_, caseworker, member, queries, number):
    for turn in range(number):
        for state in ("submitted", "waiting", "refused", "draft"):
            factories.make_request(caseworker, state=state, acute=turn % 2 == 0)
    visitor = as_(member)
    visitor.get("/requests/")
    with queries(10):
        visitor.get("/requests/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_and_for_a_caseworker(as_, caseworker, queries, number):
    for _ in range(number):
        for state in ("draft", "submitted", "asked", "withdrawn"):
            factories.make_request(caseworker, state=state)
    visitor = as_(caseworker)
    visitor.get("/requests/")
    with queries(9):
        visitor.get("/requests/")
