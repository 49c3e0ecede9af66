"""What the register, the portal and the child's page want to know of a placement's plan, as annotations."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, TruncDate

from core import preferences
from placements.plans.models import ActionPlan, Asking, GoalState, Sighting, SubGoal


def _newest(on, placement):
    return ActionPlan.objects.known_on(on).filter(placement=placement)


def newest_dated(on):
    """The date of the newest plan received by that day, or None."""
    return Subquery(_newest(on, OuterRef("pk")).values("dated")[:1])


def of_plan(on):
    """What `standing.stands` wants to know of a placement."""
    return {
        "plan_dated": newest_dated(on),
        "plan_first_days": preferences.expression("placements.action_plan_meeting_days"),
    }


def _unanswered(on):
    """Askings of the placement after which no plan has come."""
    plans = ActionPlan.objects.known_on(on).filter(placement=OuterRef("placement"))
    rows = Asking.objects.annotate(asked_on=TruncDate("asked_at"))
    return rows.filter(~Exists(plans.filter(received__gte=OuterRef("asked_on"))), placement=OuterRef("pk"))


def _count(rows, by):
    number = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), Value(0))


def asked(on):
    """How often the plan that is missing was asked for."""
    return _count(_unanswered(on), "placement")


def last_asking(on, field):
    return Subquery(_unanswered(on).order_by("-asked_at", "-pk").values(field)[:1])


def open_sub_goals(on, since):
    """The newest plan's open sub-goals, each with the number of signs seen on `since` or later."""
    plan = _newest(on, OuterRef(OuterRef("pk"))).values("pk")[:1]
    seen = _count(Sighting.objects.filter(sub_goal=OuterRef("pk"), seen_on__gte=since), "sub_goal")
    rows = SubGoal.objects.filter(goal__plan=Subquery(plan), state=GoalState.OPEN)
    what = JSONObject(pk="pk", text="text", goal="goal__text", seen=seen)
    return ArraySubquery(rows.order_by("goal__position", "goal__pk", "position", "pk").values(what=what))
