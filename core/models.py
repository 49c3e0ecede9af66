from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded


class OutboxMessage(models.Model):
    """What must still leave the database: written with its cause, taken by workers under row locks."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="outbox_waiting")]

    def __str__(self):
        return self.key


@recorded
class Preference(models.Model):
    """A setting of the centre that differs from its default; see core.preferences for what there is."""

    key = models.CharField(max_length=80, unique=True)
    value = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("setting")

    def __str__(self):
        return self.key


class SelfCheck(models.Model):
    """One nightly look at the database for what should be impossible; `findings` holds rule, subject and sentence."""

    day = models.DateField(unique=True)
    checked_at = models.DateTimeField()
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ["-day"]

    def __str__(self):
        return f"{self.day} {len(self.findings)}"
