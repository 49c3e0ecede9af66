"""The report of an assessment, and the papers on which parents consent (PLC-8)."""

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.roles import CARE
from core.cpr import formatted
from documents.kinds import Kind, register
from placements.models import Child

ASSESSMENT_REPORT = "assessment"
CONSENT_PAPER = "consent_paper"


def of_children_seen(user, on):
    """Whoever may open the child's file sees it."""
    return Q(child__in=Child.objects.visible_to(user, on=on).values("pk")) if user.role in CARE else None


register(
    Kind(ASSESSMENT_REPORT, _("psychological assessment"), "documents/assessment.html", of_children_seen)
)
register(Kind(CONSENT_PAPER, _("consent"), None, of_children_seen))


def report_of(assessment):
    """What the report says, as it stood when it was issued."""
    placement = assessment.placement
    child, municipality = placement.child, placement.municipality
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "municipality": municipality.name,
            "address": municipality.address,
            "caseworker": placement.caseworker.full_name if placement.caseworker else "",
            "child": child.name,
            "cpr": formatted(child.cpr or ""),
            "born": date_format(child.born),
            "placement": placement.reference,
            "referred": date_format(assessment.referred_on),
            "started": date_format(assessment.started_on),
            "ended": date_format(assessment.ended_on),
            "assessor": assessment.assessor,
            "consent": f"{assessment.consent.given_by}, {date_format(assessment.consent.given_on)}",
            "question": assessment.question,
            "resources": assessment.resources,
            "difficulties": assessment.difficulties,
            "support": assessment.support,
            "recommendations": assessment.recommendations,
        }
