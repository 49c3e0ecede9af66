"""A course over time as lanes: dates become percentages of the width, so that the picture fits any screen."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format

LANE, BAR, TOP, AXIS = 58, 26, 20, 26
LAST_LABEL = 91
MOST_LABELS = 7
NARROW, ROOMY = 7, 25
STEPS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True)
class Segment:
    """`end` is the last day shown; None means that it goes on."""

    start: date
    end: date | None
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Point:
    on: date
    label: str
    kind: str = ""


@dataclass(frozen=True)
class Lane:
    label: str
    segments: tuple = ()
    points: tuple = ()


@dataclass
class Timeline:
    lanes: list
    start: date
    end: date
    today: date
    height: int = field(init=False)

    def __post_init__(self):
        self.height = TOP + LANE * len(self.lanes) + AXIS

    @property
    def axis_y(self):
        return self.height - AXIS + 18

    @property
    def grid_end(self):
        return self.height - AXIS

    @property
    def today_x(self):
        return self.percent(self.today) if self.start <= self.today <= self.end else None

    @property
    def today_anchor(self):
        """Near an edge the word leans inwards, else half of it is cut off."""
        x = self.today_x
        return "start" if x < 8 else "end" if x > 92 else "middle"

    def percent(self, on):
        share = (on - self.start).days / max((self.end - self.start).days, 1)
        return round(min(max(share, 0), 1) * 100, 2)

    def months(self):
        firsts = list(_first_days(self.start, self.end))
        step = next((s for s in STEPS if _count(firsts, s) <= MOST_LABELS), STEPS[-1])
        return [self._month(first) for first in firsts if _on_step(first, step)]

    def _month(self, first):
        """No word so near the edge that it would be cut off."""
        x = self.percent(first)
        word = date_format(first, "Y" if first.month == 1 else "b", use_l10n=False)
        return {"x": x, "label": word if x <= LAST_LABEL else ""}

    def drawn(self):
        for row, lane in enumerate(self.lanes):
            top = TOP + row * LANE
            yield {
                "label": lane.label,
                "label_y": top + 14,
                "bar_y": top + 21,
                "middle_y": top + 21 + BAR // 2,
                "segments": [self._segment(s) for s in lane.segments if self._seen(s.start, s.end)],
                "points": [self._point(p) for p in lane.points if self._seen(p.on, p.on)],
            }

    def _seen(self, start, end):
        return start <= self.end and (end or self.end) >= self.start

    def _segment(self, segment):
        x = self.percent(segment.start)
        width = self.percent((segment.end or self.end) + timedelta(days=1)) - x
        width = round(max(width, 0.6), 2)
        return {"x": x, "width": width, "of": segment, "kind": segment.kind, "room": _room(width)}

    def _point(self, point):
        return {"x": self.percent(point.on), "of": point, "kind": point.kind}


def _room(width):
    """How much of its name a segment has room for: none, on a wide screen only, or always."""
    return "" if width < NARROW else "wide" if width < ROOMY else "all"


def _first_days(start, end):
    day = start.replace(day=1)
    while day <= end:
        if day >= start:
            yield day
        day = (day + timedelta(days=32)).replace(day=1)


def _on_step(day, step):
    return (day.year * 12 + day.month - 1) % step == 0


def _count(days, step):
    return sum(_on_step(day, step) for day in days)
