import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.queries import CaseQuerySet


class AppointmentState(models.TextChoices):
    PLANNED = "planned", _("planned")
    KEPT = "kept", _("kept")
    CANCELLED = "cancelled", _("cancelled")


@recorded
class Appointment(models.Model):
    """Where a child has to be: dentist, doctor, a party (aftale). Contact with the family is not one."""

    key = models.UUIDField(unique=True)
    child = models.ForeignKey("placements.Child", models.PROTECT, related_name="appointments")
    starts = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=200)
    where = models.CharField(_("where"), max_length=200, blank=True)
    bring = models.CharField(_("who goes along, what to bring"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=AppointmentState, default=AppointmentState.PLANNED)
    reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CaseQuerySet.through("child")

    class Meta:
        ordering = ["starts", "pk"]
        indexes = [models.Index(fields=["child", "starts"])]
        constraints = [
            models.CheckConstraint(
                name="journal_cancelled_appointment_says_why",
                condition=~models.Q(state=AppointmentState.CANCELLED) | ~models.Q(reason=""),
                violation_error_message=_("Say why the appointment is cancelled."),
            )
        ]

    def __str__(self):
        return self.what

    @property
    def day(self):
        return timezone.localdate(self.starts)

    @property
    def version(self):
        """A mark of what it says now; a form that was opened before it changed carries another."""
        words = "|".join([f"{self.starts.timestamp()}", self.what, self.where, self.bring])
        return hashlib.sha256(words.encode()).hexdigest()[:12]
