from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.enums import Ladder
from placements.queries import CaseQuerySet


class Destination(models.TextChoices):
    HOME = "home", _("home to the family")
    NETWORK = "network", _("network foster care")
    FOSTER = "foster", _("a foster family")
    INSTITUTION = "institution", _("another institution")
    OWN = "own", _("a home of one's own")


@recorded
class Discharge(models.Model):
    """The road out (udskrivning): what must be in place before a child leaves (PLC-10 to 13, 16).

    `ended` keeps which periods ended with it and how they stood before, so that it can be taken back.
    """

    placement = models.OneToOneField("placements.Placement", models.PROTECT, related_name="discharge")
    planned_for = models.DateField(_("planned for"))
    destination = models.CharField(_("where the child goes"), max_length=12, choices=Destination, blank=True)
    goes_to = models.CharField(_("name and address"), max_length=300, blank=True)
    in_nuuk = models.BooleanField(_("in Nuuk"), default=True)
    ladder_level = models.PositiveSmallIntegerField(
        _("level on the ladder of interventions"), choices=Ladder, null=True, blank=True
    )
    visits = models.TextField(_("contact and visits arranged beforehand"), blank=True)
    accompanied_by = models.CharField(_("who accompanies the child"), max_length=200, blank=True)
    accompanied_phone = models.CharField(_("phone of that person"), max_length=40, blank=True)
    accompanied_contacted_on = models.DateField(_("that person was contacted on"), null=True, blank=True)
    talk_on = models.DateField(_("the municipality talked with the child on"), null=True, blank=True)
    talk_by = models.CharField(_("who talked with the child"), max_length=200, blank=True)
    told_on = models.DateField(_("the child was told on"), null=True, blank=True)
    told_by = models.CharField(_("who told the child"), max_length=200, blank=True)
    told_late_because = models.TextField(_("why the child was told late"), blank=True)
    belongings_on = models.DateField(_("belongings handed over on"), null=True, blank=True)
    belongings_note = models.TextField(_("about the belongings"), blank=True)
    follows = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who follows the child in the first time"),
    )
    follows_until = models.DateField(_("follows until"), null=True, blank=True)
    summary = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    ended = models.JSONField(default=dict)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("discharge")

    def __str__(self):
        return f"{self.planned_for}"


class NextStep(models.TextChoices):
    CONTINUES = "continues", _("support continues where the child is now")
    TREATMENT = "treatment", _("treatment or therapy begins")
    REVIEW = "review", _("a new assessment of the child's needs")
    NONE = "none", _("no further step is planned")
    OTHER = "other", _("something else")


@recorded
class Receipt(models.Model):
    """The municipality has the final report and says what the next step is (PLC-13)."""

    placement = models.OneToOneField("placements.Placement", models.PROTECT, related_name="receipt")
    received_on = models.DateField(_("received on"))
    next_step = models.CharField(_("the next step"), max_length=12, choices=NextStep)
    words = models.TextField(_("in the municipality's words"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_for = models.CharField(_("on behalf of"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    def __str__(self):
        return f"{self.received_on}"


@recorded
class Asked(models.Model):
    """Each time the municipality was reminded of its receipt (PLC-13)."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="receipt_reminders")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(_("what was said"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.asked_at:%Y-%m-%d}"


class Undone(models.TextChoices):
    ARRIVAL = "arrival", _("the arrival was taken back")
    PLAN = "plan", _("the planned placement was cancelled")
    DISCHARGE = "discharge", _("the discharge was taken back")
    ROAD = "road", _("the plan for the discharge was dropped")
    DECISION = "decision", _("the municipality's decision on the discharge was withdrawn")


@recorded
class Undoing(models.Model):
    """A mistake that was undone: why, by whom, and what else fell with it."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="undoings")
    what = models.CharField(max_length=10, choices=Undone)
    reason = models.TextField(_("reason"))
    fell = models.JSONField(default=list)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    undone_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-undone_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_undoing_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why it is undone."),
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()} {self.undone_at:%Y-%m-%d}"
