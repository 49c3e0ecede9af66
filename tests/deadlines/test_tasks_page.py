"""The list of what one owes, and nobody else's."""

from datetime import timedelta

import pytest

from deadlines.registry import state_of
from tests import factories
from tests.factories import NOW, TODAY, at, date


def text(response):
    return response.content.decode()


@pytest.mark.rule("ACC-1")
def test_each_sees_only_the_own_tasks(as_, leader, care_worker, child):
    factories.make_task(care_worker, subject="monthly", child=child, path="/placements/1/meeting/")
    page = text(as_(care_worker).get("/tasks/"))
    assert "Monthly meeting with the caseworker" in page
    assert child.name in page
    assert "/placements/1/meeting/" in page
    page = text(as_(leader).get("/tasks/"))
    assert child.name not in page
    assert "Nothing waits for you." in page


def test_what_is_done_is_gone(as_, care_worker):
    factories.make_task(care_worker, subject="monthly", done_at=NOW)
    assert "Nothing waits for you." in text(as_(care_worker).get("/tasks/"))


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 3, 16), "overdue"), (TODAY, "due"), (date(2026, 3, 18), "upcoming")]
)
def test_how_it_stands_on_the_day(day, state):
    assert state_of(at(day, 23, 59), TODAY) == state
    assert state_of(at(day, 0, 1), TODAY) == state


@pytest.mark.parametrize(("days", "words"), [(-4, "overdue since 13 March"), (0, "today"), (4, "21 March")])
def test_in_words(as_, care_worker, days, words):
    factories.make_task(care_worker, subject="monthly", due=NOW + timedelta(days=days))
    assert words in text(as_(care_worker).get("/tasks/"))


def test_the_earliest_first(as_, care_worker):
    for days in (3, -2, 1):
        path = f"/day/{days}/"
        factories.make_task(care_worker, subject="monthly", due=NOW + timedelta(days=days), path=path)
    page = text(as_(care_worker).get("/tasks/"))
    assert page.index("/day/-2/") < page.index("/day/1/") < page.index("/day/3/")


def test_a_rule_that_is_no_more_breaks_no_list(as_, care_worker):
    factories.make_task(care_worker, rule="OLD-1")
    assert "OLD-1" in text(as_(care_worker).get("/tasks/"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_costs_the_same_however_many(as_, care_worker, child, queries, number):
    for _ in range(number):
        factories.make_task(care_worker, subject="monthly", child=child)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(5):
        visitor.get("/tasks/")
