from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.pages import carried_out, form_page
from placements.models import Placement
from placements.reports import services
from placements.reports.finding import placement_of
from placements.reports.forms import AskForm, RequestForm
from placements.reports.models import StatementRequest
from placements.reports.queries import awaited


@only(*LEADERS)
def request_statement(request, pk):
    """The municipality asked by phone or letter; a leader writes it down."""
    placement, on = placement_of(request, pk)
    initial = {"requested_on": on, "requested_by": placement.caseworker or ""}
    form = RequestForm(request.POST or None, initial=initial)

    def record():
        facts = form.given("requested_on", "requested_by", "agreed_on")
        services.request_statement(placement, **facts, by=request.user, at=timezone.now())

    if carried_out(request, form, record, _("The request is recorded; the clock runs.")):
        return redirect("placements:reports", pk)
    back = (reverse("placements:reports", args=[pk]), _("Reports"))
    title = _("The municipality asks for a statement")
    return form_page(request, form, title=title, subtitle=placement.child.name, back=back)


@require_POST
@only(*LEADERS)
def withdraw_statement(request, pk):
    on = timezone.localdate()
    asked = get_object_or_404(StatementRequest.objects.visible_to(request.user, on=on), pk=pk)
    services.withdraw_request(asked, by=request.user, on=on)
    messages.success(request, _("The request is withdrawn."))
    return redirect("placements:reports", asked.placement_id)


@only(Role.CASEWORKER)
def ask_statement(request, pk):
    """In the portal: the caseworker asks, and sees until when the statement is due."""
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related("child")
    placement = get_object_or_404(rows.prefetch_related("stays__place__unit"), pk=pk)
    form = AskForm(request.POST or None, on=on)

    def ask():
        facts = {"requested_on": on, "requested_by": request.user.full_name, **form.given("agreed_on")}
        services.request_statement(placement, **facts, by=request.user, at=timezone.now())

    if carried_out(request, form, ask, _("The centre is told that you await the statement.")):
        return redirect("placements:municipal_placement", pk)
    back = (reverse("placements:municipal_placement", args=[pk]), placement.child.name)
    title, subtitle = _("Ask for the statement"), _stands(placement, on)
    return form_page(request, form, title=title, subtitle=subtitle, back=back, action=_("Ask for it"))


def _stands(placement, on):
    """Whose statement, and if one is asked for already, until when."""
    asked = placement.statement_requests.filter(awaited(on)).first()
    if asked is None:
        return placement.child.name
    return _("%(name)s · asked for, due %(day)s") % {
        "name": placement.child.name,
        "day": date_format(asked.due),
    }
