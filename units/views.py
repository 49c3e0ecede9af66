from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gate import only
from accounts.models import User
from accounts.roles import LEADERS, Role
from accounts.rules import MANAGERS
from core.pages import carried_out, form_page
from core.refusals import reason
from units import rules, services
from units.forms import (
    FACTS,
    AddPlacesForm,
    AssignForm,
    CloseForm,
    EmergencyForm,
    LastDayForm,
    UnitForm,
)
from units.models import Assignment, Place, Unit


def _led(request):
    return Unit.objects.led_by(request.user, on=timezone.localdate())


def _unit(request, slug):
    return get_object_or_404(_led(request), slug=slug)


def _page_of(unit):
    return reverse("units:settings", args=[unit.slug]), unit.name


@only(*LEADERS)
def units(request):
    rows = _led(request).with_places(on=timezone.localdate()).order_by("order", "pk")
    return render(
        request, "units/list.html", {"units": rows, "may_create": request.user.role == Role.DIRECTOR}
    )


@only(*LEADERS)
def settings(request, slug):
    """What the unit is and which places it has. Who lives in them stands on the board, not here."""
    unit, on = _unit(request, slug), timezone.localdate()
    facts = {
        "unit": unit,
        "places": unit.places.order_by("emergency", "pk"),
        "shifts": unit.shifts.all(),
        "today": on,
        "may_edit": request.user.role == Role.DIRECTOR,
        "no_places": reason(rules.check_residential, unit),
    }
    return render(request, "units/settings.html", facts)


@only(Role.DIRECTOR)
def create(request):
    form = UnitForm(request.POST or None)

    def save():
        services.create(**form.given(*FACTS), by=request.user)

    if carried_out(request, form, save, _("The unit is created. It admits children when it has places.")):
        return redirect("units:list")
    back = reverse("units:list"), _("Units")
    return form_page(request, form, title=_("A new unit"), back=back, action=_("Create the unit"))


@only(Role.DIRECTOR)
def edit(request, slug):
    unit = _unit(request, slug)
    back = _page_of(unit)
    form = UnitForm(request.POST or None, unit=unit)

    def save():
        services.edit(unit, **form.given(*FACTS), by=request.user)

    if carried_out(request, form, save, _("Saved.")):
        return redirect(back[0])
    return form_page(request, form, title=_("Ages, opening and note"), back=back)


@only(Role.DIRECTOR)
def add_places(request, slug):
    unit, on = _unit(request, slug), timezone.localdate()
    form = AddPlacesForm(request.POST or None, initial={"opens": max(unit.opens or on, on)})

    def add():
        services.add_places(unit, **form.given("count", "opens"), by=request.user)

    if carried_out(request, form, add, _("The places are added.")):
        return redirect("units:settings", slug)
    title, button = _("Add ordinary places"), _("Add the places")
    return form_page(request, form, title=title, back=_page_of(unit), action=button)


@only(*LEADERS)
def open_emergency_place(request, slug):
    unit, on = _unit(request, slug), timezone.localdate()
    form = EmergencyForm(request.POST or None, initial={"opens": on})

    def open_it():
        given = form.given("opens", "reason")
        services.open_emergency_place(unit, **given, closes=form.ends(), by=request.user, on=on)

    if carried_out(request, form, open_it, _("The emergency place is open in that period.")):
        return redirect("units:settings", slug)
    return form_page(
        request,
        form,
        title=_("Open an emergency place"),
        subtitle=_("One place more than normal, for a period. The reason is kept."),
        back=_page_of(unit),
        action=_("Open the place"),
    )


@only(*LEADERS)
def close_place(request, pk):
    on = timezone.localdate()
    place = get_object_or_404(Place.objects.filter(unit__in=_led(request)).select_related("unit"), pk=pk)
    form = CloseForm(request.POST or None, initial={"closes": place.closes or on})

    def close():
        services.close_place(place, **form.given("closes"), by=request.user, on=on)

    if carried_out(request, form, close, _("The place is closed from that day.")):
        return redirect("units:settings", place.unit.slug)
    refused = reason(rules.check_may_close, place, by=request.user, on=on)
    return render(request, "units/close.html", {"form": form, "place": place, "refused": refused})


# Who works where


@only(*MANAGERS)
def assign(request, pk):
    person = get_object_or_404(User.objects.people(), pk=pk)
    form = AssignForm(request.POST or None, initial={"begins": timezone.localdate()})

    def save():
        services.assign(person, **form.given("unit", "begins"), ends=form.ends(), by=request.user)

    if carried_out(request, form, save, _("Saved. It decides which children the person sees.")):
        return redirect("people:person", pk)
    back = reverse("people:person", args=[pk]), person.full_name
    return form_page(request, form, title=_("Works in a unit"), subtitle=person.full_name, back=back)


@only(*MANAGERS)
def end_assignment(request, pk):
    assignment = get_object_or_404(Assignment.objects.select_related("person", "unit"), pk=pk)
    person = assignment.person
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})

    def end():
        services.end_assignment(assignment, ends=form.ends(), by=request.user)

    if carried_out(request, form, end, _("Saved. It decides which children the person sees.")):
        return redirect("people:person", person.pk)
    back = reverse("people:person", args=[person.pk]), person.full_name
    title = _("Last day in %(unit)s") % {"unit": assignment.unit}
    return form_page(request, form, title=title, subtitle=person.full_name, back=back)
