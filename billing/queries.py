from django.db import models
from django.db.models import Prefetch, Q

from billing.rules import KEEPERS
from placements.enums import PlacementState
from placements.models import Absence, Placement, Stay

ARRIVED = (PlacementState.RUNNING, PlacementState.ENDED)


class KeepersQuerySet(models.QuerySet):
    """Money is for those who keep it; a municipality sees its invoices among the documents released to it."""

    def visible_to(self, user, *, on):
        return self.all() if user.role in KEEPERS else self.none()


class PriceListQuerySet(KeepersQuerySet):
    def with_prices(self):
        return self.prefetch_related("prices").order_by("valid_from")


class InvoiceQuerySet(KeepersQuerySet):
    def between(self, first, last):
        return self.filter(month__range=(first, last))

    def with_lines(self):
        lines = self.model._meta.get_field("lines").related_model.objects
        lines = lines.select_related("placement__child", "placement__municipality", "unit").order_by(
            "position"
        )
        return self.select_related("municipality").prefetch_related(Prefetch("lines", queryset=lines))


def placements_between(first, last):
    """Placements with a day between two dates, also those that are only expected."""
    begun = Placement.objects.exclude(state=PlacementState.CANCELLED).filter(arrived__lte=last)
    here = begun.filter(Q(discharged__isnull=True) | Q(discharged__gte=first))
    return here.select_related("child", "municipality").order_by("reference")


def stays_between(first, last):
    """Stays of children who came; who is only expected costs nothing."""
    arrived = Stay.objects.touching(first, last).filter(placement__state__in=ARRIVED)
    related = arrived.select_related("placement__child", "placement__municipality", "place__unit")
    return related.order_by("begins", "ends", "pk")


def absences_between(first, last):
    return Absence.objects.filter(Q(ends__isnull=True) | Q(ends__gt=first), begins__lte=last).order_by(
        "begins", "pk"
    )
