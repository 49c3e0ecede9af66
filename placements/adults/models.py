from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.periods import date_range, one_key
from placements.enums import CaseworkerTask, ContactRole
from placements.queries import ContactPersonQuerySet


@recorded
class ContactPerson(models.Model):
    """One of the two adults responsible for a child; changes keep their history (PLC-4)."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="contact_persons")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="responsible_for")
    role = models.CharField(max_length=10, choices=ContactRole)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        ordering = ["role", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_contact_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A contact person's time cannot end before it begins."),
            ),
            *(
                ExclusionConstraint(
                    name=f"placements_one_{role}_contact",
                    expressions=[
                        (one_key("placement"), RangeOperators.OVERLAPS),
                        (date_range(), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(role=role),
                    violation_error_message=_(
                        "The child already has a contact person in that role in this period."
                    ),
                )
                for role in ("primary", "secondary")
            ),
            ExclusionConstraint(
                name="placements_two_different_contacts",
                expressions=[
                    (one_key("placement"), RangeOperators.OVERLAPS),
                    (one_key("person"), RangeOperators.OVERLAPS),
                    (date_range(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "The primary and the secondary contact person are two different people."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"


@recorded
class Caseworker(models.Model):
    """One of the municipality's caseworkers for a child: several at once, each for a task, each with history."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="caseworkers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cases")
    task = models.CharField(_("task"), max_length=14, choices=CaseworkerTask)
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        ordering = ["task", "begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_caseworker_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A caseworker's time cannot end before it begins."),
            ),
            *(
                ExclusionConstraint(
                    name=f"placements_one_{task}_worker",
                    expressions=[
                        (one_key("placement"), RangeOperators.OVERLAPS),
                        (date_range(), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(task=task),
                    violation_error_message=_(
                        "The child already has a caseworker for that task in this period."
                    ),
                )
                for task in ("notification", "investigation", "measure")
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_task_display()})"
