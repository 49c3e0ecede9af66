"""Meetings that went through Fnug: planned, invited, moved, held, written in turn, signed or called off."""

from functools import partial

from django.utils import timezone

from config.demo.days import at, working_day
from config.demo.world import key_of
from placements.enums import MeetingKind
from placements.meetings import minutes, services, year
from placements.models import Meeting, Placement

HOURS = (9, 10, 13, 14)
FORMS = {
    MeetingKind.MONTHLY: "phone",
    MeetingKind.QUARTERLY: "in_person",
    MeetingKind.ACTION_PLAN: "in_person",
}


def events(world):
    for facts in world.texts["placements"]["meeting"]:
        steps = {"planned": _plan, "invited": _invite, "moved": _move, "cancelled": _cancel, "held": _hold}
        steps |= {"written": _write, "returned": _return, "signed": _sign}
        for hour, (name, happens) in enumerate(steps.items(), 8):
            if name in facts:
                when = world.moment(facts[name], hour)
                yield when, partial(happens, world, facts, when)


def meeting_day(world, facts):
    return working_day(world.day(facts["on"]))


def _meeting(world, facts):
    rows = Meeting.objects.select_related("placement__child", "placement__municipality")
    return rows.get(key=key_of("appointment", world.today, facts["child"]))


def _contact(world, facts, when):
    return world.primary(world.courses[facts["child"]], timezone.localdate(when))


def _plan(world, facts, when):
    key = key_of("appointment", world.today, facts["child"])
    row = {"key": key, "kind": facts["kind"], "form": facts["form"]}
    rows = [{**row, "starts": at(meeting_day(world, facts), 10)}]
    placement = world.courses[facts["child"]].placement
    services.plan(placement, rows=rows, by=_contact(world, facts, when), at=when)


def _invite(world, facts, when):
    meeting = _meeting(world, facts)
    agenda = world.courses[facts["child"]].told(world.texts["placements"]["agenda"])
    about = {"agenda": agenda, "sequence": meeting.sequence, "on": timezone.localdate(when)}
    services.invite(meeting, **about, by=_contact(world, facts, when), at=when)


def _move(world, facts, when):
    meeting = _meeting(world, facts)
    starts = at(working_day(world.day(facts["moved_to"])), 13)
    about = {"starts": starts, "form": meeting.form, "sequence": meeting.sequence}
    by = _contact(world, facts, when)
    services.move(meeting, **about, by=by, at=when, on=timezone.localdate(when))


def _cancel(world, facts, when):
    by = world.leader(world.courses[facts["child"]].unit)
    about = {"reason": facts["cancelled_because"], "at": when, "on": timezone.localdate(when)}
    services.cancel(_meeting(world, facts), **about, by=by)


def _hold(world, facts, when):
    about = {"held": meeting_day(world, facts), "minutes_by": facts["minutes_by"]}
    present = world.courses[facts["child"]].told(facts["present"])
    by, on = _contact(world, facts, when), timezone.localdate(when)
    services.hold(_meeting(world, facts), **about, present=present, by=by, at=when, on=on)


def _write(world, facts, when):
    course = world.courses[facts["child"]]
    theirs = facts["minutes_by"] == "municipality"
    by = course.placement.caseworker if theirs else _contact(world, facts, when)
    said = {name: course.told(facts.get(name, "")) for name in ("minutes", "present", "child_part")}
    minutes.write(_meeting(world, facts), **said, content=None, keep_paper=True, by=by, at=when)


def _return(world, facts, when):
    by = world.leader(world.courses[facts["child"]].unit)
    about = {"reason": facts["returned_because"], "at": when, "on": timezone.localdate(when)}
    minutes.send_back(_meeting(world, facts), **about, by=by)


def _sign(world, facts, when):
    by = world.leader(world.courses[facts["child"]].unit)
    minutes.sign(_meeting(world, facts), by=by, at=when, on=timezone.localdate(when))


def plan_years(world):
    """Yesterday some had their year planned in one step."""
    on, when = world.day(1), world.moment(1, 14)
    for number, key in enumerate(world.texts["placements"]["years"]):
        course = world.courses[key]
        rows = Placement.objects.select_related("child", "municipality", "discharge")
        placement, hour = rows.get(pk=course.placement.pk), HOURS[number % len(HOURS)]
        planned = [_row(world, course, proposal, hour) for proposal in year.proposed_for(placement, on)]
        services.plan(placement, rows=planned, by=world.primary(course, on), at=when)


def _row(world, course, proposal, hour):
    key = key_of("year", world.today, course.key, proposal.day, proposal.kind)
    form = FORMS.get(proposal.kind, "video")
    return {"key": key, "kind": proposal.kind, "starts": at(proposal.day, hour), "form": form}
