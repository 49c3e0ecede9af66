from placements.queries import CaseQuerySet
from units.queries import current


class ConsentQuerySet(CaseQuerySet):
    def holding(self, kind, on):
        """Given by that day and not withdrawn; on the day of the withdrawal it holds no more (PLC-8)."""
        return self.filter(current(on, "given_on", "withdrawn_on"), kind=kind)
