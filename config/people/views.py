"""A person with where they work and what they sit in: three apps on one page."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rules
from accounts.gate import only
from accounts.models import User
from accounts.roles import Role
from accounts.rules import MANAGERS
from core.pages import carried_out, form_page
from core.refusals import reason
from units.forms import LastDayForm, PeriodForm
from units.models import Assignment
from visitation import memberships
from visitation.models import Membership


@only(*MANAGERS)
def people(request):
    """Those who may sign in; with `?left` those who may no longer."""
    on, left = timezone.localdate(), "left" in request.GET
    now = Assignment.objects.on(on).select_related("unit").order_by("unit__order", "unit", "pk")
    rows = User.objects.people().filter(is_active=not left).select_related("municipality")
    rows = rows.prefetch_related(Prefetch("assignments", now, to_attr="works_now")).order_by(
        "sort_name", "pk"
    )
    return render(request, "people/list.html", {"people": rows, "left": left})


@only(*MANAGERS)
def person(request, pk):
    found = get_object_or_404(User.objects.people().select_related("municipality"), pk=pk)
    facts = {
        "found": found,
        "today": timezone.localdate(),
        "assignments": found.assignments.select_related("unit").order_by("-begins", "-pk"),
        "memberships": found.committee_memberships.order_by("-begins", "-pk"),
        "no_deactivation": reason(rules.check_deactivate, found, by=request.user),
        "no_membership": reason(memberships.check_name, found, by=request.user),
    }
    return render(request, "people/person.html", facts)


@only(Role.DIRECTOR)
def name_member(request, pk):
    found = get_object_or_404(User.objects.people(), pk=pk)
    form = PeriodForm(request.POST or None, initial={"begins": timezone.localdate()})

    def save():
        memberships.name(found, **form.given("begins"), ends=form.ends(), by=request.user)

    if carried_out(request, form, save, _("The person sits in the visitation committee in that period.")):
        return redirect("people:person", pk)
    back = reverse("people:person", args=[pk]), found.full_name
    title = _("Member of the visitation committee")
    return form_page(request, form, title=title, subtitle=found.full_name, back=back)


@only(Role.DIRECTOR)
def end_membership(request, pk):
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=pk)
    found = membership.person
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})

    def end():
        memberships.end(membership, ends=form.ends(), by=request.user)

    if carried_out(request, form, end, _("Saved.")):
        return redirect("people:person", found.pk)
    back = reverse("people:person", args=[found.pk]), found.full_name
    title = _("Last day in the visitation committee")
    return form_page(request, form, title=title, subtitle=found.full_name, back=back)
