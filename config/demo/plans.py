"""Action plans, their goals with what was seen of them, and how often the missing ones were asked for (PLC-2)."""

from functools import partial

from django.utils import timezone

from config.demo.paper import demo_paper
from config.demo.world import key_of
from placements.plans import goals, services
from placements.plans.models import SubGoal


def events(world):
    texts = world.texts["placements"]
    for child, dated, received in texts["plans"]:
        yield world.moment(received, 9), partial(_receive, world, child, dated, received)
    for facts in texts["asking"]:
        yield world.moment(facts["ago"], 13), partial(_ask, world, facts)
    for facts in texts["goal"]:
        yield from _goal_events(world, facts)
    yield world.moment(12, 14), partial(_carry_over, world, "minik-isfjordsen")


def _receive(world, child, dated, received):
    """The caseworker hands it in; the paper says of itself that it is made up."""
    course, day = world.courses[child], world.day(received)
    services.receive(
        course.placement,
        dated=world.day(dated),
        received=day,
        content=demo_paper("Handleplan", "", "Demopapir: opdigtet, og uden virkning for nogen."),
        by=course.placement.caseworker,
        at=world.moment(received, 9),
        on=day,
    )


def _ask(world, facts):
    course = world.courses[facts["child"]]
    services.ask(
        course.placement,
        key=key_of("asked", world.today, facts["child"], facts["ago"]),
        how=facts["how"],
        note=facts.get("note", ""),
        by=world.leader(course.unit),
        at=world.moment(facts["ago"], 13),
        on=world.day(facts["ago"]),
    )


def _goal_events(world, facts):
    yield world.moment(facts["ago"], 15), partial(_set_goal, world, facts)
    for step in facts["step"]:
        for ago, note in step.get("seen", ()):
            yield world.moment(ago, 20), partial(_see, world, facts["child"], step, ago, note)
        for action, name in (("reach", "reached"), ("drop", "dropped")):
            if name in step:
                yield (
                    world.moment(step[name], 15),
                    partial(_close, world, facts["child"], step, action, step[name]),
                )


def _set_goal(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["ago"])
    plan = course.placement.plans.known_on(day).first()
    who = {"by": world.primary(course, day), "on": day}
    goal = goals.add_goal(plan, text=course.told(facts["text"]), **who)
    for step in facts["step"]:
        texts = {name: course.told(step[name]) for name in ("text", "signs")}
        goals.add_sub_goal(goal, **texts, **who)


def _step(course, step):
    """The newest of the plans that work on it."""
    same = SubGoal.objects.filter(goal__plan__placement=course.placement, text=course.told(step["text"]))
    return same.latest("pk")


def _see(world, child, step, ago, note):
    course, day = world.courses[child], world.day(ago)
    goals.note_sign(
        _step(course, step),
        key=key_of("seen", world.today, child, step["text"], ago),
        seen_on=day,
        note=course.told(note),
        by=world.primary(course, day),
        at=world.moment(ago, 20),
        on=day,
    )


def _close(world, child, step, action, ago):
    course, day = world.courses[child], world.day(ago)
    goals.close(_step(course, step), action=action, closed_on=day, by=world.primary(course, day), on=day)


def _carry_over(world, child):
    course = world.courses[child]
    on = timezone.localdate(world.moment(12, 14))
    goals.carry_over(course.placement.plans.known_on(on).first(), by=world.primary(course, on), on=on)
