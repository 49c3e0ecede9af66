import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from core.cpr import formatted, masked
from core.history import recorded
from core.periods import age_on, date_range, one_key
from core.sorting import sort_key
from core.violations import say

# The child, the placement and its stays stand here; what belongs to one capability stands in its folder.
from placements.adults.models import Caseworker, ContactPerson  # noqa: F401
from placements.arrival.models import Intake  # noqa: F401
from placements.consents.models import Assessment, Consent  # noqa: F401
from placements.daily.models import Attendance, DayCareApplication, Schooling  # noqa: F401
from placements.discharge.models import Asked, Discharge, Receipt, Undoing  # noqa: F401
from placements.elsewhere.models import PlaceSearch, SearchStep  # noqa: F401
from placements.enums import AbsenceKind, DecisionKind, Ladder, PlacementState
from placements.kinds.models import Kind  # noqa: F401
from placements.meetings.models import Meeting  # noqa: F401
from placements.moves.models import Move  # noqa: F401
from placements.photos.models import Thumbnail  # noqa: F401
from placements.plans.models import ActionPlan, Asking, Goal, Sighting, SubGoal  # noqa: F401
from placements.queries import CaseQuerySet, ChildQuerySet, PlacementQuerySet, StayQuerySet
from placements.reports.models import (  # noqa: F401
    Heading,
    Leftover,
    Quote,
    Report,
    Section,
    StatementRequest,
)
from placements.resources.models import ExtraResources  # noqa: F401


@recorded
class Child(models.Model):
    """A child's one file; every placement of the child hangs on it (PLC-15)."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=200, editable=False)
    cpr = models.CharField(_("CPR number"), max_length=10, unique=True, null=True, blank=True)
    born = models.DateField(_("born"))
    allergies = models.TextField(_("allergies"), blank=True)
    medicine = models.TextField(_("medicine"), blank=True)
    illness = models.TextField(_("illness"), blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    school = models.CharField(_("school or day care"), max_length=200, blank=True)
    photo = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("child")
        constraints = [
            models.CheckConstraint(
                name="placements_child_cpr_ten_digits",
                condition=Q(cpr__isnull=True) | Q(cpr__regex=r"^[0-9]{10}$"),
                violation_error_message=_("A CPR number has ten digits."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = sort_key(self.name)[:200]
        super().save(*args, **kwargs)

    @property
    def given_name(self):
        return self.name.split(" ")[0]

    @property
    def initials(self):
        return "".join(part[0] for part in self.name.split()[:2]).upper()

    @property
    def cpr_masked(self):
        return masked(self.cpr or "")

    @property
    def cpr_formatted(self):
        return formatted(self.cpr or "")

    def age_on(self, day):
        return age_on(self.born, day)


@recorded
class Placement(models.Model):
    """A child's whole stay at the centre, over one or more units (anbringelse).

    `arrived` is the expected date while planned; `discharged` the date on which the child left.
    """

    reference = models.CharField(_("placement number"), max_length=40, unique=True)
    child = models.ForeignKey(Child, models.PROTECT, related_name="placements")
    municipality = models.ForeignKey(
        "municipalities.Municipality",
        models.PROTECT,
        related_name="placements",
        verbose_name=_("municipality"),
    )
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="placements"
    )
    caseworker_email = models.EmailField(blank=True)
    kind = models.ForeignKey(
        "placements.Kind",
        models.PROTECT,
        to_field="code",
        db_column="kind",
        default="ordinary",
        related_name="+",
    )
    state = models.CharField(max_length=10, choices=PlacementState, default=PlacementState.PLANNED)
    acute = models.BooleanField(_("acute"), default=False)
    arrived = models.DateField(_("arrival"))
    discharged = models.DateField(_("discharge"), null=True, blank=True)
    ladder_level = models.PositiveSmallIntegerField(_("went to"), choices=Ladder, null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived", "-pk"]
        verbose_name = _("placement")
        constraints = [
            # Lets a stay refer to the pair, so that it cannot belong to another child than its placement.
            models.UniqueConstraint(
                name="placements_placement_of_child",
                fields=["id", "child"],
                violation_error_message=_("A placement belongs to one child."),
            ),
            models.CheckConstraint(
                name="placements_placement_in_order",
                condition=Q(discharged__isnull=True) | Q(discharged__gte=F("arrived")),
                violation_error_message=_("A discharge cannot lie before the arrival."),
            ),
            models.CheckConstraint(
                name="placements_ended_has_discharge",
                condition=Q(state=PlacementState.ENDED, discharged__isnull=False)
                | (~Q(state=PlacementState.ENDED) & Q(discharged__isnull=True)),
                violation_error_message=_(
                    "A placement has a date of discharge when it has ended, and only then."
                ),
            ),
            ExclusionConstraint(
                name="placements_one_placement_at_a_time",
                expressions=[
                    (one_key("child"), RangeOperators.OVERLAPS),
                    (date_range("arrived", "discharged"), RangeOperators.OVERLAPS),
                ],
                condition=~Q(state=PlacementState.CANCELLED),
                violation_error_message=_("This child already has a placement in that period."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ends_at_18",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("arrived", "discharged", "child_id"),
                when=pgtrigger.Before,
                func="""
                    PERFORM 1 FROM placements_child WHERE id = NEW.child_id AND 18 <= (
                        to_char(GREATEST(NEW.arrived, NEW.discharged - 1), 'YYYYMMDD')::int
                        - to_char(born, 'YYYYMMDD')::int
                    ) / 10000;
                    IF FOUND THEN
                        RAISE EXCEPTION 'placement % goes on after the 18th birthday', NEW.reference
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_placement_ends_at_18';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return self.reference


