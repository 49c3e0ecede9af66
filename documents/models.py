import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from documents import kinds, uploads
from documents.queries import DocumentQuerySet


@recorded
class Document(models.Model):
    """A document as issued or received. What it says is frozen in `data`; a correction is a new version."""

    number = models.CharField(_("document number"), max_length=20, unique=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    data = models.JSONField()
    check_code = models.CharField(max_length=20)
    child = models.ForeignKey("placements.Child", models.PROTECT, null=True, related_name="documents")
    municipality = models.ForeignKey(
        "municipalities.Municipality", models.PROTECT, null=True, related_name="documents"
    )
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "-released_at"])]
        constraints = [
            models.CheckConstraint(
                name="documents_confirmed_by_somebody",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False, released_at__isnull=False),
                violation_error_message=_("Who confirms a document has received it."),
            ),
            models.CheckConstraint(
                name="documents_first_version_replaces_nothing",
                condition=models.Q(version=1, replaces__isnull=True)
                | models.Q(version__gt=1, replaces__isnull=False),
                violation_error_message=_("A new version replaces the one before it."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "number",
                    "kind",
                    "title",
                    "data",
                    "check_code",
                    "child",
                    "municipality",
                    "issued_at",
                    "issued_by",
                    "version",
                    "replaces",
                ),
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def came_from_outside(self):
        return kinds.get(self.kind).template is None


class File(models.Model):
    """The bytes of a document, kept with the record so that both are saved, and lost, together."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="file")
    content = models.BinaryField()
    content_type = models.CharField(max_length=40, default=uploads.PDF)
    original_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_file_of_known_type",
                condition=models.Q(content_type__in=uploads.PAPER_OR_PICTURE),
                violation_error_message=uploads.UNKNOWN,
            )
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.sha256
