from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from visitation.models import Membership


def members(at):
    """The director and the members named for that day, sorted by name (ACC-1)."""
    named = Membership.objects.on(timezone.localdate(at)).values("person")
    people = User.objects.working().filter(Q(role=Role.DIRECTOR) | Q(pk__in=named, role=Role.UNIT_LEADER))
    return people.order_by("sort_name", "pk")
