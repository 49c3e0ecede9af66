from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded


class Family(models.TextChoices):
    PLACEMENT = "placement", _("kind of placement")
    MEETING = "meeting", _("kind of meeting")
    SCHOOLING = "schooling", _("kind of schooling")


@recorded
class Kind(models.Model):
    """A kind of placement, meeting or schooling (PLC-17). The centre adds and renames them; codes never change."""

    family = models.CharField(max_length=10, choices=Family)
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["family", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_kind_named_once",
                fields=["family", "name"],
                violation_error_message=_("There is already a kind of that name."),
            )
        ]

    def __str__(self):
        return self.name
