from django.db import models
from django.db.models import Q

from accounts.roles import Role
from documents import kinds


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """A caseworker sees what was released to the municipality; others see what their kind's scope says."""
        if user.role == Role.CASEWORKER:
            return self.filter(municipality=user.municipality_id, released_at__isnull=False)
        return self.filter(_scopes(user, on))


def _scopes(user, on):
    scopes = Q(pk__in=[])
    for kind in kinds.all_kinds():
        scope = kind.scope(user, on)
        if scope is not None:
            scopes |= Q(kind=kind.code) & scope
    return scopes
