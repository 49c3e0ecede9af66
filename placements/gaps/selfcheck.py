"""What should be impossible about children and their stays. The references say nothing of a child by themselves."""

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Lead
from django.utils.translation import gettext_lazy as _

from core.periods import add_months
from core.selfcheck import Check, register
from placements.enums import DecisionKind, PlacementState
from placements.models import Caseworker, Meeting, MunicipalDecision, Placement, Report, Stay
from units.queries import current

MONTHS_TO_18 = 216
OVER = (PlacementState.ENDED, PlacementState.CANCELLED)


def _numbers(placements):
    return placements.order_by("pk").values_list("reference", flat=True)


def homeless(on):
    """Running without a place to sleep."""
    here = Stay.objects.filter(current(on), placement=OuterRef("pk"))
    return _numbers(Placement.objects.running().filter(~Exists(here), arrived__lte=on))


def still_held(on):
    """Ended or cancelled while a stay goes on after it."""
    later = Q(ends__isnull=True) | Q(ends__gt=F("placement__discharged"))
    going_on = Stay.objects.filter(later, placement=OuterRef("pk"))
    return _numbers(Placement.objects.filter(Exists(going_on), state__in=OVER))


def outside(on):
    """A stay that begins before its placement."""
    rows = Stay.objects.filter(begins__lt=F("placement__arrived")).order_by("pk")
    return rows.values_list("placement__reference", flat=True)


def torn(on):
    """A night between two stays of one placement in which the child was nowhere."""
    following = Window(Lead("begins"), partition_by="placement", order_by=["begins", "pk"])
    rows = Stay.objects.annotate(following=following).values_list("placement__reference", "ends", "following")
    return [
        number
        for number, ends, begins in rows.order_by("placement", "begins", "pk")
        if ends and begins and begins > ends
    ]


def grown(on):
    """Running after the 18th birthday (PLC-14)."""
    return _numbers(Placement.objects.running().filter(child__born__lt=add_months(on, -MONTHS_TO_18)))


def undecided(on):
    """Discharged in Fnug without the municipality's decision (VIS-7)."""
    decided = MunicipalDecision.objects.filter(placement=OuterRef("pk"), kind=DecisionKind.DISCHARGE)
    ended = Placement.objects.filter(state=PlacementState.ENDED, discharge__isnull=False)
    return _numbers(ended.filter(~Exists(decided)))


def strangers(on):
    """A caseworker of another municipality, be it who answers for the placement or who has a task in it."""
    foreign = ~Q(caseworker__municipality=F("municipality")) & Q(caseworker__isnull=False)
    named = Caseworker.objects.on(on).filter(placement=OuterRef("pk"))
    named = named.exclude(person__municipality=OuterRef("municipality"))
    return _numbers(Placement.objects.filter(foreign | Exists(named), state=PlacementState.RUNNING))


def paperless(on):
    """A report that was written and delivered here and has no document."""
    rows = Report.objects.filter(delivered__isnull=False, document__isnull=True, sections__isnull=False)
    return rows.distinct().order_by("pk").values_list("placement__reference", flat=True)


def unsigned(on):
    """Minutes signed off without a paper of them."""
    rows = Meeting.objects.filter(state="signed", minutes_document__isnull=True, minutes_paper__isnull=True)
    return rows.order_by("pk").values_list("placement__reference", flat=True)


register(
    Check("homeless", _("A running placement has no place today."), homeless),
    Check("still_held", _("A placement has ended, and its stay goes on."), still_held),
    Check("outside", _("A stay begins before its placement."), outside),
    Check("torn", _("Between two stays of a placement is a night without a place."), torn),
    Check("grown", _("A placement runs after the 18th birthday."), grown),
    Check("undecided", _("A placement ended without the municipality's decision."), undecided),
    Check(
        "strangers", _("The caseworker works for another municipality than the one that placed."), strangers
    ),
    Check("paperless", _("A report is delivered, and there is no document of it."), paperless),
    Check("unsigned", _("Minutes are signed off, and there is no document of them."), unsigned),
)
