"""What stands beside the box while one writes: the other children of the unit, and the goals worked on."""

from placements.consents.models import Consent, ConsentKind
from placements.enums import PlacementState
from placements.models import ActionPlan, Child, Stay, SubGoal
from placements.photos.queries import photo_shown
from placements.plans.models import GoalState


def others(child, user, on):
    """Who lives in the child's unit today, without the child; of those whose file the person may open."""
    stays = Stay.objects.on(on).filter(placement__state=PlacementState.RUNNING)
    here = stays.filter(place__unit__in=stays.filter(child=child).values("place__unit"))
    children = Child.objects.visible_to(user, on=on).filter(pk__in=here.values("child")).exclude(pk=child.pk)
    return children.annotate(photo_shown=photo_shown(on)).order_by("sort_name", "pk")


def goals(child, on):
    """The open sub-goals of the newest plan of the running placement (JRN-6), each with its goal."""
    plans = ActionPlan.objects.known_on(on).filter(
        placement__child=child, placement__state=PlacementState.RUNNING
    )
    rows = SubGoal.objects.filter(goal__plan__in=plans.values("pk")[:1], state=GoalState.OPEN)
    return rows.select_related("goal").order_by("goal__position", "goal__pk", "position", "pk")


def may_be_photographed(child, on):
    """Whether the parents' consent to photos holds that day."""
    return Consent.objects.holding(ConsentKind.PHOTO, on).filter(child=child).exists()
