from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

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
        """With the time at which one of the municipality's caseworkers first opened it, and who."""
        looks = AccessLog.objects.filter(
            document=OuterRef("pk"), person__municipality=OuterRef("municipality"), action="document"
        ).order_by("at", "pk")
        first = {"opened_at": Subquery(looks.values("at")[:1])}
        first["opened_by"] = Subquery(looks.values("person__full_name")[:1])
        return self.defer("file__content", "data").annotate(**first)

    def with_newer(self, user):
        """With the number of the version that replaced it, as soon as the person may know of that one."""
        newer = self.model.objects.filter(replaces=OuterRef("pk"))
        if user.role == Role.CASEWORKER:
            newer = newer.filter(released_at__isnull=False)
        return self.annotate(newer=Subquery(newer.values("number")[:1]))

    def to_confirm(self):
        """Released, the newest version, and not yet confirmed; a municipality's own papers are none."""
        newer = self.model.objects.filter(replaces=OuterRef("pk"), released_at__isnull=False)
        sent = self.filter(released_at__isnull=False, confirmed_at=None, kind__in=kinds.with_receipt())
        return sent.filter(~Exists(newer), issued_by__municipality=None)

    def unopened(self, *, before):
        """Waiting for a municipality that did not open them, though they were released before that time."""
        waiting = self.to_confirm().opened_by_municipality()
        return waiting.filter(opened_at=None, released_at__lt=before)


def _scopes(user, on):
    scopes = Q(pk__in=[])
    for kind in kinds.all_kinds():
        scope = kind.scope(user, on)
        if scope is not None:
            scopes |= Q(kind=kind.code) & scope
    return scopes
