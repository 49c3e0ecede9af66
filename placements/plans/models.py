import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.violations import say
from placements.plans.queries import PlanQuerySet
from placements.queries import CaseQuerySet

say("placements_sign_of_its_child", _("This observation is about another child."))


@recorded
class ActionPlan(models.Model):
    """A version of the municipality's action plan (handleplan), PLC-2. It counts once `received`."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="plans")
    dated = models.DateField(_("dated"))
    received = models.DateField(_("received"), null=True, blank=True)
    paper = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]
        verbose_name = _("action plan")
        constraints = [
            models.CheckConstraint(
                name="placements_plan_received_after_its_date",
                condition=models.Q(received__isnull=True) | models.Q(received__gte=models.F("dated")),
                violation_error_message=_("A plan cannot be received before its date."),
            ),
            models.UniqueConstraint(
                name="placements_one_plan_of_a_date",
                fields=["placement", "dated"],
                violation_error_message=_("A plan of that date is already recorded."),
            ),
        ]

    def __str__(self):
        return f"{self.dated}"


@recorded
class Goal(models.Model):
    """What the plan wants for the child (mål)."""

    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="goals")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("goal"), max_length=500)

    objects = CaseQuerySet.through("plan__placement__child")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_goal_of_a_plan_once",
                fields=["plan", "text"],
                violation_error_message=_("This goal is already in the plan."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def open(self):
        return [each for each in self.sub_goals.all() if each.state == GoalState.OPEN]

    @property
    def closed(self):
        return [each for each in self.sub_goals.all() if each.state != GoalState.OPEN]


class GoalState(models.TextChoices):
    OPEN = "open", _("being worked on")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("no longer pursued")


@recorded
class SubGoal(models.Model):
    """A step towards a goal (delmål) with the signs to look for in the child's days."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="sub_goals")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("sub-goal"), max_length=500)
    signs = models.TextField(_("signs to look for"), blank=True)
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.OPEN)
    closed_on = models.DateField(null=True)
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")

    objects = CaseQuerySet.through("goal__plan__placement__child")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_closed_sub_goal_has_date",
                condition=models.Q(state=GoalState.OPEN, closed_on__isnull=True)
                | (~models.Q(state=GoalState.OPEN) & models.Q(closed_on__isnull=False)),
                violation_error_message=_("A sub-goal that is closed says when, and no other does."),
            ),
            models.UniqueConstraint(
                name="placements_sub_goal_of_a_goal_once",
                fields=["goal", "text"],
                violation_error_message=_("This sub-goal is already under the goal."),
            ),
        ]

    def __str__(self):
        return self.text


@recorded
class Sighting(models.Model):
    """A sign of a sub-goal that somebody saw on a day (tegn): in words of its own, or in a diary entry (JRN-6).

    `entry` is the first version of the entry.
    """

    key = models.UUIDField(unique=True)
    sub_goal = models.ForeignKey(SubGoal, models.PROTECT, related_name="sightings")
    seen_on = models.DateField(_("seen on"))
    note = models.TextField(_("what was seen"), blank=True)
    entry = models.ForeignKey("journal.Entry", models.PROTECT, null=True, related_name="sightings")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = CaseQuerySet.through("sub_goal__goal__plan__placement__child")

    class Meta:
        ordering = ["-seen_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_sign_in_words_or_in_the_diary",
                condition=~models.Q(note="") | models.Q(entry__isnull=False),
                violation_error_message=_("Say what was seen."),
            ),
            models.UniqueConstraint(
                name="placements_entry_shows_a_sub_goal_once",
                fields=["sub_goal", "entry"],
                violation_error_message=_("This observation is tied to the sub-goal already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_its_child",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__entry__isnull=False),
                func="""
                    PERFORM 1 FROM placements_subgoal s
                    JOIN placements_goal g ON g.id = s.goal_id
                    JOIN placements_actionplan a ON a.id = g.plan_id
                    JOIN placements_placement p ON p.id = a.placement_id
                    JOIN journal_entry e ON e.child_id = p.child_id
                    WHERE s.id = NEW.sub_goal_id AND e.id = NEW.entry_id;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'entry % is about another child', NEW.entry_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_sign_of_its_child';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.seen_on}"

    @property
    def told(self):
        """What was seen, as this child's file may show it."""
        return self.note or self.entry.told


class AskedBy(models.TextChoices):
    PORTAL = "portal", _("in the portal")
    PHONE = "phone", _("by phone")
    MAIL = "mail", _("by letter or e-mail")
    MEETING = "meeting", _("at a meeting")


@recorded
class Asking(models.Model):
    """Each time the centre asked the municipality for an action plan (PLC-2)."""

    key = models.UUIDField(unique=True)
    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="plan_askings")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=10, choices=AskedBy)
    note = models.TextField(_("what was said"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return f"{self.asked_at:%Y-%m-%d}"
