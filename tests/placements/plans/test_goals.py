"""The plan broken into goals, sub-goals and signs; carried over to the next version (PLC-2)."""

from datetime import date, timedelta
from itertools import product

import pytest

from core.refusals import Refused
from placements.plans import goals
from placements.plans.models import Goal, GoalState, SubGoal
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.rule("PLC-2")
OPEN, REACHED, DROPPED = GoalState.OPEN, GoalState.REACHED, GoalState.DROPPED
NEXT = {
    ("reach", OPEN): REACHED,
    ("drop", OPEN): DROPPED,
    ("reopen", REACHED): OPEN,
    ("reopen", DROPPED): OPEN,
}


def page_of(plan):
    return f"/placements/{plan.placement_id}/plan/"


def act(sub_goal, action, by):
    if action == "reopen":
        return goals.reopen(sub_goal, by=by, on=TODAY)
    return goals.close(sub_goal, action=action, closed_on=TODAY, by=by, on=TODAY)


def closed(state):
    return {} if state == OPEN else {"state": state, "closed_on": TODAY - timedelta(days=9)}


def texts(rows):
    return [row.text for row in rows.order_by("position", "pk")]


def test_goals_sub_goals_and_signs_are_written_on_one_page(as_, primary, plan):
    visitor, page = as_(primary), page_of(plan)
    visitor.fill(page, f"/plans/{plan.pk}/goals/", text="Trives i skolen")
    goal = Goal.objects.get()
    added = visitor.fill(
        page, f"/goals/{goal.pk}/sub-goals/", text="Går selv ind", signs="Vinker farvel\nSmiler"
    )
    assert added.url == f"{page}#goal-{goal.pk}"
    sub_goal = SubGoal.objects.get()
    assert (sub_goal.goal, sub_goal.state, sub_goal.signs) == (goal, OPEN, "Vinker farvel\nSmiler")
    shown = visitor.get(page).content.decode()
    assert shown.index("Trives i skolen") < shown.index("Går selv ind") < shown.index("Vinker farvel")


def test_words_are_mended(as_, leader, sub_goal):
    as_(leader).fill(f"/goals/{sub_goal.goal_id}/edit/", text="Et andet mål")
    as_(leader).fill(f"/sub-goals/{sub_goal.pk}/edit/", text="Et andet delmål", signs="Tegn")
    sub_goal = SubGoal.objects.select_related("goal").get()
    assert (sub_goal.goal.text, sub_goal.text, sub_goal.signs) == ("Et andet mål", "Et andet delmål", "Tegn")


@pytest.mark.parametrize("text", ["", "   ", "a" * 501])
def test_an_empty_or_endless_goal_is_refused_and_stands_in_the_form(as_, leader, plan, text):
    page = as_(leader).fill(page_of(plan), f"/plans/{plan.pk}/goals/", text=text).content.decode()
    assert "This field is required." in page or "at most 500 characters" in page
    assert text.strip() in page
    assert not Goal.objects.exists()


def test_the_same_goal_twice_is_one(as_, leader, plan, sub_goal):
    text = sub_goal.goal.text
    page = as_(leader).fill(page_of(plan), f"/plans/{plan.pk}/goals/", text=text).content.decode()
    assert "This goal is already in the plan." in page
    with pytest.raises(Refused, match="This sub-goal is already under the goal."):
        goals.add_sub_goal(sub_goal.goal, text=sub_goal.text, signs="", by=leader, on=TODAY)


def test_up_and_down(as_, leader, plan):
    first, second, third = (factories.make_sub_goal(plan, text=f"Delmål {letter}") for letter in "abc")
    visitor, page = as_(leader), page_of(plan)
    visitor.post(f"/goals/{third.goal_id}/move/", {"where": "up"})
    assert list(plan.goals.order_by("position", "pk")) == [first.goal, third.goal, second.goal]
    visitor.post(f"/goals/{first.goal_id}/move/", {"where": "up"})
    assert plan.goals.order_by("position", "pk").first() == first.goal
    others = [factories.make_sub_goal(plan, goal=first.goal, text=text) for text in ("x", "y")]
    moved = visitor.post(f"/sub-goals/{others[0].pk}/move/", {"where": "down"})
    assert moved.url == f"{page}#goal-{first.goal_id}"
    assert texts(first.goal.sub_goals) == ["Delmål a", "y", "x"]


@pytest.mark.parametrize("who", ["leader", "director", "care_worker"])
@pytest.mark.parametrize(("action", "state"), [*product(["reach", "drop", "reopen"], GoalState)])
def test_from_every_state_by_every_action(sub_goal, request, who, action, state):
    """The care worker is no contact person of the child, and changes nothing."""
    person = request.getfixturevalue(who)
    sub_goal = factories.make_sub_goal(sub_goal.goal.plan, **closed(state))
    wanted = NEXT.get((action, state)) if who != "care_worker" else None
    try:
        act(sub_goal, action, person)
    except Refused as refused:
        sentence = (
            "primary contact person work on the goals" if (action, state) in NEXT else "no longer possible"
        )
        assert wanted is None and sentence in str(refused)
    found = SubGoal.objects.get(pk=sub_goal.pk)
    assert found.state == (wanted or state)
    assert found.closed_on == ({} if not wanted else {"closed_on": None if wanted == OPEN else TODAY}).get(
        "closed_on", sub_goal.closed_on
    )


