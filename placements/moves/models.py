from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


@recorded
class Move(models.Model):
    """An internal move, agreed with the caseworker (PLC-9). `stay` is the one that it began."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="moves")
    stay = models.OneToOneField("placements.Stay", models.PROTECT, related_name="move")
    agreed_with = models.CharField(_("agreed with"), max_length=200)
    agreed_on = models.DateField(_("agreed on"))
    reason = models.TextField(_("reason"))
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_move_agreed_and_reasoned",
                condition=~models.Q(agreed_with="") & ~models.Q(reason=""),
                violation_error_message=_("Say with whom the move was agreed, and why."),
            )
        ]

    def __str__(self):
        return f"{self.stay}"
