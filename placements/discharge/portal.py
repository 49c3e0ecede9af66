"""What the municipality owes around a placement's beginning and end: its decisions (VIS-7), its receipt (PLC-13)."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.portal import Awaiting, register
from placements.discharge.documents import answer_by
from placements.enums import DecisionKind, PlacementState
from placements.models import MunicipalDecision, Placement

RUNNING = [PlacementState.PLANNED, PlacementState.RUNNING]


def _with_paper(kind):
    papers = MunicipalDecision.objects.filter(placement=OuterRef("pk"), kind=kind, paper__isnull=False)
    return Exists(papers)


@register
def decisions(user, on):
    """An admission whose paper is missing, and a planned discharge that is not decided."""
    facts = {"admitted": _with_paper(DecisionKind.ADMISSION), "decided": _with_paper(DecisionKind.DISCHARGE)}
    rows = Placement.objects.visible_to(user, on=on).filter(state__in=RUNNING).annotate(**facts)
    rows = rows.filter(Q(admitted=False) | Q(decided=False, discharge__isnull=False))
    for placement in rows.select_related("child", "discharge").order_by("arrived", "pk"):
        if not placement.admitted:
            yield _missing(placement, DecisionKind.ADMISSION, placement.arrived)
        if not placement.decided and hasattr(placement, "discharge"):
            yield _missing(placement, DecisionKind.DISCHARGE, placement.discharge.planned_for)


def _missing(placement, kind, due):
    path = reverse("placements:record_decision", args=[placement.pk])
    note = _("%(child)s: %(about)s") % {"child": placement.child.name, "about": kind.label}
    title = _("The municipality's decision is missing")
    return Awaiting(title, f"{path}?kind={kind}", note, _("not here yet"), "bad", due)


@register
def receipts(user, on):
    rows = Placement.objects.left_to(user, on=on).filter(receipt=None).select_related("child")
    for placement in rows.order_by("discharged", "pk"):
        due = answer_by(placement)
        facts = {"child": placement.child.name, "day": date_format(placement.discharged)}
        yield Awaiting(
            title=_("Confirm the final report and say what the next step is"),
            path=reverse("placements:receipt", args=[placement.pk]),
            note=_("%(child)s left on %(day)s") % facts,
            pill=_("overdue") if due < on else _("by %(day)s") % {"day": date_format(due)},
            kind="bad" if due < on else "warn",
            due=due,
        )
