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
from visitation.models import Decision
from visitation.queries import sits_in_committee


def _of_visible_requests(user, on):
    """The committee sees every letter, a leader outside it those on a request that they took down."""
    if user.role not in LEADERS:
        return None
    own = Decision.objects.filter(request__created_by=user).values("letter")
    return Q() if sits_in_committee(user, on) else Q(pk__in=own)


register(
    Kind("decision_letter", _("decision letter"), "documents/decision_letter.html", _of_visible_requests)
)

ATTACHMENT = "attachment"
# Whoever sees the request sees it there, and nobody finds it elsewhere.
register(Kind(ATTACHMENT, _("attachment"), None, lambda user, on: None))


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
