from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("awaits an answer")
    ASKED = "asked", _("more is asked for")
    WAITING = "waiting", _("on the waiting list")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Outcome(models.TextChoices):
    ADMIT = "admit", _("admit")
    WAIT = "wait", _("waiting list")
    ASK = "ask", _("ask for more")
    REFUSE = "refuse", _("refuse")


class PlanStatus(models.TextChoices):
    NONE = "none", _("not begun")
    STARTED = "started", _("being written")
    READY = "ready", _("ready")


class Priority(models.IntegerChoices):
    """The committee's own order on the waiting list, after what is acute (VIS-6)."""

    FIRST = 1, _("first priority")
    ORDINARY = 2, _("ordinary priority")
    LAST = 3, _("can wait")


class OfferState(models.TextChoices):
    OPEN = "open", _("awaits the municipality")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")
    LAPSED = "lapsed", _("lapsed")
    ADMITTED = "admitted", _("admitted")


class TargetPoint(models.TextChoices):
    """The target group in points: the first three belong to it, the others lie outside (VIS-3)."""

    TRAUMA = "trauma", _("marked by neglect, abuse or other trauma, with some difficulties")
    ATTACHMENT = "attachment", _("able to form attachment and contact")
    NEEDS = "needs", _("the unit's environment can meet the child's needs")
    SUBSTANCE = "substance", _("active substance abuse")
    VIOLENCE = "violence", _("violence as the daily way of expression")
    MENTAL_ILLNESS = "mental_illness", _("serious mental illness")
    NARCISSISTIC = "narcissistic", _("serious narcissistic disturbance")
    PERVASIVE = "pervasive", _("pervasive developmental disorder")
    PHYSICAL = "physical", _("physical disability")