say(
    "placements_placement_ends_at_18",
    _("A placement ends on the child's 18th birthday at the latest."),
)
say(
    "placements_stay_in_open_place",
    _("That place is not open on this date. Choose another place or another date."),
)
say("placements_stay_of_its_child", _("A stay belongs to the child of its placement."))
say("placements_move_of_its_stay", _("A move belongs to the placement of its stay."))


@recorded(exclude=["during"])
class Stay(models.Model):
    """One unbroken period in one place of one unit (ophold); `ends` is the day of leaving, not included."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="stays")
    child = models.ForeignKey(Child, models.PROTECT, related_name="stays")
    place = models.ForeignKey("units.Place", models.PROTECT, related_name="stays")
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    during = models.GeneratedField(
        expression=Func(F("begins"), F("ends"), function="daterange"),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            # Lets a move refer to the pair, so that it cannot begin another placement's stay.
            models.UniqueConstraint(
                name="placements_stay_of_placement",
                fields=["id", "placement"],
                violation_error_message=_("A stay belongs to one placement."),
            ),
            models.CheckConstraint(
                name="placements_stay_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A stay cannot end before it begins."),
            ),
            ExclusionConstraint(
                name="placements_place_holds_one_child",
                expressions=[
                    (one_key("place"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "That place was taken by another since you opened this. Choose another place."
                ),
            ),
            ExclusionConstraint(
                name="placements_child_holds_one_place",
                expressions=[
                    (one_key("child"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This child already holds a place in that period."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_open_place",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("place_id", "begins"),
                when=pgtrigger.Before,
                func="""
                    PERFORM 1 FROM units_place
                    WHERE id = NEW.place_id AND opens <= NEW.begins AND (closes IS NULL OR closes > NEW.begins)
                    FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'place % is not open on %', NEW.place_id, NEW.begins
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_stay_in_open_place';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.place} {self.begins}–{self.ends or ''}"

    def holds(self, day):
        return self.begins <= day and (self.ends is None or self.ends > day)


@recorded
class Absence(models.Model):
    """At home, in hospital, on holiday or missing: inside the stay, never a discharge (PLC-14).

    Without `ends` it goes on until somebody says that the child is back.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="absences")
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AbsenceKind)
    note = models.TextField(_("note"), blank=True)
    charge_percent = models.PositiveSmallIntegerField(
        _("charged, in percent"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_absence_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message=_("An absence ends after it begins."),
            ),
            models.CheckConstraint(
                name="placements_absence_percent",
                condition=Q(charge_percent__isnull=True) | Q(charge_percent__lte=100),
                violation_error_message=_("A percent lies between 0 and 100."),
            ),
            ExclusionConstraint(
                name="placements_absence_once_at_a_time",
                expressions=[
                    (one_key("placement"), RangeOperators.OVERLAPS),
                    (date_range(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The child is already recorded as absent in that period."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.begins}–{self.ends or ''}"


@recorded
class MunicipalDecision(models.Model):
    """The municipality's own decision: without one nobody is admitted or discharged (VIS-7)."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    paper = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_one_decision_of_a_kind",
                fields=["placement", "kind"],
                condition=~Q(kind=DecisionKind.CHANGE),
                violation_error_message=_("This decision is already recorded."),
            ),
            models.UniqueConstraint(
                name="placements_one_change_decided_on_a_day",
                fields=["placement", "decided_on"],
                condition=Q(kind=DecisionKind.CHANGE),
                violation_error_message=_("This decision is already recorded."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.decided_on}"
