"""An observation's own page: how it stands, all that was ever said, and what one may do with it."""

from datetime import timedelta

import pytest

from accounts.models import AccessLog
from placements.reports import writing
from tests import factories
from tests.factories import NOW
from tests.placements.reports.making import make_report
from tests.visitor import Visitor

pytestmark = pytest.mark.rule("JRN-2")


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_any_version_leads_to_the_same_page_with_every_word(as_, write, correct, add, child, care_worker):
    first = write(child, "Legede roligt i går.", mood="calm")
    second = correct(first, "Legede vildt i går.", mood="happy")
    add(first)
    pages = [text(as_(care_worker).get(f"/entries/{row.pk}/")) for row in (first, second)]
    for page in pages:
        assert "Legede<del> roligt</del> <ins>vildt</ins> i går." in page
        assert "Mood: <del>calm</del> <ins>happy</ins>" in page
        assert "Husket senere." in page
        assert f'href="/entries/{second.pk}/correct/"' in page
    assert list(AccessLog.objects.values_list("action", "child").distinct()) == [("diary", child.pk)]


def test_it_says_when_who_where_and_that_it_waited_on_a_device(as_, write, child, care_worker):
    written = NOW - timedelta(hours=5)
    entry = write(child, happened_at=written - timedelta(days=2), written_at=written)
    page = text(as_(care_worker).get(f"/entries/{entry.pk}/"))
    for fact in (
        "15.03.2026 05:00",
        "17.03.2026 05:00",
        "17.03.2026 10:00",
        care_worker.full_name,
        "Mælkebøtten",
    ):
        assert fact in page


@pytest.mark.rule("JRN-6")
def test_it_says_what_it_is_a_sign_of_and_where_it_was_used(as_, write, placement, care_worker):
    goal = factories.make_sub_goal(factories.make_plan(placement))
    entry = write(placement.child, sub_goals=[goal.pk])
    report = make_report(placement, care_worker, kind="statement")
    writing.quote(report.sections.first(), entry=entry.pk, by=care_worker, at=NOW)
    for address in (f"/entries/{entry.pk}/", f"/children/{placement.child_id}/diary/"):
        page = text(as_(care_worker).get(address))
        assert goal.text in page
        assert f"/sub-goals/{goal.pk}/" in page
        assert "used in the statement of" in page


def test_in_a_list_one_adds_below_the_entry_and_its_row_comes_back(as_, write, add, child, care_worker):
    entry = write(child)
    visitor, htmx = as_(care_worker), {"HX-Request": "true"}
    form = text(visitor.get(f"/entries/{entry.pk}/add/", headers=htmx))
    assert f'action="/entries/{entry.pk}/add/"' in form
    assert "data-outbox" in form
    assert "data-then" not in form
    add(entry)
    row = text(visitor.get(f"/entries/{entry.pk}/", headers=htmx))
    assert "Husket senere." in row
    assert "<html" not in form + row


@pytest.mark.rule("JRN-3")
def test_the_other_child_of_a_shared_entry_stays_hidden(as_, write, child, nivi, care_worker):
    entry = write(child, "Legede med Nivi.", others=[nivi])
    page = text(as_(care_worker).get(f"/entries/{entry.pk}/"))
    assert "Legede med another child." in page
    assert "1 other child" in page
    assert "Nivi" not in page


@pytest.mark.rule("ACC-1")
def test_a_reader_without_the_right_finds_nothing_by_any_number(
    write, child, units, other_care_worker, caseworker
):
    """A child of Ilasiaq was along: its staff read that row and not the one in the other child's diary."""
    guest = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Nivi Prøve")).child
    director = factories.make_user("director")
    entry = write(child, "Legede med Nivi.", others=[guest], by=director)
    own = entry.__class__.objects.get(key=entry.key, child=guest)
    for act in ("", "correct/", "add/", "pictures/add/"):
        assert Visitor(other_care_worker).get(f"/entries/{entry.pk}/{act}").status_code == 404
        assert Visitor(other_care_worker).post(f"/entries/{entry.pk}/{act}").status_code == 404
        assert Visitor(caseworker).get(f"/entries/{own.pk}/{act}").status_code == 403
    assert child.given_name not in text(Visitor(other_care_worker).get(f"/entries/{own.pk}/"))


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize("act", ["", "add/", "correct/"])
def test_every_look_is_logged_also_at_a_page_that_a_form_brings_back(as_, write, child, care_worker, act):
    entry = write(child)
    page = text(as_(care_worker).post(f"/entries/{entry.pk}/{act}", {"key": "none"}))
    assert child.given_name in page
    assert list(AccessLog.objects.values_list("person", "action", "child")) == [
        (care_worker.pk, "diary", child.pk)
    ]


@pytest.mark.parametrize(
    ("who", "later", "sentence"),
    [
        ("colleague", 1, "The author corrects an observation. You can add to it."),
        ("care_worker", 25, "24 hours have passed since this was saved. Add to it instead."),
        ("leader", 1, None),
    ],
)
def test_who_may_not_correct_is_told_why(as_, write, child, request, who, later, sentence):
    entry = write(child, written_at=NOW - timedelta(hours=later), at=NOW - timedelta(hours=later))
    page = text(as_(request.getfixturevalue(who)).get(f"/entries/{entry.pk}/"))
    assert (f"/entries/{entry.pk}/correct/" in page) is (sentence is None)
    assert (sentence or "Correct") in page
    assert "What do you want to add?" in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_its_queries_do_not_grow(as_, write, correct, add, child, queries, care_worker, number):
    entry = first = write(child)
    for turn in range(number):
        entry = correct(entry, f"Rettet {turn}.")
        add(first, f"Tilføjet {turn}.")
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(14):
        visitor.get(f"/entries/{first.pk}/")
