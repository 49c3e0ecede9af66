"""What should be in every child's file, and whose file lacks it: one query for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.fields import BooleanField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.periods import add_months
from placements.consents.models import ConsentKind
from placements.enums import ContactRole, DecisionKind
from placements.models import (
    ActionPlan,
    Caseworker,
    Consent,
    ContactPerson,
    Intake,
    Meeting,
    MunicipalDecision,
    Schooling,
)
from placements.plans.standing import oldest_that_holds
from units.queries import current

SCHOOL_AGE_MONTHS = 72


@dataclass(frozen=True)
class Gap:
    """`lacking(on)` is true of a placement that lacks it; `route` is where it is put right."""

    key: str
    label: str | Promise
    lacking: Callable[[date], object]
    route: str
    of_child: bool = False


def _of(rows):
    return rows.filter(placement=OuterRef("pk"))


def _true_when(condition):
    return ExpressionWrapper(Q(condition), output_field=BooleanField())


def _no_plan(on):
    holding = ActionPlan.objects.known_on(on).filter(dated__gte=oldest_that_holds(on))
    return ~Exists(_of(holding))


def _no_contact(role):
    return lambda on: ~Exists(_of(ContactPerson.objects.on(on).filter(role=role)))


def _no_consent(kind):
    holding = Consent.objects.filter(child=OuterRef("child"))
    return lambda on: ~Exists(holding.holding(kind, on))


def _no_decision(on):
    kept = MunicipalDecision.objects.filter(kind=DecisionKind.ADMISSION, paper__isnull=False)
    return ~Exists(_of(kept))


def _no_school(on):
    school_age = Q(child__born__lte=add_months(on, -SCHOOL_AGE_MONTHS))
    return _true_when(school_age & ~Q(Exists(_of(Schooling.objects.filter(current(on))))))


def _no_photo(on):
    return _true_when(Q(child__photo__isnull=True))


def _no_number(on):
    return _true_when(Q(child__cpr__isnull=True))


def _no_meeting_ahead(on):
    return ~Exists(_of(Meeting.objects.filter(state="planned", starts__date__gte=on)))


GAPS = (
    Gap("decision", _("the municipality's decision"), _no_decision, "placements:record_decision"),
    Gap("plan", _("an action plan of the last year"), _no_plan, "placements:action_plan"),
    Gap(
        "primary", _("a primary contact person"), _no_contact(ContactRole.PRIMARY), "placements:name_contact"
    ),
    Gap(
        "secondary",
        _("a secondary contact person"),
        _no_contact(ContactRole.SECONDARY),
        "placements:name_contact",
    ),
    Gap(
        "caseworker",
        _("a caseworker"),
        lambda on: ~Exists(_of(Caseworker.objects.on(on))),
        "placements:name_caseworker",
    ),
    Gap("intake", _("the intake"), lambda on: ~Exists(_of(Intake.objects.all())), "placements:intake"),
    Gap("meeting", _("a meeting planned ahead"), _no_meeting_ahead, "placements:plan_year"),
    Gap("school", _("school or teaching"), _no_school, "placements:daily"),
    Gap(
        "information",
        _("consent to share information"),
        _no_consent(ConsentKind.INFORMATION),
        "placements:consents",
        of_child=True,
    ),
    Gap(
        "photo",
        _("a photo"),
        _no_photo,
        "placements:photo",
        of_child=True,
    ),
    Gap(
        "cpr",
        _("the CPR number"),
        _no_number,
        "placements:child",
        of_child=True,
    ),
)


def with_gaps(placements, on):
    """Running placements with `lacks_…` for every gap."""
    return placements.annotate(**{f"lacks_{gap.key}": gap.lacking(on) for gap in GAPS})


def gaps_of(placement):
    return [gap for gap in GAPS if getattr(placement, f"lacks_{gap.key}")]
