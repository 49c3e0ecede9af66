from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.periods import last_day
from municipalities.models import Weekday
from placements.queries import CaseQuerySet

WEEKDAYS = [0, 1, 2, 3, 4]


def school_week():
    return list(WEEKDAYS)


@recorded
class Schooling(models.Model):
    """Where a child goes by day, and on which weekdays (0 is Monday): school, day care, leisure, taught at home."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="schoolings")
    kind = models.ForeignKey(
        "placements.Kind", models.PROTECT, to_field="code", db_column="kind", related_name="+"
    )
    name = models.CharField(_("where"), max_length=200)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"), default=school_week)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_schooling_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("It cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="placements_schooling_has_weekdays",
                condition=Q(weekdays__len__gt=0) & Q(weekdays__contained_by=[0, 1, 2, 3, 4, 5, 6]),
                violation_error_message=_("Choose at least one weekday."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def last_day(self):
        return last_day(self.ends)

    @property
    def weekday_names(self):
        """Monday, Tuesday …, in their order."""
        return ", ".join(str(Weekday(day).label) for day in sorted(self.weekdays))


class Presence(models.TextChoices):
    THERE = "there", _("there")
    LATE = "late", _("came late")
    ABSENT = "absent", _("absent")
    CLOSED = "closed", _("closed that day")


@recorded
class Attendance(models.Model):
    """Whether the child got to school, day care or leisure on a day (PLC-7)."""

    schooling = models.ForeignKey(Schooling, models.PROTECT, related_name="attendance")
    day = models.DateField(_("day"))
    state = models.CharField(max_length=10, choices=Presence)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = CaseQuerySet.through("schooling__placement__child")

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_attendance_once_a_day",
                fields=["schooling", "day"],
                violation_error_message=_("This day is already recorded."),
            )
        ]

    def __str__(self):
        return f"{self.day} {self.get_state_display()}"


class DayCareState(models.TextChoices):
    NEEDED = "needed", _("to be applied for")
    APPLIED = "applied", _("applied for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    GIVEN_UP = "given_up", _("no longer needed")


@recorded
class DayCareApplication(models.Model):
    """An acute day-care place (akutplads) for a child under school age from outside Nuuk (PLC-7).

    The municipality applies; the centre keeps an eye on it, since waiting may justify extra staff.
    """

    placement = models.ForeignKey(
        "placements.Placement", models.PROTECT, related_name="day_care_applications"
    )
    state = models.CharField(max_length=10, choices=DayCareState, default=DayCareState.NEEDED)
    needed_from = models.DateField(_("needed from"))
    applied_on = models.DateField(_("applied for on"), null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    begins = models.DateField(_("place from"), null=True)
    note = models.TextField(_("note"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-needed_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_day_care_dates_fit_the_state",
                condition=Q(state=DayCareState.NEEDED, applied_on__isnull=True, answered_on__isnull=True)
                | Q(state=DayCareState.APPLIED, applied_on__isnull=False, answered_on__isnull=True)
                | Q(state=DayCareState.GRANTED, answered_on__isnull=False, begins__isnull=False)
                | Q(state=DayCareState.REFUSED, answered_on__isnull=False)
                | Q(state=DayCareState.GIVEN_UP),
                violation_error_message=_("The dates do not fit how the application stands."),
            ),
            models.UniqueConstraint(
                name="placements_one_open_day_care_application",
                fields=["placement"],
                condition=Q(state__in=[DayCareState.NEEDED, DayCareState.APPLIED]),
                violation_error_message=_("An application is under way already."),
            ),
        ]

    def __str__(self):
        return self.get_state_display()

    def waited(self, on):
        """Days from when the place was needed until it is there, or until the answer; else until today."""
        return max(((self.begins or self.answered_on or on) - self.needed_from).days, 0)
