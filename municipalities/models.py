from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from municipalities.numbers import check_cvr, check_gln


@recorded
class Municipality(models.Model):
    """A placing authority: it decides placements and pays (anbringende kommune)."""

    code = models.CharField(_("municipality code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=120)
    seat = models.CharField(_("seat"), max_length=80, blank=True)
    address = models.TextField(_("address for invoices"), blank=True)
    email = models.EmailField(_("e-mail for invoices"), blank=True)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True, validators=[check_cvr])
    gln = models.CharField(_("GLN number"), max_length=13, blank=True, validators=[check_gln])
    full_names_on_invoices = models.BooleanField(_("wants full names on invoices"), default=False)
    twelve_week_follow_up = models.BooleanField(
        _("wants a start-up meeting and a follow-up every 12 weeks"), default=False
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("municipality")

    def __str__(self):
        return self.name


@recorded
class Office(models.Model):
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="offices")
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


@recorded
class OpeningHours(models.Model):
    """When an office is open on one weekday; a weekday without a row is closed."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="municipalities_hours_in_order",
                condition=models.Q(closes__gt=models.F("opens")),
                violation_error_message=_("An office closes after it opens."),
            ),
            models.UniqueConstraint(
                name="municipalities_hours_once_a_weekday",
                fields=["office", "weekday"],
                violation_error_message=_("This weekday already has opening hours."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
