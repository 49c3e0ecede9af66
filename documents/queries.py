from django.db import models
from django.db.models import OuterRef, Q, Subquery

from accounts.models import AccessLog
from accounts.roles import Role
from documents import kinds


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """A caseworker sees what was released to the municipality; others see what their kind's scope says."""
        if user.role == Role.CASEWORKER:
            return self.filter(municipality=user.municipality_id, released_at__isnull=False)
        return self.filter(_scopes(user, on))

    def opened_by_municipality(self):
        """With the time at which one of the municipality's caseworkers first opened it."""
        looks = AccessLog.objects.filter(
            document=OuterRef("pk"), person__municipality=OuterRef("municipality"), action="document"
        )
        return self.defer("file__content").annotate(opened_at=Subquery(looks.order_by("at").values("at")[:1]))


def _scopes(user, on):
    scopes = Q(pk__in=[])
    for kind in kinds.all_kinds():
        scope = kind.scope(user, on)
        if scope is not None:
            scopes |= Q(kind=kind.code) & scope
    return scopes
