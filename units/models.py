from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.periods import age_on, date_range, last_day, one_key
from units.queries import AssignmentQuerySet, PlaceQuerySet, UnitQuerySet


class UnitKind(models.TextChoices):
    RESIDENTIAL = "residential", _("residential unit")
    CONTACT_HOUSE = "contact_house", _("contact house")
    DROP_IN = "drop_in", _("drop-in centre")
    THERAPY = "therapy", _("therapy and counselling")
    HOLIDAY_HOUSE = "holiday_house", _("house in a settlement")


@recorded
class Unit(models.Model):
    """A house or a service of the centre (afdeling). Only residential units have places."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    opens = models.DateField(_("open from"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="units_ages_in_order",
                condition=models.Q(age_from__isnull=True) | models.Q(age_to__gte=models.F("age_from")),
                violation_error_message=_("The highest age is below the lowest."),
            ),
            models.CheckConstraint(
                name="units_both_ages_or_none",
                condition=models.Q(age_from__isnull=True, age_to__isnull=True)
                | models.Q(age_from__isnull=False, age_to__isnull=False),
                violation_error_message=_("A unit has a lowest and a highest age, or neither."),
            ),
        ]

    def __str__(self):
        return self.name

    def fits(self, born, on):
        """Whether a child's age on the day of arrival lies within the unit's range (UNIT-3)."""
        return self.age_from is None or self.age_from <= age_on(born, on) <= self.age_to


@recorded
class Place(models.Model):
    """A bed that one child holds at a time (plads). Emergency places are opened for a period with a reason."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="places")
    name = models.CharField(_("name"), max_length=60)
    opens = models.DateField(_("open from"))
    closes = models.DateField(_("open until"), null=True, blank=True)
    emergency = models.BooleanField(_("emergency place"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["unit__order", "emergency", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="units_place_name_once",
                fields=["unit", "name"],
                violation_error_message=_("The unit already has a place of that name."),
            ),
            models.CheckConstraint(
                name="units_place_closes_after_opening",
                condition=models.Q(closes__isnull=True) | models.Q(closes__gt=models.F("opens")),
                violation_error_message=_("A place closes after the day on which it opens."),
            ),
            models.CheckConstraint(
                name="units_emergency_place_has_reason_and_end",
                condition=models.Q(emergency=False) | (~models.Q(reason="") & models.Q(closes__isnull=False)),
                violation_error_message=_("An emergency place needs a reason and a last day."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_given_up(self):
        """An ordinary place with a last day takes no new child; an emergency place is open just until then."""
        return self.closes is not None and not self.emergency


@recorded
class Assignment(models.Model):
    """Who works in which unit, and when; what they see follows from it (ACC-1)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="units_assignment_in_order",
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("begins")),
                violation_error_message=_("An assignment ends after it begins."),
            ),
            ExclusionConstraint(
                name="units_assignment_once_at_a_time",
                expressions=[
                    (one_key("person"), RangeOperators.OVERLAPS),
                    (one_key("unit"), RangeOperators.OVERLAPS),
                    (date_range(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already works in that unit in this period."),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.unit}"

    @property
    def last_day(self):
        return last_day(self.ends)


@recorded
class OnDuty(models.Model):
    """Who is here today, as the staff board shows it to the children (STF-3)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="days_on_duty")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="on_duty")
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="units_on_duty_once_a_day",
                fields=["person", "unit", "day"],
                violation_error_message=_("This person is already marked as here today."),
            )
        ]

    def __str__(self):
        return f"{self.person} {self.day}"


@recorded
class Shift(models.Model):
    """When a shift begins in a unit (vagt); it lasts until the next one begins."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="shifts")
    name = models.CharField(_("name"), max_length=30)
    begins = models.TimeField(_("begins at"))

    class Meta:
        ordering = ["begins"]
        constraints = [
            models.UniqueConstraint(
                name="units_one_shift_begins",
                fields=["unit", "begins"],
                violation_error_message=_("Another shift of the unit begins at that time."),
            ),
            models.UniqueConstraint(
                name="units_shift_name_once",
                fields=["unit", "name"],
                violation_error_message=_("The unit has a shift of that name already."),
            ),
        ]

    def __str__(self):
        return self.name
