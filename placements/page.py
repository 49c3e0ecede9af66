"""What a child's page shows, gathered in a fixed number of queries however long the placement."""

from django.db.models import Prefetch

from accounts.roles import LEADERS
from placements import panels
from placements.enums import DecisionKind, PlacementState
from placements.models import Meeting, MunicipalDecision, Placement

MEETINGS = 6


def placements_of(child, on):
    rows = Placement.objects.filter(child=child).annotate(**panels.facts(on))
    related = rows.select_related("municipality", "caseworker", "intake__registered_by")
    meetings = Prefetch("meetings", Meeting.objects.took_place().select_related("kind"))
    decisions = Prefetch("decisions", MunicipalDecision.objects.select_related("paper"))
    return list(
        related.with_contacts(on=on).prefetch_related("stays__place__unit", "absences", meetings, decisions)
    )


def stays_in_order(placement):
    return sorted(placement.stays.all(), key=lambda stay: (stay.begins, stay.pk))


def stay_on(placement, day):
    """The stay that holds the date, else the newest that has begun, else the first one planned."""
    stays = stays_in_order(placement)
    holding = [stay for stay in stays if stay.holds(day)]
    begun = [stay for stay in stays if stay.begins <= day]
    return (holding or begun or stays[:1] or [None])[-1]


def _days(placement, on):
    return (min(on, placement.discharged or on) - placement.arrived).days if placement else 0


def _has_paper(placement):
    return any(d.paper_id for d in placement.decisions.all() if d.kind == DecisionKind.ADMISSION)


def gather(child, user, on):
    placements = placements_of(child, on)
    current = next(
        (p for p in placements if p.state in (PlacementState.RUNNING, PlacementState.PLANNED)), None
    )
    shown = current or next(iter(placements), None)
    asked = panels.Page(child, shown, user, on)
    return {
        "child": child,
        "age": child.age_on(on),
        "placement": shown,
        "stay": stay_on(shown, on) if shown else None,
        "earlier": [p for p in placements if p is not shown],
        "intake": getattr(shown, "intake", None),
        "days": _days(shown, on),
        "decision_missing": bool(current) and not _has_paper(current),
        "main": list(panels.shown(asked, "main")),
        "side": list(panels.shown(asked, "side")),
        "meetings": list(shown.meetings.all())[:MEETINGS] if shown else [],
        "may_lead": user.role in LEADERS,
        "today": on,
    }
