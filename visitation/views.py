from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.refusals import Refused, reason
from documents.models import Document
from placements import occupancy
from placements.models import Child
from units.models import Unit
from visitation import attachments, background, rules, services
from visitation.clock import answer_clock
from visitation.committee import members
from visitation.enums import Outcome, RequestState
from visitation.forms import AnswerForm, AttachForm, DecisionForm, RequestForm
from visitation.models import STANDING, Decision, Offer, Request
from visitation.queries import OPEN, sits_in_committee

SENDERS = (Role.CASEWORKER, *LEADERS)
_SENT = gettext_lazy("The request is sent. The centre answers here, and you get an e-mail.")
_SAVED = {
    RequestState.DRAFT: gettext_lazy("The request is saved. The centre sees it when you send it."),
    RequestState.ASKED: gettext_lazy(
        "The request is corrected. The centre is told when you send your answer."
    ),
}
PER_PAGE = 50
FAR_AHEAD = timedelta(days=731)


def _visible(request):
    rows = Request.objects.visible_to(request.user, on=timezone.localdate())
    return rows.select_related("municipality", "caseworker", "wanted_unit", "placement", "created_by")


def _find(request, pk):
    return get_object_or_404(_visible(request), pk=pk)


@only(*SENDERS)
def requests(request):
    """The committee's and the caseworker's list: open ones by urgency, then the closed ones."""
    rows = _visible(request)
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


def listed(found, user):
    """The attachments of a request, for the templates that show them."""
    removable = reason(attachments.check_remove, found, by=user) is None
    return {"attachments": list(found.attachments.listed()), "may_remove": removable}


def _attach(request, form, found):
    """Keeps the files that came with the form; the refusals stand beside the field. Whether all were kept."""
    files = request.FILES.getlist("files")
    refused = attachments.attach_all(found, files, by=request.user, at=timezone.now())
    for name, sentence in refused:
        form.add_error("files", f"{name}: {sentence}")
    return not refused


def _edit_page(request, form, found, status=200):
    facts = {"form": form, "request_": found, **listed(found, request.user)}
    return render(request, "visitation/edit.html", facts, status=status)


@only(*SENDERS)
def new(request):
    form = RequestForm(request.POST or None, staff=request.user.role != Role.CASEWORKER)
    if request.method == "POST" and form.is_valid():
        municipality = request.user.municipality or form.cleaned_data["municipality"]
        key, at = form.cleaned_data["key"], timezone.now()
        saved = _try(
            form,
            services.save_draft,
            key=key,
            facts=form.facts(),
            municipality=municipality,
            by=request.user,
            at=at,
        )
        if saved:
            return (
                _saved(request, form, saved)
                if _attach(request, form, saved)
                else _edit_page(request, form, saved)
            )
    if request.FILES:
        form.add_error("files", _("Choose the files again: without the request they could not be kept."))
    return render(request, "visitation/edit.html", {"form": form})


@only(*SENDERS)
def edit(request, pk):
    found = _find(request, pk)
    if refused := reason(rules.check_edit, found, by=request.user):
        messages.error(request, refused)
        return redirect("visitation:detail", pk)
    _seen(request, pk)
    form = RequestForm(request.POST or None, instance=found)
    if request.method == "POST":
        valid, attached = form.is_valid(), _attach(request, form, found)
        saved = valid and _try(form, services.edit, _find(request, pk), facts=form.facts(), by=request.user)
        if saved and attached:
            return _saved(request, form, saved)
    return _edit_page(request, form, found)


def _saved(request, form, saved):
    """A draft is kept; the button “Send” sends it too, or says what is still missing."""
    send = "send" in request.POST and saved.state == RequestState.DRAFT
    if send and not _try(form, services.submit, saved, by=request.user, at=timezone.now()):
        return _edit_page(request, form, saved, status=409)
    messages.success(request, _SAVED.get(saved.state, _SENT))
    return redirect("visitation:detail", saved.pk)


def _try(form, service, *args, **facts):
    """The service's result, or None when it refused; the refusal stands in the form."""
    try:
        return service(*args, **facts)
    except Refused as refused:
        form.refuse(refused)
        return None


@only(*SENDERS)
def detail(request, pk):
    page = _detail(request, pk, AnswerForm())
    _seen(request, pk)
    return page


def _seen(request, pk):
    seen(by=request.user, at=timezone.now(), action=f"request {pk}")


