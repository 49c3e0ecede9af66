"""The whole placement in one picture: where the child lived, when away, and the meetings."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core.periods import add_months
from core.timeline import Lane, Point, Segment, Timeline
from placements.page import stays_in_order

AHEAD = timedelta(days=45)


def timeline(placement, today):
    start = placement.arrived - timedelta(days=7)
    end = max(placement.discharged or today + AHEAD, add_months(placement.arrived, 3))
    lanes = [_lived(placement), _met(placement)]
    return Timeline(lanes=lanes, start=start, end=end, today=today)


def _lived(placement):
    stays = tuple(
        Segment(
            s.begins, s.ends and max(s.ends - timedelta(days=1), s.begins), s.place.unit.name, str(1 + n % 2)
        )
        for n, s in enumerate(stays_in_order(placement))
    )
    away = tuple(Point(a.begins, a.get_kind_display(), "warn") for a in placement.absences.all())
    return Lane(_("Lives in"), stays, away)


def _met(placement):
    meetings = sorted(placement.meetings.all(), key=lambda m: (m.held, m.pk))
    return Lane(_("Meetings"), (), tuple(Point(m.held, m.kind.name, "ok") for m in meetings))
