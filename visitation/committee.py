from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core import mail
from visitation.models import Membership


def members(at):
    """The director and the members named for that day, sorted by name (ACC-1)."""
    named = Membership.objects.on(timezone.localdate(at)).values("person")
    people = User.objects.working().filter(Q(role=Role.DIRECTOR) | Q(pk__in=named, role=Role.UNIT_LEADER))
    return people.order_by("sort_name", "pk")


def tell_committee(request, at):
    for person in members(at):
        mail.tell(
            person,
            key=f"request:{request.pk}:{at.isoformat()}:{person.pk}",
            at=at,
            path=f"/requests/{request.pk}/",
        )
