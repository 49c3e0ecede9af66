"""Which running placements have no plan or one older than 12 months, grouped per municipality (PLC-2)."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID, uuid4

from placements.models import Placement
from placements.plans import facts
from placements.plans.models import AskedBy
from placements.plans.standing import Standing, stands


@dataclass(frozen=True)
class Row:
    """A placement, how it stands, and the key under which one more asking is logged."""

    placement: Placement
    stands: Standing
    key: UUID

    @property
    def asked_how(self):
        return AskedBy(self.placement.last_how).label if self.placement.last_how else ""


@dataclass(frozen=True)
class Group:
    municipality: object
    running: int
    rows: list[Row]

    def count(self, state):
        return sum(row.stands.state == state for row in self.rows)

    @property
    def missing(self):
        return self.count("missing")

    @property
    def old(self):
        return self.count("old")


def gather(user, on):
    """One group for every municipality with a running placement that the person sees; in one query."""
    return [
        Group(municipality, len(placements), _lacking(placements, on))
        for municipality, placements in _by_municipality(user, on)
    ]


def _by_municipality(user, on):
    rows = Placement.objects.visible_to(user, on=on).running_on(on).with_unit(on=on)
    rows = rows.select_related("child", "municipality").annotate(
        **facts.of_plan(on),
        asked=facts.asked(on),
        last_asked=facts.last_asking(on, "asked_at"),
        last_how=facts.last_asking(on, "how"),
    )
    ordered = rows.order_by("municipality__code", "child__sort_name", "pk")
    return [(key, list(group)) for key, group in groupby(ordered, lambda placement: placement.municipality)]


def _lacking(placements, on):
    rows = [Row(p, stands(p, on), uuid4()) for p in placements]
    return sorted((row for row in rows if row.stands.state != "ok"), key=lambda row: row.stands.due)
