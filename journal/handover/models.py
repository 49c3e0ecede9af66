import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


def _kept():
    """Who took over and when stands as it was."""
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


@recorded
class Takeover(models.Model):
    """Somebody took over a shift in the app (vagtskifte); what was written since is new to them (JRN-5)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="takeovers")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="takeovers")
    shift = models.CharField(max_length=30)
    begins = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["person", "unit", "-at"]), models.Index(fields=["unit", "-at"])]
        constraints = [
            models.UniqueConstraint(
                name="journal_shift_taken_over_once",
                fields=["person", "unit", "begins"],
                violation_error_message=_("You have taken over this shift already."),
            )
        ]
        triggers = [_kept()]

    def __str__(self):
        return f"{self.shift} {self.begins:%Y-%m-%d}"


@recorded
class Acceptance(models.Model):
    """Somebody of a later shift took over what an entry hands on; the entry stays where it was (JRN-5).

    It hangs on the version that was read: other words are a message that nobody has taken over yet.
    """

    entry = models.OneToOneField("journal.Entry", models.PROTECT, related_name="acceptance")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CaseQuerySet.through("entry__child")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["-at"])]
        triggers = [_kept()]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
