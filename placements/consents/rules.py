"""When a consent holds, and what an assessment needs (PLC-8)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import LEADERS
from core.refusals import Refused
from placements.consents.lifecycle import ASSESSMENT
from placements.consents.models import AssessmentState, Consent, ConsentKind
from placements.enums import PlacementState

UNDER_WAY = (AssessmentState.REFERRED, AssessmentState.RUNNING)
ASSESSES_IN = ("resources", "difficulties", "support", "recommendations")


def check_given(given_on, *, on):
    if given_on > on:
        raise Refused(_("A consent is recorded when it has been given."), "given_on")


def check_withdraw(consent, withdrawn_on, *, on):
    if consent.withdrawn_on:
        facts = {"day": date_format(consent.withdrawn_on)}
        raise Refused(_("This consent was withdrawn on %(day)s already.") % facts)
    if withdrawn_on > on:
        raise Refused(_("A withdrawal is recorded when it has been said."), "withdrawn_on")
    if withdrawn_on < consent.given_on:
        raise Refused(_("A consent cannot be withdrawn before it was given."), "withdrawn_on")


def check_refer(placement, *, by):
    if by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("Only a child who lives here is referred to an assessment."))
    if placement.assessments.filter(state__in=UNDER_WAY).exists():
        raise Refused(_("An assessment is under way already."))


def consent_for(assessment, day):
    """The newest consent to an assessment that holds on that day. Raises Refused without one."""
    child = assessment.placement.child_id
    rows = Consent.objects.filter(child=child).holding(ConsentKind.ASSESSMENT, day)
    found = rows.order_by("-given_on", "-pk").select_for_update().first()
    if found is None:
        raise Refused(
            _("No consent to a psychological assessment holds on %(day)s. Record the parents' consent first.")
            % {"day": date_format(day)},
        )
    return found


def check_start(assessment, started_on, *, by, on):
    ASSESSMENT.check(assessment, "start", by=by)
    if started_on > on:
        raise Refused(_("Record the start when the assessment has begun."), "started_on")
    if started_on < assessment.referred_on:
        raise Refused(_("It cannot begin before the child was referred."), "started_on")


def check_conclude(assessment, texts, ended_on, *, by, on):
    ASSESSMENT.check(assessment, "conclude", by=by)
    for name in ASSESSES_IN:
        if not texts[name].strip():
            label = assessment._meta.get_field(name).verbose_name
            raise Refused(_("Still missing: %(fields)s.") % {"fields": label}, name)
    if not assessment.started_on <= ended_on <= on:
        raise Refused(_("The day lies between the start of the assessment and today."), "ended_on")


def check_stop(assessment, because, *, by):
    ASSESSMENT.check(assessment, "stop", by=by)
    if not because.strip():
        raise Refused(_("Say why the assessment is stopped."), "because")
