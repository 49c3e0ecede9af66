from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject

from accounts.roles import Role
from journal import reading
from placements.models import Child, Quote, Report
from units.queries import worked_in


class AddendumQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        entries = self.model._meta.get_field("entry").related_model.objects
        return self.filter(entry__in=entries.visible_to(user, on=on))


class EntryQuerySet(models.QuerySet):
    def current(self):
        """The newest version of each entry; both where two people corrected the same one (JRN-7)."""
        return self.filter(current=True)

    def said(self):
        """Current, and about the child in whose diary it stands."""
        return self.current().filter(taken_out=False)

    def visible_to(self, user, *, on):
        """The diary of the children one works with; after a move the old unit keeps its own entries (ACC-1)."""
        if user.role == Role.DIRECTOR:
            return self.all()
        if user.role not in (Role.UNIT_LEADER, Role.CARE_WORKER):
            return self.none()
        children = Child.objects.visible_to(user, on=on).values("pk")
        return self.filter(Q(child__in=children) | Q(unit__in=worked_in(user, on)))

    def children_of(self, user, *, on):
        """Children of whose diary the person may read something; those who are here now are `here`."""
        here = Exists(Child.objects.visible_to(user, on=on).filter(pk=OuterRef("pk")))
        readable = Exists(self.visible_to(user, on=on).filter(child=OuterRef("pk")))
        return Child.objects.annotate(here=here).filter(Q(here=True) | readable)

    def with_uses(self, user, *, on):
        """With the reports that quote the entry, under way or delivered (JRN-6), of children whose file the
        person may open. No query of its own."""
        entry, original = OuterRef(OuterRef("pk")), OuterRef(OuterRef("original"))
        versions = Q(entry=entry) | Q(entry=original) | Q(entry__original=original)
        quoting = Quote.objects.filter(versions).values("section__report")
        reports = Report.objects.filter(pk__in=quoting).exclude(state="dropped").order_by("pk")
        reports = reports.filter(placement__child__in=Child.objects.visible_to(user, on=on).values("pk"))
        ends = Func("ends", Value("DD.MM.YYYY"), function="to_char", output_field=models.CharField())
        return self.annotate(
            used_in=ArraySubquery(reports.values(use=JSONObject(pk="pk", kind="kind", ends=ends)))
        )

    def for_reading(self, user, *, on):
        """With all that stands beside an entry in a list, see `journal.reading`. No query of its own."""
        from journal.handover.queries import with_takeovers  # it is built on the entries themselves

        rows = self.select_related("author", "unit", "original__author").defer("search", "original__search")
        rows = rows.with_uses(user, on=on)
        return with_takeovers(rows.annotate(**reading.facts(self.model, on)))
