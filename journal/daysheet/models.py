from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded


class DaySheetQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """Who may open the unit's board."""
        units = self.model._meta.get_field("unit").related_model.objects
        return self.filter(unit__in=units.visible_to(user, on=on))


@recorded
class DaySheet(models.Model):
    """A unit's day on paper (dagseddel), JRN-9: the one of 06.00, and those asked for during the day.

    `children` are the numbers of those who stand on it, so that a look at it is a look at each (ACC-2).
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="day_sheets")
    day = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    children = ArrayField(models.BigIntegerField(), default=list)

    objects = DaySheetQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="journal_day_sheet_once",
                fields=["unit", "day", "number"],
                violation_error_message=_("This day sheet is there already."),
            )
        ]

    def __str__(self):
        return f"{self.day}"
