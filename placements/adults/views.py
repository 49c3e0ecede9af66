from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from placements.adults import page, queries, services
from placements.adults.forms import CaseworkerForm, ContactForm, EndForm
from placements.enums import CaseworkerTask, ContactRole
from placements.finding import placement_of
from placements.models import Caseworker, Placement


@only(*CARE)
def adults(request, pk):
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="adults", child=placement.child)
    facts = {"placement": placement, "unit": unit, "may_lead": request.user.role in LEADERS}
    facts["running"], facts["planned"] = placement.state == "running", placement.state == "planned"
    return render(request, "placements/adults/adults.html", {**facts, **page.gather(placement, unit, on)})


def _chosen(request, name, enum):
    """The role or task that the link which one came by has chosen already."""
    return {name: request.GET[name]} if request.GET.get(name) in enum else {}


@only(*LEADERS)
def name_contact(request, pk):
    placement, unit, on = placement_of(request, pk)
    initial = {"begins": on, **_chosen(request, "role", ContactRole)}
    form = ContactForm(request.POST or None, initial=initial, unit=unit, on=on)

    def name():
        services.name_contact(placement, **form.given("role", "person", "begins"), by=request.user)

    if carried_out(request, form, name, _("The contact person is changed.")):
        return redirect("placements:child", placement.child_id)
    return render(request, "placements/adults/contact.html", {"form": form, "placement": placement})


@only(*LEADERS)
def name_caseworker(request, pk):
    placement, _unit, on = placement_of(request, pk)
    initial = {"begins": on, "task": CaseworkerTask.MEASURE, **_chosen(request, "task", CaseworkerTask)}
    form = CaseworkerForm(request.POST or None, initial=initial, municipality=placement.municipality)

    def name():
        facts = form.given("task", "person", "begins")
        services.name_caseworker(placement, **facts, by=request.user, on=on)

    if carried_out(request, form, name, _("The caseworker is named.")):
        return redirect("placements:adults", placement.pk)
    return form_page(
        request,
        form,
        title=_("Name a caseworker"),
        back=_back(placement),
        subtitle=f"{placement.child} · {placement.municipality}",
        action=_("Name the caseworker"),
    )


def _back(placement):
    return reverse("placements:adults", args=[placement.pk]), _("The adults around the child")


@only(*LEADERS)
def end_caseworker(request, pk):
    on = timezone.localdate()
    seen_by = Placement.objects.visible_to(request.user, on=on)
    rows = Caseworker.objects.filter(placement__in=seen_by).select_related("placement__child", "person")
    found = get_object_or_404(rows, pk=pk)
    form = EndForm(request.POST or None, initial={"ends": on})

    def end():
        services.end_caseworker(found, **form.given("ends"), by=request.user)

    if carried_out(request, form, end, _("The task is ended.")):
        return redirect("placements:adults", found.placement_id)
    title, action = _("End the task"), _("End the task")
    return form_page(
        request, form, title=title, back=_back(found.placement), subtitle=str(found), action=action
    )


@only(*LEADERS)
def wanting_contacts(request):
    """Children who lack a contact person, or whose contact person works there no more, unit by unit."""
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).running().select_related("child")
    rows = rows.with_unit(on=on).annotate(contacts=queries.contacts_of(on))
    rows = rows.order_by("unit_name", "child__sort_name", "pk")
    found = [(row, queries.wanting(row.contacts)) for row in rows]
    return render(
        request,
        "placements/adults/wanting.html",
        {"found": [(row, roles) for row, roles in found if roles]},
    )
