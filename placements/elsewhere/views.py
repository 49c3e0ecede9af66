from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS, Role
from core.pages import carried_out, form_page
from placements.elsewhere import services
from placements.elsewhere.forms import BeginForm, EndForm, StepForm
from placements.elsewhere.queries import searches_of
from placements.finding import placement_of


def _search(request, pk):
    on = timezone.localdate()
    return get_object_or_404(searches_of(request.user, on), pk=pk), on


@only(*LEADERS)
def begin_search(request, pk):
    placement, _unit, on = placement_of(request, pk)
    running = placement.searches.filter(ends__isnull=True).first()
    if running:
        return redirect("placements:search", running.pk)
    form = BeginForm(request.POST or None, initial={"begins": on})

    def begin():
        facts = form.given("begins", "reason")
        services.begin(placement, **facts, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, begin, _("The search has begun, and the municipality is told.")):
        return redirect("placements:search", placement.searches.get(ends__isnull=True).pk)
    back = (reverse("placements:child", args=[placement.child_id]), placement.child.name)
    subtitle = _(
        "For a child found to fall outside the target group: the municipality finds another place together with us."
    )
    title, action = _("Search for another place"), _("Begin the search")
    return form_page(request, form, title=title, subtitle=subtitle, back=back, action=action)


@only(*CARE, Role.CASEWORKER)
def search(request, pk):
    """What was done so far, and how long it has lasted; the centre and the caseworker both add steps."""
    found, on = _search(request, pk)
    seen(by=request.user, at=timezone.now(), action="search", child=found.placement.child)
    form = StepForm(request.POST or None, initial={"day": on})

    def add():
        services.add_step(found, **form.given("day", "text"), by=request.user, on=on)

    if carried_out(request, form, add, _("The step is written down.")):
        return redirect("placements:search", pk)
    facts = {"search": found, "form": form, "days": found.days_on(on)}
    facts["steps"] = found.steps.select_related("written_by__municipality").order_by("on", "pk")
    facts["outside"] = request.user.role == Role.CASEWORKER
    facts["may_lead"] = request.user.role in LEADERS
    facts["others"] = found.placement.searches.exclude(pk=pk)
    return render(request, "placements/elsewhere/search.html", facts)


@only(*LEADERS)
def end_search(request, pk):
    found, on = _search(request, pk)
    form = EndForm(request.POST or None, initial={"ends": on})

    def end():
        services.end(found, **form.given("ends", "outcome"), by=request.user, on=on)

    if carried_out(request, form, end, _("The search has ended.")):
        return redirect("placements:search", pk)
    back = (reverse("placements:search", args=[pk]), _("Search for another place"))
    title, action = _("End the search"), _("End the search")
    return form_page(
        request, form, title=title, subtitle=found.placement.child.name, back=back, action=action
    )
