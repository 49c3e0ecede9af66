from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from placements.enums import MinutesBy
from placements.meetings.queries import MeetingQuerySet


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    WRITTEN = "written", _("minutes written")
    SIGNED = "signed", _("minutes signed off")
    CANCELLED = "cancelled", _("cancelled")


class MeetingForm(models.TextChoices):
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")
    IN_PERSON = "in_person", _("in person")


NOT_HELD = [MeetingState.PLANNED, MeetingState.CANCELLED]


@recorded
class Meeting(models.Model):
    """A meeting with the municipality's caseworker (PLC-1, PLC-5).

    `starts` is when it is planned for, `held` the date on which it took place. Minutes are written in turn;
    without `minutes_due` nobody waits for them, as with those from before Fnug. `sequence` counts the
    invitations, so that a calendar knows the newest.
    """

    key = models.UUIDField(unique=True)
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="meetings")
    kind = models.ForeignKey(
        "placements.Kind", models.PROTECT, to_field="code", db_column="kind", related_name="+"
    )
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.HELD)
    form = models.CharField(_("how"), max_length=10, choices=MeetingForm, blank=True)
    starts = models.DateTimeField(_("planned for"), null=True, blank=True)
    held = models.DateField(_("held on"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    agenda = models.TextField(_("agenda"), blank=True)
    agenda_document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    present = models.TextField(_("who took part"), blank=True)
    child_part = models.TextField(_("the child's part"), blank=True)
    minutes_by = models.CharField(_("minutes written by"), max_length=12, choices=MinutesBy, blank=True)
    minutes_due = models.DateField(_("minutes due on"), null=True)
    minutes = models.TextField(_("what was agreed"), blank=True)
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_over_because = models.TextField(_("why the centre writes instead"), blank=True)
    returned_because = models.TextField(_("why the minutes were sent back"), blank=True)
    minutes_paper = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    minutes_document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.TextField(_("why it was cancelled"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held", "-pk"]
        verbose_name = _("meeting")
        constraints = [
            models.CheckConstraint(
                name="placements_meeting_held_has_its_date",
                condition=Q(state__in=NOT_HELD, held__isnull=True)
                | (~Q(state__in=NOT_HELD) & Q(held__isnull=False)),
                violation_error_message=_("A meeting that was held has its date, and no other has."),
            ),
            models.CheckConstraint(
                name="placements_planned_meeting_has_a_time",
                condition=~Q(state__in=NOT_HELD) | Q(starts__isnull=False),
                violation_error_message=_("A planned meeting says when it begins."),
            ),
            models.UniqueConstraint(
                name="placements_one_meeting_at_a_time",
                fields=["placement", "starts"],
                condition=Q(state=MeetingState.PLANNED),
                violation_error_message=_("A meeting is already planned at that time."),
            ),
            models.CheckConstraint(
                name="placements_written_minutes_say_when",
                condition=~Q(state__in=[MeetingState.WRITTEN, MeetingState.SIGNED])
                | Q(written_at__isnull=False),
                violation_error_message=_("Minutes that are written say when."),
            ),
            models.CheckConstraint(
                name="placements_signed_minutes_say_who_and_when",
                condition=~Q(state=MeetingState.SIGNED) | Q(signed_at__isnull=False, signed_by__isnull=False),
                violation_error_message=_("Minutes that are signed off say by whom, and when."),
            ),
            models.CheckConstraint(
                name="placements_cancelled_meeting_says_why",
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_because=""),
                violation_error_message=_("Say why the meeting is cancelled."),
            ),
        ]

    def __str__(self):
        return f"{self.kind_id} {self.held or self.starts}"

    @property
    def day(self):
        """The local date on which it took place, or is planned for."""
        return self.held or localdate(self.starts)
