"""The plan broken into goals, sub-goals and signs; and what was seen of them (PLC-2)."""

from django.utils.translation import gettext as _

from core import ordering
from core.acting import command
from core.refusals import Refused
from placements.plans import rules
from placements.plans.lifecycle import SUB_GOAL
from placements.plans.models import ActionPlan, Goal, GoalState, Sighting, SubGoal


def _hold(plan):
    """Goals of one plan change one after the other."""
    return ActionPlan.objects.select_for_update().get(pk=plan.pk)


def _last(siblings):
    """The position after all others."""
    return max(siblings.values_list("position", flat=True), default=0) + 1


@command
def add_goal(plan, *, text, by, on):
    rules.check_work(plan, by=by, on=on)
    _hold(plan)
    return Goal.objects.create(plan=plan, text=text, position=_last(plan.goals))


@command
def edit_goal(goal, *, text, by, on):
    rules.check_work(goal.plan, by=by, on=on)
    goal.text = text
    goal.save(update_fields=["text"])
    return goal


@command
def add_sub_goal(goal, *, text, signs, by, on):
    rules.check_work(goal.plan, by=by, on=on)
    _hold(goal.plan)
    return SubGoal.objects.create(goal=goal, text=text, signs=signs, position=_last(goal.sub_goals))


@command
def edit_sub_goal(sub_goal, *, text, signs, by, on):
    rules.check_work(sub_goal.goal.plan, by=by, on=on)
    sub_goal.text, sub_goal.signs = text, signs
    sub_goal.save(update_fields=["text", "signs"])
    return sub_goal


@command
def move_goal(goal, *, up, by, on):
    """One place up or down among the plan's goals; at the end it stays where it is."""
    rules.check_work(goal.plan, by=by, on=on)
    _hold(goal.plan)
    ordering.step(goal.plan.goals.order_by("position", "pk"), goal, up=up)


@command
def move_sub_goal(sub_goal, *, up, by, on):
    """One place up or down among the goal's sub-goals of the same state; at the end it stays where it is."""
    rules.check_work(sub_goal.goal.plan, by=by, on=on)
    _hold(sub_goal.goal.plan)
    shown = sub_goal.goal.sub_goals.filter(state=sub_goal.state)
    ordering.step(shown.order_by("position", "pk"), sub_goal, up=up)


@command
def close(sub_goal, *, action, closed_on, by, on):
    """The sub-goal is reached (`reach`) or no longer pursued (`drop`) since a date."""
    rules.check_close(sub_goal, action, closed_on, by=by, on=on)
    return SUB_GOAL.move(sub_goal, action, by=by, closed_on=closed_on)


@command
def reopen(sub_goal, *, by, on):
    """It is worked on again."""
    rules.check_reopen(sub_goal, by=by, on=on)
    return SUB_GOAL.move(sub_goal, "reopen", by=by, closed_on=None)


def left_behind(plan, on):
    """Pairs of goal and open sub-goals of the plan before this one that nobody has carried over yet."""
    before = plan.placement.plans.known_on(on).filter(dated__lt=plan.dated).first()
    goals = before.goals.prefetch_related("sub_goals__carried_to") if before else ()
    pairs = [(goal, [s for s in goal.sub_goals.all() if _goes_on(s)]) for goal in goals]
    return [(goal, sub_goals) for goal, sub_goals in pairs if sub_goals]


def _goes_on(sub_goal):
    return sub_goal.state == GoalState.OPEN and not hasattr(sub_goal, "carried_to")


@command
def carry_over(plan, *, by, on):
    """Copies what is still open to the new plan; the old plan keeps its goals and what was seen of them."""
    rules.check_work(plan, by=by, on=on)
    _hold(plan)
    pairs = left_behind(plan, on)
    if not pairs:
        raise Refused(_("There is nothing left to carry over."))
    for goal, sub_goals in pairs:
        copy, _new = Goal.objects.get_or_create(
            plan=plan, text=goal.text, defaults={"position": _last(plan.goals)}
        )
        for sub_goal in sub_goals:
            _copy(sub_goal, copy)


def _copy(sub_goal, goal):
    SubGoal.objects.update_or_create(
        goal=goal,
        text=sub_goal.text,
        defaults={"carried_from": sub_goal},
        create_defaults={
            "carried_from": sub_goal,
            "signs": sub_goal.signs,
            "position": _last(goal.sub_goals),
        },
    )


@command
def note_sign(sub_goal, *, key, seen_on, note, by, at, on):
    """A sign that somebody saw; the same key twice is one sign, and with other words it is refused."""
    known = Sighting.objects.filter(key=key).first()
    facts = {"sub_goal": sub_goal, "seen_on": seen_on, "note": note.strip(), "seen_by": by}
    if known is None:
        rules.check_sign(sub_goal, by=by)
        rules.check_seen_on(sub_goal, seen_on, on=on)
        known, _new = Sighting.objects.get_or_create(key=key, defaults={**facts, "written_at": at})
    if any(getattr(known, name) != value for name, value in facts.items()):
        raise Refused(_("This sign is already noted, with other words. Open the page again to see it."))
    return known
