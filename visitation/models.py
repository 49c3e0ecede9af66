import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import cpr
from core.history import recorded
from core.periods import age_on, last_day
from visitation import target_group
from visitation.enums import OfferState, Outcome, PlanStatus, Priority, RequestState, TargetPoint
from visitation.queries import AttachmentQuerySet, MembershipQuerySet, OfferQuerySet, RequestQuerySet

UNDECIDED = [RequestState.DRAFT, RequestState.WITHDRAWN]


@recorded
class Membership(models.Model):
    """Who sits in the visitation committee, and when; the director always does."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="committee_memberships")
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "pk"]
        constraints = [
            models.CheckConstraint(
                name="visitation_membership_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A membership ends after it begins."),
            )
        ]

    def __str__(self):
        return f"{self.person}"

    @property
    def last_day(self):
        return last_day(self.ends)


@recorded
class Request(models.Model):
    """A municipality's request for a placement (anmodning om anbringelse), VIS-1."""

    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.DRAFT)
    municipality = models.ForeignKey(
        "municipalities.Municipality", models.PROTECT, related_name="requests", verbose_name=_("municipality")
    )
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("caseworker"),
    )
    acute = models.BooleanField(_("acute"), default=False)
    through_national = models.BooleanField(_("through the national visitation unit"), default=False)
    child_name = models.CharField(_("the child's name"), max_length=200, blank=True)
    cpr = models.CharField(_("CPR number"), max_length=10, blank=True)
    reason = models.TextField(_("reason for the request"), blank=True)
    family = models.TextField(_("family"), blank=True)
    school = models.CharField(_("school or day care"), max_length=200, blank=True)
    expected_length = models.CharField(_("expected length"), max_length=200, blank=True)
    wanted_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wanted unit")
    )
    wanted_from = models.DateField(_("wished date of arrival"), null=True, blank=True)
    health = models.TextField(_("medicine, allergy and illness known so far"), blank=True)
    action_plan = models.CharField(_("action plan"), max_length=10, choices=PlanStatus, blank=True)
    other = models.TextField(_("other information"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer to the committee"), blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.ORDINARY, db_default=Priority.ORDINARY
    )
    child = models.ForeignKey("placements.Child", models.PROTECT, null=True, related_name="requests")
    placement = models.OneToOneField(
        "placements.Placement", models.PROTECT, null=True, related_name="request"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("request")
        constraints = [
            models.CheckConstraint(
                name="visitation_submitted_has_time",
                condition=Q(state__in=UNDECIDED) | Q(submitted_at__isnull=False),
                violation_error_message=_("A request that was sent has the time at which it was sent."),
            ),
            models.CheckConstraint(
                name="visitation_acute_comes_straight",
                condition=~Q(acute=True, through_national=True),
                violation_error_message=_("An acute request goes straight to the centre."),
            ),
            models.CheckConstraint(
                name="visitation_admitted_has_placement",
                condition=Q(state=RequestState.ADMITTED, placement__isnull=False)
                | (~Q(state=RequestState.ADMITTED) & Q(placement__isnull=True)),
                violation_error_message=_("An admitted request has its placement, and no other has."),
            ),
        ]

    def __str__(self):
        return self.child_name or str(_("request without a name"))

    @property
    def born(self):
        return cpr.born(self.cpr)

    @property
    def cpr_masked(self):
        return cpr.masked(self.cpr)

    @property
    def cpr_formatted(self):
        return cpr.formatted(self.cpr)

    def age_on(self, day):
        return age_on(self.born, day)


@recorded
class Decision(models.Model):
    """What the visitation committee decided, who took part, why, and what was free that day (VIS-4)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    present = ArrayField(models.CharField(max_length=200), verbose_name=_("present"))
    reasons = models.TextField(_("reasons"))
    outside_target_group = ArrayField(
        models.CharField(max_length=20, choices=TargetPoint), default=list, blank=True
    )
    answers = models.JSONField(default=dict)
    exception_reason = models.TextField(_("why admit all the same"), blank=True)
    free_places = models.JSONField()
    place = models.ForeignKey("units.Place", models.PROTECT, null=True, related_name="+")
    begins = models.DateField(null=True)
    letter = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="visitation_decision_has_reasons",
                condition=~Q(reasons="") & Q(present__len__gt=0),
                violation_error_message=_("A decision needs its reasons and those who were present."),
            ),
            models.CheckConstraint(
                name="visitation_admission_has_place_and_date",
                condition=Q(outcome=Outcome.ADMIT, place__isnull=False, begins__isnull=False)
                | (~Q(outcome=Outcome.ADMIT) & Q(place__isnull=True, begins__isnull=True)),
                violation_error_message=_("An admission names a place and a date, and nothing else does."),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.decided_at:%Y-%m-%d}"

    @property
    def assessed(self):
        return target_group.shown(self.answers)


@recorded
class PriorityChange(models.Model):
    """Why the committee moved a request up or down the waiting list, and when (VIS-6)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="priority_changes")
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority)
    reason = models.TextField(_("reason"))
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-set_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="visitation_priority_has_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the priority is changed."),
            )
        ]

    def __str__(self):
        return f"{self.get_priority_display()} {self.set_at:%Y-%m-%d}"


STANDING = [OfferState.OPEN, OfferState.ACCEPTED]


@recorded
class Offer(models.Model):
    """A place offered to one on the waiting list. It holds no place in the calendar, but nobody else is offered it."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="offers")
    place = models.ForeignKey("units.Place", models.PROTECT, related_name="+")
    begins = models.DateField(_("from"))
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    letter = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="visitation_one_standing_offer_of_a_place",
                fields=["place"],
                condition=Q(state__in=STANDING),
                violation_error_message=_("This place is offered to another child already."),
            ),
            models.UniqueConstraint(
                name="visitation_one_standing_offer_of_a_request",
                fields=["request"],
                condition=Q(state__in=STANDING),
                violation_error_message=_("This request has an offer already."),
            ),
            models.CheckConstraint(
                name="visitation_answered_offer_says_who_and_when",
                condition=~Q(state__in=[OfferState.ACCEPTED, OfferState.DECLINED])
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message=_("An offer that was answered says when, and by whom."),
            ),
            models.CheckConstraint(
                name="visitation_ended_offer_has_reason",
                condition=~Q(state__in=[OfferState.DECLINED, OfferState.TAKEN_BACK]) | ~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self):
        return f"{self.place} {self.begins}"


@recorded
class Attachment(models.Model):
    """A paper or picture that came with a request (VIS-1). Taken away again it is shown to nobody, but it is kept."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="attachments")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(
                name="frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("request", "document"),
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.document_id}"
