from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import LEADERS
from core.pages import carried_out, form_page
from core.refusals import Refused, reason
from units import rules, services
from units.forms import ShiftForm
from units.models import Shift, Unit


def _led(request):
    on = timezone.localdate()
    return Unit.objects.led_by(request.user, on=on), on


def _shift(request, pk):
    units, on = _led(request)
    return get_object_or_404(Shift.objects.filter(unit__in=units).select_related("unit"), pk=pk), on


@only(*LEADERS)
def add_shift(request, slug):
    units, on = _led(request)
    unit = get_object_or_404(units, slug=slug)
    form = ShiftForm(request.POST or None)

    def add():
        services.add_shift(unit, **form.given("name", "begins"), by=request.user, on=on)

    if carried_out(request, form, add, _("The shift is added.")):
        return redirect("units:settings", slug)
    back = reverse("units:settings", args=[slug]), unit.name
    return form_page(request, form, title=_("Add a shift"), back=back, action=_("Add the shift"))


@only(*LEADERS)
def shift(request, pk):
    """Name and time of a shift, and the way to remove it."""
    row, on = _shift(request, pk)
    form = ShiftForm(request.POST or None, initial={"name": row.name, "begins": row.begins})

    def save():
        services.edit_shift(row, **form.given("name", "begins"), by=request.user, on=on)

    if carried_out(request, form, save, _("Saved. The shift begins at that time from now on.")):
        return redirect("units:settings", row.unit.slug)
    refused = reason(rules.check_remove_shift, row, by=request.user, on=on)
    return render(request, "units/shift.html", {"shift": row, "form": form, "refused": refused})


@require_POST
@only(*LEADERS)
def remove_shift(request, pk):
    row, on = _shift(request, pk)
    try:
        services.remove_shift(row, by=request.user, on=on)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("units:shift", pk)
    messages.success(request, _("The shift is removed. The one before lasts until the next begins."))
    return redirect("units:settings", row.unit.slug)
