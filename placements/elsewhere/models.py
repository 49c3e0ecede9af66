from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


@recorded
class PlaceSearch(models.Model):
    """The search for another place for a child found to fall outside the target group (VIS-8)."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="searches")
    begins = models.DateField(_("since"))
    reason = models.TextField(_("why this is not the right place"))
    ends = models.DateField(_("ended on"), null=True)
    outcome = models.TextField(_("how it ended"), blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_search_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A search cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="placements_ended_search_has_outcome",
                condition=Q(ends__isnull=True) | ~Q(outcome=""),
                violation_error_message=_("Say how the search ended."),
            ),
            models.UniqueConstraint(
                name="placements_one_search_at_a_time",
                fields=["placement"],
                condition=Q(ends__isnull=True),
                violation_error_message=_("A search is under way already."),
            ),
        ]

    def __str__(self):
        return f"{self.begins}"

    def days_on(self, day):
        return ((self.ends or day) - self.begins).days


@recorded
class SearchStep(models.Model):
    """What was tried in the search, by the centre or the municipality."""

    search = models.ForeignKey(PlaceSearch, models.PROTECT, related_name="steps")
    on = models.DateField(_("date"))
    text = models.TextField(_("what was done"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CaseQuerySet.through("search__placement__child")

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.on}"
