from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from journal.queries import EntryQuerySet

LATE_AFTER = timedelta(hours=1)


class Category(models.TextChoices):
    SLEEP = "sleep", _("Sleep")
    MEAL = "meal", _("Meal")
    SCHOOL = "school", _("School")
    MOOD = "mood", _("Mood")
    PLAY = "play", _("Play")
    CONFLICT = "conflict", _("Conflict")
    CONTACT = "contact", _("Contact")
    HEALTH = "health", _("Health")
    OUTING = "outing", _("Outing")
    OTHER = "other", _("Other")


@recorded
class Entry(models.Model):
    """An observation in a child's diary (dagbog). It keeps when it happened and when it was written (JRN-2)."""

    key = models.UUIDField(unique=True)
    child = models.ForeignKey("placements.Child", models.PROTECT, related_name="entries")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="entries")
    happened_at = models.DateTimeField(_("when it happened"))
    written_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="entries")
    category = models.CharField(_("category"), max_length=10, choices=Category, blank=True)
    text = models.TextField(_("observation"))
    own_words = models.TextField(_("the child's own words"), blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["child", "-happened_at", "-id"]),
            models.Index(fields=["unit", "-happened_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="journal_entry_says_something",
                condition=~models.Q(text=""),
                violation_error_message=_("Write at least one word."),
            ),
            models.CheckConstraint(
                name="journal_entry_not_before_it_happened",
                condition=models.Q(happened_at__lte=models.F("written_at")),
                violation_error_message=_("An observation cannot be written before it happened."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_overwritten", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M}"

    @property
    def local_day(self):
        return timezone.localdate(self.happened_at)

    @property
    def is_late(self):
        return self.written_at - self.happened_at > LATE_AFTER
