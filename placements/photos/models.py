import pgtrigger
from django.db import models


class Thumbnail(models.Model):
    """A photo made small for lists and boards; the photo itself is the document's file."""

    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="thumbnail")
    content = models.BinaryField()

    class Meta:
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.document_id}"