def _detail(request, pk, form):
    on = timezone.localdate()
    decisions = Prefetch("decisions", Decision.objects.select_related("place__unit", "letter"))
    found = get_object_or_404(_visible(request).prefetch_related(decisions), pk=pk)
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
    services.submit(_find(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _SENT)
    return redirect("visitation:detail", pk)


@require_POST
@only(*SENDERS)
def answer(request, pk):
    found, form = _find(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        text, at = form.cleaned_data["answer"], timezone.now()
        if _try(form, services.answer, found, text=text, by=request.user, at=at):
            messages.success(request, _("The answer is sent."))
            return redirect("visitation:detail", pk)
    return _detail(request, pk, form)


@require_POST
@only(*SENDERS)
def withdraw(request, pk):
    services.withdraw(_find(request, pk), by=request.user)
    messages.success(request, _("The request is withdrawn."))
    return redirect("visitation:detail", pk)


@only(*LEADERS)
def decide(request, pk):
    on = timezone.localdate()
    found = _find(request, pk)
    _seen(request, pk)
    offered = found.offers.filter(state="accepted").first()
    begins = offered.begins if offered else background.arrival(found, on)
    facts = {"committee": members(timezone.now()), "state": found.state, "initial": _initial(offered, begins)}
    form = DecisionForm(request.POST or None, request.FILES or None, **facts)
    if request.method == "POST" and form.is_valid() and _decided(request, form, found, on):
        messages.success(request, _("The decision is made, and the municipality gets its letter."))
        return redirect("visitation:detail", pk)
    day, place = _day(form.data.get("begins"), begins), form["place"].value()
    committee = sits_in_committee(request.user, on)
    facts = {
        "form": form,
        "request_": found,
        "refused": reason(rules.check_decide, found, "refuse", by=request.user, on=on),
        "background": background.gather(found, on) if committee else None,
        "known": _known(found) if committee else None,
        **_what_if(found, str(place or ""), form.data.get("unit"), day, on),
        **listed(found, request.user),
    }
    return render(request, "visitation/decide.html", {**facts, **_free_places(found, day, place)})


def _initial(offered, begins):
    """An accepted offer fills in what it settled."""
    if offered is None:
        return {"begins": begins}
    return {"begins": begins, "place": offered.place_id, "outcome": Outcome.ADMIT}


def _decided(request, form, found, on):
    given = form.cleaned_data
    facts = {
        "present": given["present"],
        "reasons": given["reasons"],
        "by": request.user,
        "at": timezone.now(),
        "on": on,
    }
    if given["outcome"] != Outcome.ADMIT:
        facts["answers"] = form.answers()
        return _try(form, services.decide, found, outcome=given["outcome"], **facts)
    paper = given["paper"].read() if given["paper"] else None
    facts["assessed"] = (form.answers(), given["exception_reason"])
    facts["municipal"] = (given["decided_on"], given["decided_by"], paper)
    return _try(form, services.admit, found, place=given["place"], begins=given["begins"], **facts)


@only(*LEADERS)
def places(request, pk):
    """The free places on another date, for the decision form."""
    found = _find(request, pk)
    day = _day(request.GET.get("begins"), timezone.localdate())
    return render(request, "visitation/_places.html", _free_places(found, day, request.GET.get("place")))


@only(*LEADERS)
def what_if(request, pk):
    """Every unit's coming weeks with this child in one of them, before anything is decided."""
    found, on, given = _find(request, pk), timezone.localdate(), request.GET
    begins = _day(given.get("begins"), background.arrival(found, on))
    facts = _what_if(found, given.get("place"), given.get("unit"), begins, on)
    return render(request, "visitation/_what_if.html", facts)


def _what_if(found, place, unit, begins, on):
    """A unit that was chosen wins over that of the place, and the place over the municipality's wish."""
    residential = Unit.objects.residential()
    asked = residential.filter(pk=unit).first() if _is_number(unit) else None
    there = residential.filter(places=place).first() if _is_number(place) else None
    begins = min(begins, on + FAR_AHEAD)
    unit = asked or there or found.wanted_unit
    ahead = background.what_if(unit, begins, on)
    return {"ahead": ahead, "unit": unit, "asked_unit": asked, "begins": begins}


def _is_number(text):
    return bool(text) and text.isdecimal() and len(text) < 10


def _day(text, otherwise):
    try:
        return parse_date(text or "") or otherwise
    except ValueError:
        return otherwise


def _free_places(found, day, chosen):
    units = occupancy.on(day)
    for unit in units:
        unit.fits = not found.cpr or unit.unit.fits(found.born, day)
    return {
        "units": units,
        "day": day,
        "chosen": str(chosen or ""),
        "age": found.age_on(day) if found.cpr else None,
    }


def _known(found):
    """The child's own file here. Only for the committee: anybody can write down a CPR number and ask."""
    return Child.objects.filter(cpr=found.cpr).first() if found.cpr else None
