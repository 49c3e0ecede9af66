import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.violations import say
from placements.consents.queries import ConsentQuerySet
from placements.queries import CaseQuerySet

say("placements_assessment_consent_of_its_child", _("That consent was given for another child."))


class ConsentKind(models.TextChoices):
    ASSESSMENT = "assessment", _("psychological assessment")
    PHOTO = "photo", _("photos")
    INFORMATION = "information", _("sharing information with school and health service")
    TREATMENT = "treatment", _("medical treatment")
    OTHER = "other", _("something else")


@recorded
class Consent(models.Model):
    """What somebody with parental authority agreed to: who, when, and when it was withdrawn (PLC-8)."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    child = models.ForeignKey("placements.Child", models.PROTECT, related_name="consents")
    kind = models.CharField(_("to what"), max_length=12, choices=ConsentKind)
    given_by = models.CharField(_("given by"), max_length=200)
    relation = models.CharField(_("relation to the child"), max_length=120, blank=True)
    given_on = models.DateField(_("given on"))
    note = models.TextField(_("what exactly was agreed"), blank=True)
    paper = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=200, blank=True)

    objects = ConsentQuerySet.through("child")

    class Meta:
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_consent_withdrawn_after_given",
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                violation_error_message=_("A consent cannot be withdrawn before it was given."),
            ),
            models.CheckConstraint(
                name="placements_consent_withdrawn_by_somebody",
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_by=""),
                violation_error_message=_("Say who withdrew the consent."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def holds(self, day):
        return self.given_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)


class AssessmentState(models.TextChoices):
    REFERRED = "referred", _("referred")
    RUNNING = "running", _("under way")
    CONCLUDED = "concluded", _("concluded")
    STOPPED = "stopped", _("stopped")


@recorded
class Assessment(models.Model):
    """A psychological assessment from referral to conclusion; it starts when the parents consent (PLC-8)."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.REFERRED)
    referred_on = models.DateField(_("referred on"))
    referred_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    question = models.TextField(_("what we want to know"))
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="assessments")
    assessor = models.CharField(_("who assesses"), max_length=200, blank=True)
    started_on = models.DateField(_("started on"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    resources = models.TextField(_("resources"), blank=True)
    difficulties = models.TextField(_("difficulties"), blank=True)
    support = models.TextField(_("needs of support"), blank=True)
    recommendations = models.TextField(_("recommendations"), blank=True)
    stopped_because = models.TextField(_("why it was stopped"), blank=True)
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-referred_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_assessment_starts_with_consent",
                condition=~Q(state__in=[AssessmentState.RUNNING, AssessmentState.CONCLUDED])
                | Q(consent__isnull=False, started_on__isnull=False),
                violation_error_message=_("An assessment begins when the parents have consented."),
            ),
            models.CheckConstraint(
                name="placements_concluded_assessment_concludes",
                condition=~Q(state=AssessmentState.CONCLUDED)
                | (
                    Q(ended_on__isnull=False)
                    & ~Q(resources="")
                    & ~Q(difficulties="")
                    & ~Q(support="")
                    & ~Q(recommendations="")
                ),
                violation_error_message=_(
                    "An assessment ends in resources, difficulties, needs of support and recommendations."
                ),
            ),
            models.CheckConstraint(
                name="placements_stopped_assessment_says_why",
                condition=~Q(state=AssessmentState.STOPPED)
                | (Q(ended_on__isnull=False) & ~Q(stopped_because="")),
                violation_error_message=_("Say why the assessment is stopped."),
            ),
            models.UniqueConstraint(
                name="placements_one_assessment_at_a_time",
                fields=["placement"],
                condition=Q(state__in=[AssessmentState.REFERRED, AssessmentState.RUNNING]),
                violation_error_message=_("An assessment is under way already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="consent_of_its_child",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("consent_id", "placement_id"),
                when=pgtrigger.Before,
                func="""
                    PERFORM 1 FROM placements_consent c JOIN placements_placement p ON p.child_id = c.child_id
                    WHERE c.id = NEW.consent_id AND p.id = NEW.placement_id;
                    IF NEW.consent_id IS NOT NULL AND NOT FOUND THEN
                        RAISE EXCEPTION 'consent % is of another child', NEW.consent_id
                        USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'placements_assessment_consent_of_its_child';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.get_state_display()} {self.referred_on}"
