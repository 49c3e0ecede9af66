from django.db.models import Q

from placements.queries import CaseQuerySet


class ReportQuerySet(CaseQuerySet):
    def under_way(self):
        return self.filter(state__in=["writing", "reading", "read"])

    def half_years(self, *, on):
        """Half-yearly reports that the municipality had on that day; a correction is no report of its own (PLC-6)."""
        return self.filter(kind="half_year", delivered__lte=on, corrects__isnull=True)


def awaited(on):
    """Condition: a statement that was asked for by that day and had not been delivered or withdrawn (PLC-10)."""
    open_still = Q(report__delivered__isnull=True) | Q(report__delivered__gt=on)
    return Q(requested_on__lte=on) & open_still & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))
