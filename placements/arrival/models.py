from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


@recorded
class Intake(models.Model):
    """What was settled at the door (indskrivning), filled in with the person who brings the child (PLC-3)."""

    placement = models.OneToOneField("placements.Placement", models.PROTECT, related_name="intake")
    brought_by = models.CharField(_("who brought the child"), max_length=200)
    belongings = models.TextField(_("what the child brings"), blank=True)
    note = models.TextField(_("how the arrival went"), blank=True)
    papers = models.TextField(_("papers that came with the child"), blank=True)
    fee = models.DecimalField(
        _("intake fee, if one was agreed"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    signed_paper = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CaseQuerySet.as_manager()

    def __str__(self):
        return f"{self.placement}"

    @property
    def belongings_list(self):
        return [line.strip() for line in self.belongings.splitlines() if line.strip()]
