from datetime import timedelta

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gate import only
from accounts.roles import CARE, LEADERS, Role
from core.pages import carried_out
from core.refusals import reason
from placements.enums import MinutesBy
from placements.meetings import agenda, rules, services, turns
from placements.meetings.documents import lines_of
from placements.meetings.finding import find_meeting, find_placement
from placements.meetings.forms import RECORD, ReasonForm, RecordForm
from placements.meetings.lifecycle import MEETING, WRITERS
from placements.meetings.models import Meeting, MeetingState
from placements.meetings.queries import start_of

MONTH = timedelta(days=31)
NEWEST_HELD = 24


@only(*CARE)
def record_meeting(request, pk):
    placement, on = find_placement(request, pk)
    initial = {"held": on, "minutes_by": turns.turn(placement)}
    form = RecordForm(request.POST or None, initial=initial)

    def record():
        services.record(placement, **form.given(*RECORD), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, record, _("The meeting is recorded.")):
        return redirect("placements:child", placement.child_id)
    return render(request, "placements/meetings/record.html", {"form": form, "placement": placement})


@only(*CARE)
def meetings(request, pk):
    """A placement's meetings: what comes, what was, and whose turn the minutes are."""
    placement, on = find_placement(request, pk)
    rows = placement.meetings.select_related("kind")
    past = rows.filter(Q(held__isnull=False) | Q(state=MeetingState.CANCELLED) | Q(starts__lt=start_of(on)))
    facts = {
        "coming": rows.coming(on).in_order(),
        "past": past.order_by("-held", "-starts", "-pk")[:NEWEST_HELD],
        "turn": turns.turn(placement).label,
        "refused": reason(rules.check_may_plan, placement, by=request.user),
    }
    return render(request, "placements/meetings/list.html", {**facts, "placement": placement, "today": on})


@only(*WRITERS)
def meeting(request, pk):
    found, on = find_meeting(request, pk)
    outside = request.user.role == Role.CASEWORKER
    ours = found.state == MeetingState.SIGNED or found.minutes_by == MinutesBy.MUNICIPALITY
    facts = {
        "meeting": found,
        "placement": found.placement,
        "today": on,
        "outside": outside,
        "may": _acts(found, request.user),
        "write_refused": reason(rules.check_may_write, found, by=request.user),
        "drafted": _is_draft(found, outside),
        "lines": _agenda_lines(found, on, outside),
        "show_minutes": ours or not outside,
        "with_child": found.kind_id in rules.WITH_THE_CHILD,
        "send_back": ReasonForm(label=_("What should be changed")),
        "version": rules.version_of(found),
    }
    return render(request, "placements/meetings/meeting.html", facts)


def _acts(found, by):
    return {step.action for step in MEETING.steps if MEETING.allows(found, step.action, by=by)}


def _is_draft(found, outside):
    return not (outside or found.agenda) and found.state == MeetingState.PLANNED


def _agenda_lines(found, on, outside):
    """What is on the agenda, or would be; the municipality sees it from the invitation on."""
    if _is_draft(found, outside):
        return agenda.draft(found.placement, on).splitlines()
    return lines_of(found.agenda) if found.invited_at or not outside else []


@only(*LEADERS)
def overview(request):
    """What comes in the month ahead and what waits for somebody, over the units that one leads."""
    on = timezone.localdate()
    rows = Meeting.objects.visible_to(request.user, on=on).select_related("kind", "placement__child")
    next_week = on + timedelta(days=7 - on.weekday())
    ahead = list(rows.coming(on).filter(starts__lt=start_of(on + MONTH)).in_order())
    waiting = rows.filter(
        Q(state=MeetingState.PLANNED, starts__lt=start_of(on))
        | Q(state=MeetingState.HELD, minutes_due__isnull=False)
        | Q(state=MeetingState.WRITTEN)
    )
    facts = {
        "week": [m for m in ahead if m.starts < start_of(next_week)],
        "later": [m for m in ahead if m.starts >= start_of(next_week)],
        "waiting": waiting.order_by("minutes_due", "starts", "pk"),
        "today": on,
    }
    return render(request, "placements/meetings/overview.html", facts)
