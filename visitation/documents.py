"""The decision letter to the municipality (VIS-5)."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.roles import LEADERS
from core.cpr import formatted
from documents.kinds import Kind, register
from visitation.enums import Outcome
from visitation.models import Decision, Offer
from visitation.queries import sits_in_committee


def _of_visible_requests(user, on):
    """The committee sees every letter, a leader outside it those on a request that they took down."""
    if user.role not in LEADERS:
        return None
    if sits_in_committee(user, on):
        return Q()
    own = {"request__created_by": user}
    decided = Decision.objects.filter(**own).values("letter")
    return Q(pk__in=decided) | Q(pk__in=Offer.objects.filter(**own).values("letter"))


register(
    Kind("decision_letter", _("decision letter"), "documents/decision_letter.html", _of_visible_requests)
)

register(Kind("offer_letter", _("offer of a place"), "documents/offer_letter.html", _of_visible_requests))

ATTACHMENT = "attachment"
# Whoever sees the request sees it there, and nobody finds it elsewhere.
register(Kind(ATTACHMENT, _("attachment"), None, lambda user, on: None, receipt=False))


def letter_of(request, outcome, reasons, at, *, place=None, begins=None, **_unsaid):
    """What the letter says, as it stood when it was issued: the reasons, and not who was present."""
    with translation.override(settings.LANGUAGE_CODE):
        return _facts(request, outcome, reasons, at, place, begins)


def _facts(request, outcome, reasons, at, place, begins):
    return {
        "outcome": Outcome(outcome).value,
        "municipality": request.municipality.name,
        "address": request.municipality.address,
        "caseworker": request.caseworker.full_name if request.caseworker else "",
        "child": request.child_name,
        "cpr": formatted(request.cpr),
        "acute": request.acute,
        "submitted": date_format(timezone.localdate(request.submitted_at)),
        "decided": date_format(timezone.localdate(at)),
        "unit": place.unit.name if place else "",
        "place": place.name if place else "",
        "begins": date_format(begins) if begins else "",
        "reasons": reasons,
    }


def offer_letter_of(request, what, at, *, place, begins, due, reason=""):
    """Of an offer and of taking one back, as it stood that day."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "what": what,
            "municipality": request.municipality.name,
            "address": request.municipality.address,
            "caseworker": request.caseworker.full_name if request.caseworker else "",
            "child": request.child_name,
            "cpr": formatted(request.cpr),
            "sent": date_format(timezone.localdate(at)),
            "unit": place.unit.name,
            "place": place.name,
            "begins": date_format(begins),
            "due": date_format(timezone.localdate(due)),
            "reason": reason,
        }
