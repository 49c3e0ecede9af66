from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


@recorded
class Move(models.Model):
    """An internal move, agreed with the caseworker (PLC-9).

    `stay` is the one that it began; a move that was cancelled before its day has none any more.
    """

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="moves")
    stay = models.OneToOneField("placements.Stay", models.PROTECT, null=True, related_name="move")
    place = models.ForeignKey("units.Place", models.PROTECT, related_name="+", verbose_name=_("place"))
    begins = models.DateField(_("from"))
    agreed_with = models.CharField(_("agreed with"), max_length=200)
    agreed_on = models.DateField(_("agreed on"))
    reason = models.TextField(_("reason"))
    exception_reason = models.TextField(_("why although the age does not fit"), blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_move_agreed_and_reasoned",
                condition=~Q(agreed_with="") & ~Q(reason=""),
                violation_error_message=_("Say with whom the move was agreed, and why."),
            ),
            models.CheckConstraint(
                name="placements_move_cancelled_with_reason",
                condition=Q(stay__isnull=False, cancelled_at__isnull=True, cancelled_by__isnull=True)
                | (
                    Q(stay__isnull=True, cancelled_at__isnull=False, cancelled_by__isnull=False)
                    & ~Q(cancelled_because="")
                ),
                violation_error_message=_("Say why the move is cancelled."),
            ),
        ]

    def __str__(self):
        return f"{self.place} {self.begins}"
