from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import Role
from documents.models import Document
from units.models import Unit
from visitation import background, rules, services
from visitation.clock import answer_clock
from visitation.enums import RequestState
from visitation.finding import SENDERS, SENT, find, listed, looked_at, visible
from visitation.forms import AnswerForm, AttachForm
from visitation.models import STANDING, Decision, Offer
from visitation.queries import OPEN, sits_in_committee

PER_PAGE = 50


@only(*SENDERS)
def requests(request):
    """The committee's and the caseworker's list: open ones by urgency, then the closed ones."""
    rows = visible(request)
    going_on = list(rows.filter(state__in=[*OPEN, RequestState.DRAFT]).by_urgency())
    closed = rows.filter(state__in=["admitted", "refused", "withdrawn"]).order_by(
        F("submitted_at").desc(nulls_last=True), "-pk"
    )
    facts = {
        "open": [row for row in going_on if row.state != RequestState.DRAFT],
        "drafts": [row for row in going_on if row.state == RequestState.DRAFT],
        "closed": Paginator(closed, PER_PAGE).get_page(request.GET.get("page")),
        "unopened": _unopened(request.user),
        "committee": sits_in_committee(request.user, timezone.localdate()),
        "now": timezone.now(),
    }
    due, offered = answer_clock(), _standing_offers(facts["open"])
    for row in facts["open"]:
        row.offered = offered.get(row.pk)
        row.answer_due = due(row) if row.state == RequestState.SUBMITTED else None
    return render(request, "visitation/requests.html", facts)


def _standing_offers(rows):
    return {offer.request_id: offer for offer in Offer.objects.standing().filter(request__in=rows)}


def _unopened(user):
    if user.role != Role.CASEWORKER:
        return 0
    sent = Document.objects.visible_to(user, on=timezone.localdate()).opened_by_municipality()
    return sent.filter(opened_at__isnull=True).count()


@only(*SENDERS)
def detail(request, pk):
    page = _detail(request, pk, AnswerForm())
    looked_at(request, pk)
    return page


def _detail(request, pk, form):
    on = timezone.localdate()
    decisions = Prefetch("decisions", Decision.objects.select_related("place__unit", "letter"))
    found = get_object_or_404(visible(request).prefetch_related(decisions), pk=pk)
    decided = _with_free_places(found.decisions.all())
    facts = {
        "request_": found,
        "decisions": decided,
        "asked_for": decided[-1].reasons if decided else "",
        "committee": sits_in_committee(request.user, on),
        "missing": rules.missing(found),
        "due": answer_clock()(found) if found.state == RequestState.SUBMITTED else None,
        "may": set(rules.possible(found, by=request.user, on=on)),
        "now": timezone.now(),
        "form": form,
        "attach_form": AttachForm(),
        "offers": _offers(found, request.user, on),
        "background": background.gather(found, on) if sits_in_committee(request.user, on) else None,
        **listed(found, request.user),
    }
    return render(request, "visitation/detail.html", facts)


def _offers(found, user, on):
    """The offers made to a request, each with what this person may do with it now."""
    rows = list(found.offers.select_related("place__unit", "answered_by", "letter"))
    for offered in rows:
        offered.request = found
        offered.standing = offered.state in STANDING
        offered.may = set(rules.possible_with_offer(offered, by=user, on=on))
    return rows


def _with_free_places(decisions):
    names = dict(Unit.objects.values_list("slug", "name")) if decisions else {}
    for decision in decisions:
        decision.free = [(names.get(slug, slug), number) for slug, number in decision.free_places.items()]
    return list(decisions)


@require_POST
@only(*SENDERS)
def submit(request, pk):
    services.submit(find(request, pk), by=request.user, at=timezone.now())
    messages.success(request, SENT)
    return redirect("visitation:detail", pk)


@require_POST
@only(*SENDERS)
def answer(request, pk):
    found, form = find(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        text, at = form.cleaned_data["answer"], timezone.now()
        if form.result_of(services.answer, found, text=text, by=request.user, at=at):
            messages.success(request, _("The answer is sent."))
            return redirect("visitation:detail", pk)
    return _detail(request, pk, form)


@require_POST
@only(*SENDERS)
def withdraw(request, pk):
    services.withdraw(find(request, pk), by=request.user)
    messages.success(request, _("The request is withdrawn."))
    return redirect("visitation:detail", pk)
