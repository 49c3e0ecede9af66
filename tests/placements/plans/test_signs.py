"""Signs that somebody saw of a sub-goal (PLC-2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.refusals import Refused
from placements.plans import goals
from placements.plans.models import GoalState, Sighting
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.rule("PLC-2")


@pytest.fixture
def page(sub_goal):
    return f"/sub-goals/{sub_goal.pk}/"


def note(sub_goal, by, **changed):
    facts = {"key": uuid4(), "seen_on": TODAY, "note": "Bad om hjælp.", "at": NOW, "on": TODAY, **changed}
    return goals.note_sign(sub_goal, by=by, **facts)


def test_anybody_of_the_unit_notes_one_seen_today_with_one_sentence(as_, care_worker, sub_goal, page):
    as_(care_worker).fill(page, note="Bad om hjælp.")
    sign = Sighting.objects.get()
    assert (sign.sub_goal, sign.seen_on, sign.seen_by, sign.written_at) == (sub_goal, TODAY, care_worker, NOW)
    assert "Bad om hjælp." in as_(care_worker).get(page).content.decode()


def test_they_stand_newest_first(as_, care_worker, leader, sub_goal, page):
    for days, text in ((3, "Midt"), (9, "Først"), (1, "Sidst")):
        factories.make_sighting(sub_goal, leader, TODAY - timedelta(days=days), note=text)
    shown = as_(care_worker).get(page).content.decode()
    assert shown.index("Sidst") < shown.index("Midt") < shown.index("Først")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"seen_on": "2026-03-18"}, "That day has not come yet. When was the sign seen?"),
        ({"seen_on": "2026-01-11", "sure": "on"}, "The child had not arrived yet on that day."),
        ({"seen_on": "2026-02-01"}, "is long ago. If it is right, tick"),
        ({"note": "  "}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(as_, care_worker, page, values, sentence):
    visitor = as_(care_worker)
    shown = visitor.send(visitor.form(page), **{"note": "Bad om hjælp.", **values}).content.decode()
    assert sentence in shown
    assert values.get("note", "Bad om hjælp.") in shown
    assert not Sighting.objects.exists()


def test_sent_twice_it_is_one_and_with_other_words_it_is_refused(as_, care_worker, page):
    visitor = as_(care_worker)
    form = visitor.form(page)
    for _ in range(2):
        visitor.send(form, note="Bad om hjælp.")
    assert "with other words" in visitor.send(form, note="Noget andet.").content.decode()
    assert [sign.note for sign in Sighting.objects.all()] == ["Bad om hjælp."]


def test_the_same_form_from_two_windows_at_once_is_one_sign(at_once, care_worker, sub_goal):
    key = uuid4()
    first, second = at_once([lambda: note(sub_goal, care_worker, key=key)] * 2)
    assert first == second == Sighting.objects.get()


def test_a_closed_sub_goal_takes_none(as_, care_worker, plan):
    done = factories.make_sub_goal(plan, state=GoalState.REACHED, closed_on=TODAY)
    with pytest.raises(Refused, match="This sub-goal is closed. Reopen it"):
        note(done, care_worker)
    assert (
        "This sub-goal is closed. Reopen it"
        in as_(care_worker).get(f"/sub-goals/{done.pk}/").content.decode()
    )


def test_after_it_was_carried_over_it_is_noted_there_and_the_old_ones_are_found(
    as_, leader, care_worker, placement, sub_goal
):
    factories.make_sighting(sub_goal, care_worker, note="Set i vinter.")
    newer = factories.make_plan(placement, date(2026, 3, 16))
    goals.carry_over(newer, by=leader, on=TODAY)
    with pytest.raises(Refused, match="goes on in the newer plan"):
        note(sub_goal, care_worker)
    shown = as_(care_worker).get(f"/sub-goals/{sub_goal.carried_to.pk}/").content.decode()
    assert f'href="/sub-goals/{sub_goal.pk}/"' in shown
    note(sub_goal.carried_to, care_worker)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [("director", 200), ("other_care_worker", 404), ("caseworker", 403), ("administration", 403)],
)
def test_the_caseworker_and_other_units_see_none(as_, request, page, who, status):
    assert as_(request.getfixturevalue(who)).get(page).status_code == status


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_costs_the_same_however_long(as_, care_worker, sub_goal, page, queries, rows):
    for _ in range(rows):
        factories.make_sighting(sub_goal, care_worker)
    visitor = as_(care_worker)
    with queries(9):
        visitor.get(page)
