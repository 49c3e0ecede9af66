from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from core.pages import carried_out, form_page
from municipalities import services
from municipalities.forms import (
    FACTS,
    OFFICE,
    HoursFormSet,
    MunicipalityForm,
    NewMunicipalityForm,
    OfficeForm,
)
from municipalities.models import Municipality, Office
from municipalities.rules import KEEPERS


@only(*KEEPERS)
def municipalities(request):
    rows = Municipality.objects.order_by("code")
    return render(request, "municipalities/list.html", {"municipalities": rows})


@only(*KEEPERS)
def municipality(request, pk):
    found = get_object_or_404(Municipality, pk=pk)
    offices = found.offices.prefetch_related("hours").order_by("name", "pk")
    return render(request, "municipalities/municipality.html", {"municipality": found, "offices": offices})


@only(*KEEPERS)
def add(request):
    form = NewMunicipalityForm(request.POST or None)

    def create():
        services.create(**form.given("code", *FACTS), by=request.user)

    if carried_out(request, form, create, _("The municipality is added.")):
        return redirect("municipalities:list")
    back = reverse("municipalities:list"), _("Municipalities")
    return form_page(request, form, title=_("A new municipality"), back=back)


@only(*KEEPERS)
def edit(request, pk):
    found = get_object_or_404(Municipality, pk=pk)
    back = reverse("municipalities:municipality", args=[pk]), found.name
    form = MunicipalityForm(request.POST or None, instance=found)

    def save():
        services.edit(found, **form.given(*FACTS), by=request.user)

    if carried_out(request, form, save, _("Saved.")):
        return redirect(back[0])
    return form_page(request, form, title=_("Address and numbers"), subtitle=back[1], back=back)


@only(*KEEPERS)
def add_office(request, pk):
    return _office_page(request, get_object_or_404(Municipality, pk=pk), None)


@only(*KEEPERS)
def edit_office(request, pk):
    office = get_object_or_404(Office.objects.select_related("municipality"), pk=pk)
    return _office_page(request, office.municipality, office)


def _office_page(request, municipality, office):
    form = OfficeForm(request.POST or None, instance=office)
    hours = HoursFormSet(request.POST or None, office=office)

    def save():
        facts = form.given(*OFFICE)
        services.save_office(municipality, office, **facts, hours=hours.hours(), by=request.user)

    if hours.is_valid() and carried_out(request, form, save, _("The office and its hours are saved.")):
        return redirect("municipalities:municipality", municipality.pk)
    facts = {"form": form, "hours": hours, "municipality": municipality, "office": office}
    return render(request, "municipalities/office.html", facts)


@require_POST
@only(*KEEPERS)
def remove_office(request, pk):
    office = get_object_or_404(Office, pk=pk)
    services.remove_office(office, by=request.user)
    messages.success(request, _("The office is removed."))
    return redirect("municipalities:municipality", office.municipality_id)
