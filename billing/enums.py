from django.db import models
from django.utils.translation import gettext_lazy as _


class Item(models.TextChoices):
    DAY_RATE = "day_rate", _("day rate")
    SUPERVISED_CONTACT = "supervised_contact", _("supervised contact")
    ULLORISSAT_HOUR = "ullorissat_hour", _("Ullorissat, room per hour")
    ULLORISSAT_OBSERVER = "ullorissat_observer", _("Ullorissat, observer per hour")
    ULLORISSAT_DAY = "ullorissat_day", _("Ullorissat, day without observer")
    ULLORISSAT_WEEKEND = "ullorissat_weekend", _("Ullorissat, weekend without observer")
    CANCELLATION = "cancellation", _("cancellation")
    PSYCHOLOGICAL_ASSESSMENT = "psychological_assessment", _("psychological assessment")
    THERAPY = "therapy", _("therapy")
    SUPERVISION_INDIVIDUAL = "supervision_individual", _("supervision, individual")
    SUPERVISION_GROUP = "supervision_group", _("supervision, group")
    INTAKE_FEE = "intake_fee", _("intake fee")
    EXTRA_STAFF = "extra_staff", _("extra staff")
    RATE_DIFFERENCE = "rate_difference", _("difference of rates")
