"""Requests of the municipalities and what the committee answered, through the same doors as real ones."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from config.demo.courses import arrival_of, complete, keep_admission, office_of, paper_of, place_for
from config.demo.days import at, working_day
from config.demo.world import key_of
from core.acting import acting
from visitation import offers, services
from visitation.enums import Outcome, TargetPoint
from visitation.models import Request

WORDS = ("reason", "family", "school", "expected_length", "health", "action_plan")
POINTS = {
    "trauma_and_difficulty": TargetPoint.TRAUMA,
    "able_to_attach": TargetPoint.ATTACHMENT,
    "unit_can_meet_needs": TargetPoint.NEEDS,
    "substance_abuse": TargetPoint.SUBSTANCE,
    "violence": TargetPoint.VIOLENCE,
    "serious_mental_illness": TargetPoint.MENTAL_ILLNESS,
    "serious_narcissistic_disturbance": TargetPoint.NARCISSISTIC,
    "pervasive_developmental_disorder": TargetPoint.PERVASIVE,
    "physical_disability": TargetPoint.PHYSICAL,
}


def events(world):
    decisions = {decision["request"]: decision for decision in world.texts["cases"]["decision"]}
    for facts in world.texts["cases"]["request"]:
        sent = _moment(world, facts, facts["sent"], facts.get("hour", 10))
        yield sent, partial(_send, world, facts, sent)
        if decision := decisions.get(facts["child"]):
            decided = _moment(world, facts, decision["decided"], 13)
            yield decided, partial(_decide, world, facts, decision, decided)
            for ago in decision.get("offered", ()):
                offered = at(working_day(world.day(ago)), 11)
                yield offered, partial(_offer, world, facts, offered)
            if "declined" in decision:
                declined = at(world.day(decision["declined"]), 10)
                yield declined, partial(_decline, world, facts, decision["decline_reason"], declined)
            if decision["outcome"] == Outcome.ADMIT and facts["acute"]:
                paper = at(working_day(timezone.localdate(decided) + timedelta(days=4)), 9)
                yield paper, partial(_receive_paper, world, facts, paper)


def _moment(world, facts, ago, hour):
    """Ordinary matters wait for a working day."""
    day = world.day(ago)
    return at(day if facts["acute"] else working_day(day), hour)


def _send(world, facts, when):
    """From the portal by the caseworker, else taken down by the unit's leader."""
    course = world.courses[facts["child"]]
    caseworker = world.people[course.facts["caseworker"]]
    by = caseworker if facts["channel"] == "portal" else world.leader(facts["wanted_unit"])
    municipality = world.municipalities[course.facts["municipality"]]
    request = services.save_draft(
        key=key_of("request", world.today, course.key),
        facts=_said(world, course, facts),
        municipality=municipality,
        by=by,
        at=when,
    )
    if by is not caseworker:
        with acting(by):
            request.caseworker = caseworker
            request.save(update_fields=["caseworker"])
    if not facts.get("draft"):
        services.submit(request, by=by, at=when + timedelta(minutes=24))


def _said(world, course, facts):
    draft = facts.get("draft", False)
    return {
        **{name: course.told(facts.get(name, "")) for name in WORDS},
        "acute": facts["acute"],
        "through_national": facts.get("national", False),
        "child_name": course.name,
        "cpr": "" if draft else course.cpr,
        "wanted_unit": world.units[facts["wanted_unit"]],
        "wanted_from": None if draft else _wanted(world, course, facts),
        "other": ""
        if draft
        else course.told(f"{facts['other']}\n\nHandleplan: {facts['action_plan_note']}."),
    }


def _wanted(world, course, facts):
    return world.day(-facts["wanted"]) if "wanted" in facts else arrival_of(world, course)


def _decide(world, facts, decision, when):
    course = world.courses[facts["child"]]
    request = Request.objects.get(key=key_of("request", world.today, course.key))
    day = world.day(decision["decided"])
    answer = {
        "present": decision["took_part"],
        "reasons": course.told("\n\n".join(filter(None, (decision["reason"], decision.get("question"))))),
        "by": world.director,
        "at": when,
        "on": day,
    }
    if decision["outcome"] == Outcome.ADMIT:
        _admit(world, course, request, decision, answer)
    else:
        services.decide(request, outcome=decision["outcome"], answers=_answers(decision), **answer)
        _prioritise(world, request, decision, when, day)


def _prioritise(world, request, decision, when, day):
    """In the meeting that put the child on the list."""
    if why := decision.get("priority_reason"):
        facts = {"priority": decision["priority"], "reason": why}
        offers.prioritise(request, **facts, by=world.director, at=when, on=day)


def _offer(world, facts, when):
    course, day = world.courses[facts["child"]], timezone.localdate(when)
    request = Request.objects.get(key=key_of("request", world.today, course.key))
    begins = day + timedelta(days=14)
    place = place_for(request.wanted_unit, begins)
    offers.offer(request, place=place, begins=begins, by=world.director, at=when, on=day)


def _decline(world, facts, reason, when):
    course = world.courses[facts["child"]]
    request = Request.objects.get(key=key_of("request", world.today, course.key))
    offered = request.offers.standing().select_related("request").get()
    offers.decline(offered, reason=course.told(reason), by=request.caseworker, at=when)


def _admit(world, course, request, decision, answer):
    begins = arrival_of(world, course)
    services.admit(
        request,
        place=place_for(request.wanted_unit, begins),
        begins=begins,
        assessed=(_answers(decision), ""),
        municipal=(None, "", None) if request.acute else _municipal(world, course, decision, answer["at"]),
        **answer,
    )
    complete(course, request.placement, by=world.director)


def _answers(decision):
    said = decision.get("target_group", {}).items()
    return {
        POINTS[name].value: answer == "yes" for name, (answer, _remark) in said if answer in ("yes", "no")
    }


def _municipal(world, course, decision, when):
    decided_on = working_day(timezone.localdate(when) - timedelta(days=1))
    return decided_on, office_of(world, course), paper_of(decision["decision_paper"])


def _receive_paper(world, facts, when):
    course = world.courses[facts["child"]]
    keep_admission(world, course, when, by=world.leader(course.unit))
