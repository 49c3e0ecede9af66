from django.db import models
from django.db.models import Count, Q

from accounts.models import User
from accounts.roles import Role


def current(on, begins="begins", ends="ends"):
    """Rows whose period holds the date; the end itself is not included."""
    return Q(**{f"{begins}__lte": on}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": on}))


class UnitQuerySet(models.QuerySet):
    def residential(self):
        return self.filter(kind="residential")

    def visible_to(self, user, *, on):
        """Units whose board the person may open."""
        if user.role == Role.DIRECTOR:
            return self.residential()
        if user.role in (Role.UNIT_LEADER, Role.CARE_WORKER):
            return self.residential().filter(pk__in=worked_in(user, on))
        return self.none()

    def led_by(self, user, *, on):
        """Units whose places the person answers for: the director for all, a leader where they work."""
        if user.role == Role.DIRECTOR:
            return self.all()
        if user.role == Role.UNIT_LEADER:
            return self.filter(pk__in=worked_in(user, on))
        return self.none()

    def with_places(self, *, on):
        """How many places are open that day, and how many of them beyond the normal."""
        is_open = current(on, "places__opens", "places__closes")
        return self.annotate(
            ordinary=Count("places", filter=is_open & Q(places__emergency=False)),
            emergency=Count("places", filter=is_open & Q(places__emergency=True)),
        )


class PlaceQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(current(day, "opens", "closes"))


class AssignmentQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(current(day))


def worked_in(user, on):
    """Ids of the units where the person works on that day."""
    return user.assignments.on(on).values("unit")


def leaders_of(unit, on):
    """The unit's leaders; without any, the director (INC-11)."""
    working_here = unit.assignments.on(on).values("person")
    leaders = User.objects.in_role(Role.UNIT_LEADER).filter(pk__in=working_here)
    return list(leaders) or list(User.objects.in_role(Role.DIRECTOR))
