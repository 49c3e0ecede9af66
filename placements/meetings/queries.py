from datetime import datetime, time

from django.db.models import Q
from django.utils import timezone

from accounts.roles import Role
from placements.enums import MinutesBy
from placements.queries import CaseQuerySet


class MeetingQuerySet(CaseQuerySet):
    def visible_to(self, user, *, on):
        """A caseworker sees what the municipality was invited to, has to write, or got the minutes of."""
        if user.role == Role.CASEWORKER:
            return self.filter(_theirs(), placement__municipality=user.municipality_id)
        return super().visible_to(user, on=on)

    def took_place(self):
        return self.filter(held__isnull=False)

    def planned(self):
        return self.filter(state="planned")

    def minutes_awaited(self):
        return self.filter(state="held", minutes_due__isnull=False)

    def coming(self, on):
        """Planned for that day or later."""
        return self.planned().filter(starts__gte=start_of(on))

    def in_order(self):
        return self.order_by("starts", "pk")


def _theirs():
    writing = Q(state__in=["held", "written"], minutes_by=MinutesBy.MUNICIPALITY, minutes_due__isnull=False)
    return Q(invited_at__isnull=False) | Q(state="signed") | writing


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time()))