def test_it_is_closed_with_its_date_and_reopened_on_the_page(as_, primary, sub_goal):
    visitor, page = as_(primary), page_of(sub_goal.goal.plan)
    refused = visitor.fill(f"/sub-goals/{sub_goal.pk}/close/", outcome="reach", closed_on="2026-03-18")
    assert "That day has not come yet." in refused.content.decode()
    visitor.fill(f"/sub-goals/{sub_goal.pk}/close/", outcome="reach", closed_on="2026-03-16")
    assert SubGoal.objects.get().closed_on == date(2026, 3, 16)
    assert "1 closed sub-goal" in visitor.get(page).content.decode()
    visitor.fill(page, f"/sub-goals/{sub_goal.pk}/reopen/")
    assert (SubGoal.objects.get().state, SubGoal.objects.get().closed_on) == (OPEN, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_it_at_once_one_is_told(at_once, sub_goal, leader, director):
    copies = [SubGoal.objects.get(pk=sub_goal.pk) for _ in range(2)]
    answers = at_once([lambda: act(copies[0], "reach", leader), lambda: act(copies[1], "drop", director)])
    (refused,) = [a for a in answers if isinstance(a, Refused)]
    assert "Somebody else changed this" in str(refused)


@pytest.mark.rule("ACC-1")
def test_others_of_the_unit_read_and_change_nothing(as_, care_worker, plan, sub_goal):
    page = as_(care_worker).get(page_of(plan)).content.decode()
    assert sub_goal.text in page
    assert "primary contact person work on the goals" in page
    assert f"/plans/{plan.pk}/goals/" not in page
    with pytest.raises(Refused, match="primary contact person work on the goals"):
        goals.add_goal(plan, text="Mål", by=care_worker, on=TODAY)


def test_a_contact_person_of_yesterday_is_one_no_longer(placement, plan, care_worker):
    factories.make_contact(placement, care_worker, ends=TODAY)
    with pytest.raises(Refused, match="primary contact person work on the goals"):
        goals.add_goal(plan, text="Mål", by=care_worker, on=TODAY)


# A new version


@pytest.fixture
def renewed(placement, sub_goal):
    """An open, a reached and a dropped sub-goal under the old plan, and the newer plan without goals."""
    for state in (REACHED, DROPPED):
        factories.make_sub_goal(sub_goal.goal.plan, goal=sub_goal.goal, text=state.label, **closed(state))
    factories.make_sub_goal(sub_goal.goal.plan, text="Helt nået", **closed(REACHED))
    return factories.make_plan(placement, TODAY - timedelta(days=1))


def test_what_is_open_is_carried_over_in_one_step_and_the_old_plan_stays(as_, leader, renewed, sub_goal):
    before = list(SubGoal.objects.order_by("pk").values())
    visitor, page = as_(leader), page_of(renewed)
    assert "1 sub-goal of the plan before this one is still open." in visitor.get(page).content.decode()
    visitor.fill(page, f"/plans/{renewed.pk}/carry-over/")
    (goal,) = renewed.goals.all()
    (copy,) = goal.sub_goals.all()
    assert (goal.text, copy.text, copy.signs) == (sub_goal.goal.text, sub_goal.text, sub_goal.signs)
    assert (copy.carried_from, copy.state) == (sub_goal, OPEN)
    assert list(SubGoal.objects.order_by("pk").exclude(pk=copy.pk).values()) == before
    assert "still open" not in visitor.get(page).content.decode()
    with pytest.raises(Refused, match="There is nothing left to carry over."):
        goals.carry_over(renewed, by=leader, on=TODAY)


def test_it_joins_a_goal_that_somebody_already_wrote(leader, renewed, sub_goal):
    goal = goals.add_goal(renewed, text=sub_goal.goal.text, by=leader, on=TODAY)
    there = goals.add_sub_goal(goal, text=sub_goal.text, signs="Nye tegn", by=leader, on=TODAY)
    goals.carry_over(renewed, by=leader, on=TODAY)
    copy = SubGoal.objects.get(goal=goal)
    assert (copy.pk, copy.signs, copy.carried_from) == (there.pk, "Nye tegn", sub_goal)


@pytest.mark.django_db(transaction=True)
def test_carried_over_by_two_at_once_it_is_there_once(at_once, renewed, leader, director):
    carry = goals.carry_over
    answers = at_once([lambda by=by: carry(renewed, by=by, on=TODAY) for by in (leader, director)])
    (refused,) = [a for a in answers if isinstance(a, Refused)]
    assert str(refused) == "There is nothing left to carry over."
    assert SubGoal.objects.filter(goal__plan=renewed).count() == 1


def test_the_old_plan_is_read_only_from_then_on(as_, leader, renewed, sub_goal):
    old = sub_goal.goal.plan
    with pytest.raises(Refused, match="There is a newer plan."):
        goals.add_goal(old, text="Mål", by=leader, on=TODAY)
    with pytest.raises(Refused, match="There is a newer plan."):
        act(sub_goal, "reach", leader)
    page = as_(leader).get(f"{page_of(old)}?version={old.pk}").content.decode()
    assert "These are the goals of the plan of 15.02.2026." in page
    assert sub_goal.text in page
    assert f"/plans/{old.pk}/goals/" not in page


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_page_costs_the_same_however_much_stands_on_it(as_, leader, care_worker, plan, queries, rows):
    goal = None
    for _ in range(rows):
        sub_goal = factories.make_sub_goal(plan, goal=goal if goal and _ % 2 else None)
        goal = sub_goal.goal
        factories.make_sighting(sub_goal, care_worker)
        factories.make_asking(plan.placement, leader)
    visitor = as_(leader)
    with queries(13):
        visitor.get(page_of(plan))
