"""The road out: planned, decided, left; the municipality's receipt or silence; and mistakes that were undone."""

from functools import partial

from django.utils import timezone

from config.demo.courses import decide_departure
from config.demo.days import at
from placements.discharge import receipts, services, undoing
from placements.discharge.falling import falling
from placements.discharge.models import Discharge
from placements.models import Placement

JOURNEY = {"accompanied_by": "", "accompanied_phone": "", "accompanied_contacted_on": None}


def events(world):
    texts = world.texts["placements"]
    for facts in texts["discharge"]:
        yield from _road(world, facts)
    for facts in texts["undone"]:
        yield (
            world.moment(facts["planned_on"], 10),
            partial(_plan, world, facts, world.day(facts["planned_for"])),
        )
        yield (
            world.moment(facts["ago"], 10),
            partial(_undo, world, facts["child"], "road", facts["reason"], facts["ago"]),
        )
    for facts in texts["receipt"]:
        yield world.moment(facts["ago"], 14), partial(_confirm, world, facts)
    for facts in texts["reminder"]:
        yield world.moment(facts["ago"], 13), partial(_remind, world, facts)


def _road(world, facts):
    course = world.courses[facts["child"]]
    leaves = world.day(course.facts.get("left", -course.facts.get("leaves_in", 0)))
    yield world.moment(facts["planned_on"], 10), partial(_plan, world, facts, leaves)
    for name in ("talk", "told", "belongings"):
        if name in facts:
            yield world.moment(facts[name][0], 15), partial(_save, world, facts, name)
    yield world.moment(facts["planned_on"], 11), partial(_save, world, facts, "destination")
    if "visits" in facts:
        yield world.moment(facts["planned_on"], 12), partial(_save, world, facts, "journey")
    if "follows_until" in facts:
        yield world.moment(facts["planned_on"], 13), partial(_save, world, facts, "follow")
    if "decided" in facts:
        when = world.moment(facts["decided"], 13)
        yield when, partial(decide_departure, world, course, when)
    if "left" in course.facts:
        yield at(leaves, 17), partial(_leave, world, facts, leaves)


def _plan(world, facts, leaves):
    course = world.courses[facts["child"]]
    services.plan(course.placement, planned_for=leaves, by=world.leader(course.unit))


def _point(world, course, facts, name):
    if name == "talk":
        return {"talk_on": world.day(facts["talk"][0]), "talk_by": facts["talk"][1]}
    if name == "told":
        ago, who = facts["told"]
        return {"told_on": world.day(ago), "told_by": who, "told_late_because": ""}
    if name == "destination":
        return facts["destination"]
    if name == "journey":
        return {"visits": facts["visits"], **JOURNEY}
    if name == "follow":
        who = world.primary(course, world.day(facts["planned_on"]))
        return {"follows": who, "follows_until": world.day(facts["follows_until"])}
    ago, note = facts["belongings"]
    return {"belongings_on": world.day(ago), "belongings_note": note}


def _save(world, facts, name):
    course = world.courses[facts["child"]]
    day = (
        world.day(facts[name][0])
        if name in ("talk", "told", "belongings")
        else world.day(facts["planned_on"])
    )
    road = Discharge.objects.select_related("placement").get(placement=course.placement)
    said = _point(world, course, facts, name)
    services.save_point(road, name, facts=said, by=world.leader(course.unit), on=day)


def _leave(world, facts, left):
    course, when = world.courses[facts["child"]], at(left, 17)
    who = {"by": world.leader(course.unit), "at": when, "on": left}
    if "mistake" in facts:
        _leave_too_early(world, facts, left)
    services.leave(Placement.objects.get(pk=course.placement.pk), left_on=left, **who)


def _leave_too_early(world, facts, left):
    """Written down the evening before, and taken back in the morning; the summary gets a second version."""
    course = world.courses[facts["child"]]
    ago = (world.today - left).days
    before = world.day(ago + 1)
    who = {"by": world.leader(course.unit), "at": at(before, 18), "on": before}
    services.leave(Placement.objects.get(pk=course.placement.pk), left_on=before, **who)
    _undo(world, facts["child"], "discharge", facts["mistake"], ago)


def _undo(world, key, what, reason, ago):
    course, day, when = world.courses[key], world.day(ago), world.moment(ago, 10)
    placement = Placement.objects.select_related("child", "municipality").get(pk=course.placement.pk)
    seen = undoing.fingerprint(falling(what, placement, day))
    by = world.leader(course.unit)
    undoing.undo(placement, what, reason=reason, seen=seen, by=by, at=when, on=day)


# Afterwards


def _confirm(world, facts):
    """By the caseworker in the portal, or taken down by the leader on the phone."""
    course, when = world.courses[facts["child"]], world.moment(facts["ago"], 14)
    placement = Placement.objects.get(pk=course.placement.pk)
    phoned = facts.get("confirmed_for", "")
    day = timezone.localdate(when)
    said = {"received_on": day, "next_step": facts["next_step"], "words": course.told(facts["words"])}
    by = world.leader(course.unit) if phoned else placement.caseworker
    receipts.confirm(placement, **said, confirmed_for=phoned, by=by, at=when, on=day)


def _remind(world, facts):
    course, when = world.courses[facts["child"]], world.moment(facts["ago"], 13)
    placement = Placement.objects.get(pk=course.placement.pk)
    who = {"by": world.leader(course.unit), "at": when, "on": world.day(facts["ago"])}
    receipts.remind(placement, note=facts["note"], **who)
