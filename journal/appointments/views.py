from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.clock import which
from core.pages import carried_out, form_page
from journal import today
from journal.appointments import rules, services
from journal.appointments.forms import FACTS, AppointmentForm, CancelForm, ChangeForm
from journal.appointments.models import Appointment, AppointmentState
from journal.weeks import week_or
from placements.finding import child_of
from placements.models import Child, Placement, Stay
from units.models import Unit
from units.queries import current

PER_PAGE = 30


@only(*CARE)
def appointments(request, pk):
    """What lies ahead, and what nobody has said of how it went; what is done with is folded."""
    child, on = child_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="appointments", child=child)
    rows = Appointment.objects.filter(child=child).select_related("made_by")
    past = rows.exclude(state=AppointmentState.PLANNED).order_by("-starts", "-pk")
    page = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
    here = Placement.objects.filter(child=child, state__in=rules.HERE).exists()
    facts = {"ahead": rows.filter(state=AppointmentState.PLANNED), "page": page, "here": here, "today": on}
    return render(request, "journal/appointments/list.html", {"child": child, **facts})


def _list_of(child):
    return reverse("journal:appointments", args=[child.pk]), _("Appointments")


@only(*CARE)
def make(request, pk):
    child, on = child_of(request, pk)
    if request.method == "GET":
        seen(by=request.user, at=timezone.now(), action="appointments", child=child)
    form = AppointmentForm(request.POST or None, initial=request.GET.dict())

    def add():
        services.make(child, **form.given("key", *FACTS), by=request.user, on=on)

    if carried_out(request, form, add, _("The appointment is written down.")):
        return redirect("journal:appointments", pk)
    title, back = _("A new appointment"), _list_of(child)
    return form_page(request, form, title=title, subtitle=child.name, back=back, action=_("Write it down"))


def _appointment(request, pk):
    on = timezone.localdate()
    rows = Appointment.objects.visible_to(request.user, on=on).select_related("child")
    appointment = get_object_or_404(rows, pk=pk)
    seen(by=request.user, at=timezone.now(), action="appointments", child=appointment.child)
    return appointment, on


@only(*CARE)
def change(request, pk):
    appointment, on = _appointment(request, pk)
    initial = {name: getattr(appointment, name) for name in FACTS} | {
        "seen": appointment.version,
        "again": which(appointment.starts),
    }
    form = ChangeForm(request.POST or None, initial=initial)

    def changed():
        services.change(appointment, **form.given("seen", *FACTS), by=request.user, on=on)

    if carried_out(request, form, changed, _("Saved.")):
        return redirect("journal:appointments", appointment.child_id)
    title, back = _("Change the appointment"), _list_of(appointment.child)
    return form_page(request, form, title=title, subtitle=appointment.child.name, back=back)


@only(*CARE)
def cancel(request, pk):
    appointment, _on = _appointment(request, pk)
    form = CancelForm(request.POST or None)

    def cancelled():
        services.cancel(appointment, **form.given("reason"), by=request.user)

    if carried_out(request, form, cancelled, _("The appointment is cancelled.")):
        return redirect("journal:appointments", appointment.child_id)
    starts = date_format(timezone.localtime(appointment.starts), "SHORT_DATETIME_FORMAT")
    subtitle = f"{appointment.what} · {starts} · {appointment.child.name}"
    about = {"title": _("Cancel the appointment"), "subtitle": subtitle, "back": _list_of(appointment.child)}
    return form_page(request, form, action=_("Cancel it"), **about)


@require_POST
@only(*CARE)
def keep(request, pk):
    appointment, on = _appointment(request, pk)
    services.keep(appointment, by=request.user, on=on)
    messages.success(request, _("The appointment was kept."))
    return redirect("journal:appointments", appointment.child_id)


@only(*CARE)
def week(request, slug):
    """What all children of a unit have in seven days, day by day."""
    on = timezone.localdate()
    unit = get_object_or_404(Unit.objects.visible_to(request.user, on=on), slug=slug)
    shown = week_or(request.GET.get("week"), on)
    stays = Stay.objects.filter(current(on), place__unit=unit, placement__state="running")
    children = {
        child.pk: child for child in Child.objects.filter(stays__in=stays).order_by("sort_name", "pk")
    }
    events = [event for found in today.between(children, shown.first, shown.last).values() for event in found]
    events.sort(key=lambda event: (event.on, event.at is not None, event.at, event.child))
    days = [(day, [(children[e.child], e) for e in events if e.on == day]) for day in shown.days]
    facts = {"week": shown, "days": days, "children": children, "today": on}
    return render(request, "journal/appointments/week.html", {"unit": unit, **facts})
