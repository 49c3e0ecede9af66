"""Who may do what now, and why not."""

from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import DecisionKind, PlacementState
from placements.models import MunicipalDecision


def admissions_on_paper(placement):
    """The municipality's decisions on the placement that have come as a paper."""
    return MunicipalDecision.objects.filter(
        placement=placement, kind=DecisionKind.ADMISSION, paper__isnull=False
    )


def check_decision(placement, kind, decided_on, *, on):
    """VIS-7: a discharge or a change of place is decided for a child who is here."""
    if decided_on > on:
        raise Refused(_("The municipality's decision cannot lie in the future."), "decided_on")
    if placement.state == PlacementState.CANCELLED:
        raise Refused(_("The placement is cancelled."))
    if kind != DecisionKind.ADMISSION and placement.state == PlacementState.PLANNED:
        raise Refused(_("The child has not arrived yet."), "kind")
    _check_not_recorded(placement, kind, decided_on)


def _check_not_recorded(placement, kind, decided_on):
    recorded = MunicipalDecision.objects.filter(placement=placement, kind=kind, paper__isnull=False)
    if kind == DecisionKind.CHANGE:
        recorded = recorded.filter(decided_on=decided_on)
    if recorded.exists():
        raise Refused(_("This decision is already recorded."))
