"""What a child's page shows, gathered in a fixed number of queries however long the placement."""

from django.db.models import Prefetch

from accounts.roles import LEADERS
from placements import panels
from placements.enums import PlacementState
from placements.models import MunicipalDecision, Placement, Stay
from placements.photos.queries import photo_shown
from placements.timeline import course

NOW = (PlacementState.RUNNING, PlacementState.PLANNED)


def placements_of(child, on):
    """The child's placements, newest first, each with what the panels asked for."""
    facts = {"photo_shown": photo_shown(on, "child__"), **panels.facts(on)}
    rows = Placement.objects.filter(child=child).annotate(**facts)
    related = rows.select_related("municipality", "caseworker", "kind", "intake__registered_by")
    stays = Prefetch("stays", Stay.objects.select_related("place__unit"))
    decisions = Prefetch("decisions", MunicipalDecision.objects.select_related("paper"))
    return list(related.with_contacts(on=on).prefetch_related(stays, decisions))


def stays_in_order(placement):
    return sorted(placement.stays.all(), key=lambda stay: (stay.begins, stay.pk))


def stay_on(placement, day):
    """The stay that holds the date, else the newest that has begun, else the first one planned."""
    stays = stays_in_order(placement)
    holding = [stay for stay in stays if stay.holds(day)]
    begun = [stay for stay in stays if stay.begins <= day]
    return (holding or begun or stays[:1] or [None])[-1]


def days_of(placement, on):
    return (min(on, placement.discharged or on) - placement.arrived).days


def _newest(placements):
    return next((p for p in placements if p.state in NOW), None) or next(iter(placements), None)


def gather(child, user, on, placement=None):
    """`placement` is the key of an earlier one to show; without it the page is about the newest."""
    placements = placements_of(child, on)
    newest = _newest(placements)
    shown = next((p for p in placements if p.pk == placement), newest)
    child.photo_shown = shown and shown.photo_shown
    page = panels.Page(child, shown, user, on, earlier=shown is not newest)
    return {
        "child": child,
        "placement": shown,
        "stay": stay_on(shown, on) if shown else None,
        "page": page,
        "days": days_of(shown, on) if shown else 0,
        "timeline": course(page) if shown else None,
        "others": [(p, stay_on(p, on), days_of(p, on)) for p in placements if p is not shown],
        "primary": panels.primary(page),
        "groups": list(panels.groups(page)),
        **{column: list(panels.shown(page, column)) for column in ("alert", "main", "side")},
        "may_lead": user.role in LEADERS,
        "today": on,
    }
