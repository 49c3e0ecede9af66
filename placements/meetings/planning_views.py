import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from core.refusals import Refused, reason
from placements.enums import MeetingKind
from placements.kinds.models import Family, Kind
from placements.meetings import agenda, rules, services, turns, year
from placements.meetings.finding import find_meeting, find_placement
from placements.meetings.forms import (
    AgendaForm,
    HoldForm,
    MoveForm,
    PlanForm,
    ReasonForm,
    RowFormSet,
    YearForm,
    when,
)
from placements.meetings.models import MeetingForm

IN_PERSON = (MeetingKind.QUARTERLY, MeetingKind.START_UP, MeetingKind.FOLLOW_UP)


def _list_of(placement):
    return reverse("placements:meetings", args=[placement.pk]), _("Meetings")


def _back_to(meeting):
    return reverse("placements:meeting", args=[meeting.pk]), str(meeting.kind).capitalize()


@only(*CARE)
def plan_meeting(request, pk):
    placement, on = find_placement(request, pk)
    form = PlanForm(request.POST or None, initial={"day": on, "time": "10:00"})

    def plan():
        services.plan(placement, rows=[form.row()], by=request.user, at=timezone.now())

    if carried_out(request, form, plan, _("The meeting is planned.")):
        return redirect("placements:meetings", pk)
    title, name = _("Plan a meeting"), placement.child.name
    return form_page(request, form, title=title, subtitle=name, back=_list_of(placement), action=_("Plan"))


@only(*CARE)
def plan_year(request, pk):
    """The coming year proposed as rows, changed as one likes, and saved in one step (PLC-5)."""
    placement, on = find_placement(request, pk)
    chosen = YearForm(request.GET).chosen()
    kinds = list(Kind.objects.filter(family=Family.MEETING, active=True).values_list("code", "name"))
    about = {"form_kwargs": {"kinds": kinds}, "prefix": "rows"}
    if request.method == "POST":
        rows = RowFormSet(request.POST, **about)
        if _saved(request, placement, rows):
            return redirect("placements:meetings", pk)
    else:
        rows = RowFormSet(initial=_initial(placement, on, chosen), **about)
    facts = {"rows": rows, "chosen": chosen, "forms": MeetingForm.choices, "placement": placement}
    facts["refused"] = reason(rules.check_may_plan, placement, by=request.user)
    return render(request, "placements/meetings/year.html", facts)


def _initial(placement, on, chosen):
    def how(kind):
        return chosen["in_person" if kind in IN_PERSON else "how"]

    return [
        {"key": uuid.uuid4(), "kind": m.kind, "day": m.day, "time": chosen["time"], "how": how(m.kind)}
        for m in year.proposed_for(placement, on)
    ]


def _saved(request, placement, rows):
    """Whether the rows that were kept are planned; what is refused stands in its row, or above them all."""
    at = timezone.now()
    if not rows.is_valid():
        return False
    fits = [row.does(lambda row=row: _check(placement, row, at)) for row in rows.kept()]
    if not all(fits):
        return False
    try:
        made = services.plan(placement, rows=[r.row() for r in rows.kept()], by=request.user, at=at)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return False
    words = ngettext("%(count)s meeting is planned.", "%(count)s meetings are planned.", len(made))
    messages.success(request, words % {"count": len(made)})
    return True


def _check(placement, row, at):
    rules.check_time(placement, row.cleaned_data["starts"], at=at)


@only(*CARE)
def move_meeting(request, pk):
    found, on = find_meeting(request, pk)
    initial = {**when(found), "how": found.form, "sequence": found.sequence} if found.starts else {}
    form = MoveForm(request.POST or None, initial=initial)

    def move():
        given = {**form.time_and_form(), **form.given("sequence")}
        services.move(found, **given, by=request.user, at=timezone.now(), on=on)

    done = (
        _("The meeting is moved, and those invited are told.")
        if found.invited_at
        else _("The meeting is moved.")
    )
    if carried_out(request, form, move, done):
        return redirect("placements:meeting", pk)
    title, name = _("Move the meeting"), found.placement.child.name
    return form_page(request, form, title=title, subtitle=name, back=_back_to(found), action=_("Move"))


@only(*LEADERS)
def cancel_meeting(request, pk):
    found, on = find_meeting(request, pk)
    form = ReasonForm(request.POST or None, help_text=_("The municipality reads it."))

    def cancel():
        services.cancel(found, **form.given("reason"), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, cancel, _("The meeting is cancelled.")):
        return redirect("placements:meetings", found.placement_id)
    title, name = _("Cancel the meeting"), found.placement.child.name
    button = _("Cancel the meeting")
    return form_page(request, form, title=title, subtitle=name, back=_back_to(found), action=button)


def _agenda_form(request, found, on):
    words = found.agenda or agenda.draft(found.placement, on)
    return AgendaForm(request.POST or None, initial={"agenda": words, "sequence": found.sequence})


@only(*CARE)
def write_agenda(request, pk):
    found, on = find_meeting(request, pk)
    form = _agenda_form(request, found, on)

    def write():
        services.write_agenda(found, **form.given("agenda", "sequence"), by=request.user)

    if carried_out(request, form, write, _("The agenda is saved.")):
        return redirect("placements:meeting", pk)
    name = found.placement.child.name
    return form_page(request, form, title=_("Agenda"), subtitle=name, back=_back_to(found))


@only(*CARE)
def invite(request, pk):
    found, on = find_meeting(request, pk)
    form = _agenda_form(request, found, on)

    def send():
        given = form.given("agenda", "sequence")
        services.invite(found, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, send, _("The invitation is on its way.")):
        return redirect("placements:meeting", pk)
    title, name = _("Agenda and invitation"), found.placement.child.name
    button = _("Send the invitation")
    return form_page(request, form, title=title, subtitle=name, back=_back_to(found), action=button)


@only(*CARE)
def hold_meeting(request, pk):
    found, on = find_meeting(request, pk)
    day = when(found)["day"] if found.starts else on
    initial = {"held": min(day, on), "minutes_by": turns.turn(found.placement)}
    form = HoldForm(request.POST or None, initial=initial)

    def hold():
        given = form.given("held", "minutes_by", "present")
        services.hold(found, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, hold, _("The meeting was held.")):
        return redirect("placements:meeting", pk)
    title, name = _("The meeting was held"), found.placement.child.name
    return form_page(request, form, title=title, subtitle=name, back=_back_to(found))
