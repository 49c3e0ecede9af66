from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.meetings import minutes, rules
from placements.meetings.finding import find_meeting
from placements.meetings.forms import MINUTES, MinutesForm, ReasonForm
from placements.meetings.lifecycle import WRITERS


@only(*WRITERS)
def write_minutes(request, pk):
    """By whose turn it is: staff of the centre, or the municipality's caseworker."""
    found, _on = find_meeting(request, pk)
    refused = reason(rules.check_may_write, found, by=request.user)
    about = {"meeting": found, "with_child": found.kind_id in rules.WITH_THE_CHILD}
    initial = {} if refused else {name: getattr(found, name) for name in MINUTES}
    form = MinutesForm(request.POST or None, request.FILES or None, initial=initial, **about)

    def write():
        given = {**form.given(*MINUTES), **form.handed_in()}
        minutes.write(found, **given, by=request.user, at=timezone.now())

    if carried_out(request, form, write, _("The minutes are handed in. A leader signs them off.")):
        return redirect("placements:meeting", pk)
    facts = {"form": form, "refused": refused, "placement": found.placement, **about}
    return render(request, "placements/meetings/minutes.html", facts)


@only(*CARE)
def take_over_minutes(request, pk):
    found, _on = find_meeting(request, pk)
    form = ReasonForm(request.POST or None, help_text=_("For example that the municipality asked for it."))

    def take_over():
        minutes.take_over(found, **form.given("reason"), by=request.user)

    if carried_out(request, form, take_over, _("It is the centre's turn now.")):
        return redirect("placements:write_minutes", pk)
    back = reverse("placements:meeting", args=[pk]), str(found.kind).capitalize()
    title, name = _("Take the minutes over"), found.placement.child.name
    return form_page(request, form, title=title, subtitle=name, back=back, action=_("Take over"))


@require_POST
@only(*LEADERS)
def sign_minutes(request, pk):
    found, on = find_meeting(request, pk)
    seen = request.POST.get("seen")
    minutes.sign(found, seen=seen, by=request.user, at=timezone.now(), on=on)
    messages.success(request, _("The minutes are signed off, and the municipality has them."))
    return redirect("placements:meeting", pk)


@only(*LEADERS)
def send_back_minutes(request, pk):
    found, on = find_meeting(request, pk)
    form = ReasonForm(request.POST or None, label=_("What should be changed"))

    def send_back():
        minutes.send_back(found, **form.given("reason"), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, send_back, _("The minutes are sent back to who wrote them.")):
        return redirect("placements:meeting", pk)
    back = reverse("placements:meeting", args=[pk]), str(found.kind).capitalize()
    title, name = _("Send the minutes back"), found.placement.child.name
    return form_page(request, form, title=title, subtitle=name, back=back, action=_("Send back"))
