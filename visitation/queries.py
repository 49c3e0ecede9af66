from django.db import models
from django.db.models import Case, Exists, F, Q, When
from django.db.models.functions import Length

from accounts.roles import LEADERS, Role
from units.queries import current
from visitation.enums import RequestState as S

OPEN = (S.SUBMITTED, S.ASKED, S.WAITING)


class MembershipQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(current(day))


def sits_in_committee(user, on):
    """The director, and whoever is a member that day."""
    if user.role == Role.DIRECTOR:
        return True
    return user.role == Role.UNIT_LEADER and user.committee_memberships.on(on).exists()


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """A caseworker the municipality's own, the committee all but others' drafts, a leader what they took down."""
        if user.role == Role.CASEWORKER:
            return self.filter(municipality=user.municipality_id)
        if user.role not in LEADERS:
            return self.none()
        own, sent = Q(created_by=user), ~Q(state=S.DRAFT)
        if user.role == Role.UNIT_LEADER:
            sent &= Exists(user.committee_memberships.on(on))
        return self.filter(own | sent)

    def open(self):
        return self.filter(state__in=OPEN)

    def by_urgency(self):
        """Acute first, then those that still await a first answer, then the oldest."""
        unanswered = Case(When(state=S.SUBMITTED, then=0), When(state=S.WAITING, then=1), default=2)
        return self.order_by("-acute", unanswered, F("submitted_at").asc(nulls_last=True), "pk")


class OfferQuerySet(models.QuerySet):
    def standing(self):
        """Offers that still bind the place: open ones, and accepted ones until the child is admitted."""
        return self.filter(state__in=["open", "accepted"])


class AttachmentQuerySet(models.QuerySet):
    def there(self):
        return self.filter(removed_at__isnull=True)

    def listed(self):
        """With who added it, its size and type, and without its bytes."""
        size, kind = Length("document__file__content"), F("document__file__content_type")
        return self.there().select_related("document__issued_by").annotate(size=size, content_type=kind)
