from django.db import models
from django.utils.translation import gettext_lazy as _


class PlacementState(models.TextChoices):
    PLANNED = "planned", _("expected")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


class AbsenceKind(models.TextChoices):
    HOLIDAY = "holiday", _("holiday")
    HOME = "home", _("at home")
    HOSPITAL = "hospital", _("hospital")
    MISSING = "missing", _("missing")


class ContactRole(models.TextChoices):
    PRIMARY = "primary", _("primary contact person")
    SECONDARY = "secondary", _("secondary contact person")


class MeetingKind(models.TextChoices):
    ACTION_PLAN = "action_plan", _("action plan meeting")
    MONTHLY = "monthly", _("monthly meeting")
    QUARTERLY = "quarterly", _("quarterly meeting")


class MinutesBy(models.TextChoices):
    MUNICIPALITY = "municipality", _("the municipality")
    CENTRE = "centre", _("the centre")


class DecisionKind(models.TextChoices):
    ADMISSION = "admission", _("placement")
    DISCHARGE = "discharge", _("discharge")


class Ladder(models.IntegerChoices):
    """The ladder of interventions (indsatstrappen)."""

    PREVENTION = 1, _("prevention")
    INTERVENTION = 2, _("interventions")
    NETWORK_CARE = 3, _("foster care in the network")
    FOSTER_CARE = 4, _("foster care")
    INSTITUTION = 5, _("residential institution")
