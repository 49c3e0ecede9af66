from django.conf import settings
from django.db import models

from core.history import recorded
from journal.hanging import of_the_first_version
from journal.pictures.queries import PictureQuerySet


@recorded
class Picture(models.Model):
    """A photo that belongs to an entry about one child; shown while a consent to photos holds."""

    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="pictures")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        triggers = [of_the_first_version()]

    def __str__(self):
        return f"{self.document_id}"
