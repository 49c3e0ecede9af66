"""Who may do what now, and why not."""

from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import DecisionKind
from placements.models import MunicipalDecision


def admissions_on_paper(placement):
    """The municipality's decisions on the placement that have come as a paper."""
    return MunicipalDecision.objects.filter(
        placement=placement, kind=DecisionKind.ADMISSION, paper__isnull=False
    )


def check_decision(placement, decided_on, *, on):
    if decided_on > on:
        raise Refused(_("The municipality's decision cannot lie in the future."), "decided_on")
    if admissions_on_paper(placement).exists():
        raise Refused(_("This decision is already recorded."))
