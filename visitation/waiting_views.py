from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import LEADERS
from core.pages import carried_out, form_page
from core.periods import day_or
from core.refusals import reason
from placements import occupancy
from visitation import background, offers, rules
from visitation import waiting as waiting_list
from visitation.finding import SENDERS, find, looked_at
from visitation.forms import OfferForm, PriorityForm, WhyForm
from visitation.models import Offer, Request
from visitation.queries import sits_in_committee


@only(*LEADERS)
def waiting(request):
    on = timezone.localdate()
    if not sits_in_committee(request.user, on):
        raise PermissionDenied
    rows = Request.objects.visible_to(request.user, on=on).select_related("municipality", "wanted_unit")
    return render(
        request,
        "visitation/waiting.html",
        {**waiting_list.gather(rows, on), "now": timezone.now(), "today": on},
    )


def _back(found):
    return reverse("visitation:detail", args=[found.pk]), str(found)


@only(*LEADERS)
def prioritise(request, pk):
    found, on = find(request, pk), timezone.localdate()
    looked_at(request, pk)
    form = PriorityForm(request.POST or None, initial={"priority": found.priority})

    def act():
        given = form.given("priority", "reason")
        offers.prioritise(found, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, act, _("The priority is changed.")):
        return redirect("visitation:waiting")
    title, refused = _("Priority"), reason(rules.check_prioritise, found, by=request.user, on=on)
    if refused:
        messages.warning(request, refused)
    return form_page(request, form, title=title, back=_back(found), subtitle=str(found))


@only(*LEADERS)
def offer(request, pk):
    found, on = find(request, pk), timezone.localdate()
    looked_at(request, pk)
    begins = day_or(request.POST.get("begins"), background.arrival(found, on))
    initial = {"begins": begins, "place": request.GET.get("place")}
    form = OfferForm(request.POST or None, initial=initial)

    def act():
        given = form.given("place", "begins")
        offers.offer(found, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, act, _("The place is offered, and the municipality is told.")):
        return redirect("visitation:detail", pk)
    free = [place for unit in occupancy.on(begins) for place in unit.free]
    form.fields["place"].choices = [("", _("Choose a place")), *form.labels(free)]
    refused = reason(rules.check_offer, found, by=request.user, on=on)
    facts = {"form": form, "request_": found, "refused": refused}
    return render(request, "visitation/offer.html", facts)


def _standing(request, pk):
    return get_object_or_404(
        Offer.objects.standing().select_related("request", "place__unit"), request=find(request, pk)
    )


@require_POST
@only(*SENDERS)
def accept_offer(request, pk):
    offers.accept(_standing(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The place is accepted. The committee now admits the child."))
    return redirect("visitation:detail", pk)


@require_POST
@only(*SENDERS)
def decline_offer(request, pk):
    form = WhyForm(request.POST)
    said = form.data.get("reason", "") if form.is_valid() else ""
    offers.decline(_standing(request, pk), reason=said, by=request.user, at=timezone.now())
    messages.success(request, _("The place is declined. The child stays on the waiting list."))
    return redirect("visitation:detail", pk)


@require_POST
@only(*LEADERS)
def take_back_offer(request, pk):
    form, on = WhyForm(request.POST), timezone.localdate()
    said = form.data.get("reason", "") if form.is_valid() else ""
    offers.take_back(_standing(request, pk), reason=said, by=request.user, at=timezone.now(), on=on)
    messages.success(request, _("The offer is taken back, and the municipality is told."))
    return redirect("visitation:detail", pk)
