"""A shift's doings beyond the single line: shared, corrected, added to, signs of goals, handed over, appointments."""

from datetime import timedelta

from django.utils import timezone

from config.demo.days import SHIFT_CHANGES, at
from config.demo.world import key_of
from core.acting import acting
from journal import services
from journal.models import Acceptance, Appointment, Entry, Takeover
from placements.models import SubGoal
from units.shifts import turn_at

SAID = ("category", "mood", "handover")
TAKEN_OVER_DAYS = 3
A_MOMENT = timedelta(minutes=12)


def create(world):
    """Everything that had happened when the last shift was over."""
    texts = world.texts["shifts"]
    for kind, happens in {"together": _together, "sign": _see, "corrected": _correct, "moved": _move}.items():
        for facts in texts[kind]:
            if _when(world, facts) < world.until:
                happens(world, facts)
    for facts in texts["added"]:
        _add(world, facts)
    for facts in texts["appointment"]:
        _appoint(world, facts)
    for slug in ("maelkeboetten", "ilasiaq", "allu"):
        _hand_over(world, world.units[slug])


def _when(world, facts):
    return at(world.day(facts["ago"]), facts["hour"], facts.get("minute", 0))


def _course(world, facts):
    return world.courses[facts["child"] if "child" in facts else facts["children"][0]]


def _on_duty(world, unit, when):
    night = timezone.localtime(when).hour not in range(7, 23)
    staff = world.staff[unit, "night" if night else "day"]
    return staff[timezone.localdate(when).toordinal() % len(staff)]


def _write(world, facts, text, own_words="", **more):
    course, happened = _course(world, facts), _when(world, facts)
    written = min(happened + timedelta(minutes=20), world.until)
    said = {name: facts[name] for name in SAID if name in facts}
    return services.write(
        course.child,
        key=key_of("shift", world.today, course.key, facts["ago"], facts["hour"]),
        text=text,
        own_words=own_words,
        happened_at=happened,
        by=_on_duty(world, course.unit, happened),
        at=written,
        **said,
        **more,
    )


def _together(world, facts):
    courses = [world.courses[key] for key in facts["children"]]
    names = [course.facts["given"] for course in courses]
    words = facts["text"].format(*names), facts.get("own_words", "").format(*names)
    _write(world, facts, *words, others=[course.child for course in courses[1:]])


def _told(world, facts):
    course = _course(world, facts)
    return course.told(facts["text"]), course.told(facts.get("own_words", ""))


def _see(world, facts):
    course = _course(world, facts)
    steps = SubGoal.objects.filter(goal__plan__placement=course.placement, state="open")
    same = steps.filter(text=course.told(facts["step"])).order_by("-pk")[:1]
    _write(world, facts, *_told(world, facts), sub_goals=list(same.values_list("pk", flat=True)))


def _correct(world, facts):
    entry = _write(world, facts, *_told(world, facts))
    _again(world, facts, entry, [entry.child], text=facts["instead"])


def _move(world, facts):
    entry = _write(world, facts, *_told(world, facts))
    right = world.courses[facts["to"]].child
    _again(world, facts, entry, [right], text=facts["text"], reason=facts["reason"])


def _again(world, facts, entry, children, **words):
    at_ = entry.written_at + timedelta(minutes=facts["after_minutes"])
    said = {name: facts[name] for name in SAID if name in facts}
    key = key_of("again", entry.key)
    services.correct(entry, key=key, children=children, by=entry.author, at=at_, **said, **words)


def _add(world, facts):
    entry = _write(world, facts, *_told(world, facts))
    for hours, text in facts["later"]:
        when = entry.written_at + timedelta(hours=hours)
        by = _on_duty(world, _course(world, facts).unit, when)
        services.add(entry, key=key_of("added", entry.key, hours), text=text, by=by, at=when)


# Handover


def _hand_over(world, unit):
    """Who came on duty took over the shift and what was left for it; what the last shift left still waits."""
    shifts = list(unit.shifts.all())
    for ago in range(TAKEN_OVER_DAYS, -1, -1):
        for hour in SHIFT_CHANGES:
            when = at(world.day(ago), hour) + A_MOMENT
            if when < world.until:
                _take_over(unit, turn_at(shifts, when), when, _on_duty(world, unit.slug, when))
    left = Entry.objects.said().filter(unit=unit, handover=True).order_by("received_at", "pk")
    for entry in left:
        when = turn_at(shifts, entry.received_at).ends + A_MOMENT
        if when < world.until:
            _accept(entry, _on_duty(world, unit.slug, when), when)


def _take_over(unit, turn, when, person):
    with acting(person):
        Takeover.objects.create(person=person, unit=unit, shift=turn.name, begins=turn.begins, at=when)


def _accept(entry, person, when):
    with acting(person):
        Acceptance.objects.create(entry=entry, person=person, at=when)


# Appointments


def _appoint(world, facts):
    course, starts = (
        _course(world, facts),
        at(world.day(-facts["ahead"]), facts["hour"], facts.get("minute", 0)),
    )
    state = "kept" if facts.get("kept") else "cancelled" if "cancelled" in facts else "planned"
    by = world.primary(course, min(world.day(-facts["ahead"]), world.today))
    texts = {name: facts.get(name, "") for name in ("what", "where", "bring")}
    with acting(by):
        Appointment.objects.create(
            key=key_of("aftale", world.today, course.key, facts["ahead"]),
            child=course.child,
            starts=starts,
            state=state,
            reason=facts.get("cancelled", ""),
            made_by=by,
            **texts,
        )
