"""Who at the municipality has which task, extra staff applied for, and the search for another place."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from placements.adults import services as adults
from placements.elsewhere import services as elsewhere
from placements.models import PlaceSearch
from placements.resources import services as resources


def events(world):
    texts = world.texts["placements"]
    for facts in texts["caseworker"]:
        yield world.moment(facts["ago"], 9), partial(_name, world, facts)
        if "until" in facts:
            yield world.moment(facts["until"], 9), partial(_end, world, facts)
    for facts in texts["resources"]:
        yield world.moment(facts["ago"], 11), partial(_apply, world, facts)
        if "action" in facts:
            yield world.moment(facts["answered"], 11), partial(_answer, world, facts)
    for facts in texts["search"]:
        yield world.moment(facts["ago"], 10), partial(_search, world, facts)
        for step in facts["step"]:
            yield world.moment(step["ago"], 15), partial(_try, world, facts, step)


# Caseworkers by task


def _name(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["ago"])
    named = {"task": facts["task"], "person": world.people[facts["person"]], "begins": day}
    adults.name_caseworker(course.placement, **named, by=world.leader(course.unit), on=day)
    course.placement.refresh_from_db(fields=["caseworker"])


def _end(world, facts):
    course = world.courses[facts["child"]]
    worker = course.placement.caseworkers.get(task=facts["task"], ends=None)
    adults.end_caseworker(worker, ends=world.day(facts["until"]), by=world.leader(course.unit))


# Extra staff


def _period(world, facts):
    begins = world.day(facts["begins"])
    return begins, begins + timedelta(days=facts["days"])


def _apply(world, facts):
    course, (begins, ends) = world.courses[facts["child"]], _period(world, facts)
    resources.apply(
        course.placement,
        amount=Decimal(facts["amount"]),
        begins=begins,
        ends=ends,
        reason=course.told(facts["reason"]),
        by=world.leader(course.unit),
        at=world.moment(facts["ago"], 11),
    )


def _answer(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["answered"])
    application = course.placement.extra_resources.select_related("placement").get()
    amount = facts.get("granted")
    resources.answer(
        application,
        action=facts["action"],
        granted=(Decimal(amount), *_period(world, facts)) if amount else (None, None, None),
        answered_on=day,
        answered_by=str(course.placement.caseworker),
        answer=facts["answer"],
        by=world.leader(course.unit),
        on=day,
    )


# Another place (VIS-8)


def _search(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["ago"])
    when = {"begins": day, "at": world.moment(facts["ago"], 10), "on": day}
    by = world.leader(course.unit)
    elsewhere.begin(course.placement, reason=course.told(facts["reason"]), by=by, **when)


def _try(world, facts, step):
    course, day = world.courses[facts["child"]], world.day(step["ago"])
    theirs = step.get("by") == "caseworker"
    by = course.placement.caseworker if theirs else world.leader(course.unit)
    search = PlaceSearch.objects.get(placement=course.placement)
    elsewhere.add_step(search, day=day, text=course.told(step["text"]), by=by, on=day)
