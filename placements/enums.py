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


class MeetingKind:
    """The kinds of meeting that rules know by their code; the centre adds others (PLC-17)."""

    ACTION_PLAN = "action_plan"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    START_UP = "start_up"
    FOLLOW_UP = "follow_up"
    NETWORK = "network"


class CaseworkerTask(models.TextChoices):
    NOTIFICATION = "notification", _("notification of concern")
    INVESTIGATION = "investigation", _("investigation")
    MEASURE = "measure", _("measure")


class MinutesBy(models.TextChoices):
    MUNICIPALITY = "municipality", _("the municipality")
    CENTRE = "centre", _("the centre")


class DecisionKind(models.TextChoices):
    ADMISSION = "admission", _("placement")
    CHANGE = "change", _("change of place")
    DISCHARGE = "discharge", _("discharge")


class Ladder(models.IntegerChoices):
    """The ladder of interventions (indsatstrappen)."""

    PREVENTION = 1, _("prevention")
    INTERVENTION = 2, _("interventions")
    NETWORK_CARE = 3, _("foster care in the network")
    FOSTER_CARE = 4, _("foster care")
    INSTITUTION = 5, _("residential institution")
