from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.periods import last_day
from placements.queries import CaseQuerySet


class ResourceState(models.TextChoices):
    APPLIED = "applied", _("applied for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


@recorded
class ExtraResources(models.Model):
    """Extra staff for a child with special needs, applied for at the municipality (BIL-11).

    `amount` is in DKK for each day of the period; what was granted may differ from what was applied for.
    """

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="extra_resources")
    state = models.CharField(max_length=10, choices=ResourceState, default=ResourceState.APPLIED)
    amount = models.DecimalField(_("amount a day"), max_digits=12, decimal_places=2)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    reason = models.TextField(_("reason"))
    applied_at = models.DateTimeField()
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    letter = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    granted_amount = models.DecimalField(_("granted a day"), max_digits=12, decimal_places=2, null=True)
    granted_from = models.DateField(_("granted from"), null=True)
    granted_until = models.DateField(_("granted until"), null=True)
    answer = models.TextField(_("the municipality's answer"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_resources_in_order",
                condition=Q(ends__gt=F("begins")),
                violation_error_message=_("The period ends after it begins."),
            ),
            models.CheckConstraint(
                name="placements_resources_cost_something",
                condition=Q(amount__gt=Decimal(0))
                & (Q(granted_amount__isnull=True) | Q(granted_amount__gt=Decimal(0))),
                violation_error_message=_("The amount is above zero."),
            ),
            models.CheckConstraint(
                name="placements_granted_resources_say_what",
                condition=(
                    Q(state=ResourceState.GRANTED)
                    & Q(granted_amount__isnull=False, granted_from__isnull=False)
                    & Q(granted_until__gt=F("granted_from"), answered_on__isnull=False)
                )
                | (~Q(state=ResourceState.GRANTED) & Q(granted_amount__isnull=True)),
                violation_error_message=_("Say which amount was granted, and for which period."),
            ),
            models.CheckConstraint(
                name="placements_refused_resources_say_when",
                condition=~Q(state=ResourceState.REFUSED) | Q(answered_on__isnull=False),
                violation_error_message=_("Say when the municipality answered."),
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.begins}–{self.ends}"

    @property
    def last(self):
        return last_day(self.ends)

    @property
    def granted_last(self):
        return last_day(self.granted_until)
