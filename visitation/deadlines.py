from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deadlines.registry import Obligation, Rule, end_of, register
from visitation.clock import answer_clock
from visitation.committee import members
from visitation.models import Offer, Request


def _words(request):
    return f"{request.child_name} · {request.municipality}"


def unanswered(at):
    """VIS-4: a request that was sent awaits the committee's first answer."""
    committee, due = tuple(members(at)), answer_clock()
    waiting = Request.objects.filter(state="submitted", submitted_at__lte=at).select_related("municipality")
    for request in waiting.order_by("pk"):
        yield Obligation(
            rule="VIS-4",
            key=f"VIS-4:{request.pk}:{request.submitted_at:%Y%m%d%H%M}",
            due=due(request),
            owners=committee,
            path=reverse("visitation:detail", args=[request.pk]),
            about=_words(request),
        )


def _offers(at, state):
    rows = Offer.objects.filter(state=state, offered_at__lte=at, request__state="waiting")
    return rows.select_related("request__municipality", "request__caseworker").order_by("pk")


def _about(offered, subject, due, owners):
    path = reverse("visitation:detail", args=[offered.request_id])
    key = f"VIS-6:{subject or 'answer'}:{offered.pk}"
    facts = {"path": path, "about": _words(offered.request)}
    return Obligation(rule="VIS-6", subject=subject, key=key, due=due, owners=tuple(owners), **facts)


def unanswered_offers(at):
    """VIS-6: the municipality answers an offered place."""
    for offered in _offers(at, "open"):
        working = offered.request.municipality.caseworkers.working()
        owners = [person for person in working if person == offered.request.caseworker] or working
        yield _about(offered, "", offered.due, owners)


def expired_offers(at):
    """VIS-6: no answer in time; the committee asks again, or takes the offer back and offers the place to the next."""
    committee = members(at)
    for offered in _offers(at, "open").filter(due__lt=at):
        yield _about(offered, "expired", offered.due, committee)


def accepted_offers(at):
    """VIS-6: the municipality said yes; the committee admits the child before the day comes."""
    committee = members(at)
    for offered in _offers(at, "accepted"):
        yield _about(offered, "accepted", end_of(offered.begins), committee)


register(Rule("VIS-6", _("Answer the offer of a place"), unanswered_offers))
register(Rule("VIS-6", _("An offered place was not answered"), expired_offers, subject="expired"))
register(
    Rule(
        "VIS-6",
        _("Admit a child whose offer was accepted"),
        accepted_offers,
        subject="accepted",
        days_ahead=60,
    )
)
register(Rule("VIS-4", _("Answer a request for placement"), unanswered))
