"""What stands on every child's page before any capability adds to it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import LEADERS
from placements.enums import DecisionKind, PlacementState
from placements.panels import ALERT, Link, Panel, alert, register, register_link


def _always(page):
    return {} if page.placement else None


def decision_missing(page):
    """The municipality's decision on the placement, with its paper, is not here yet (VIS-7)."""
    decisions = page.placement.decisions.all() if page.placement else ()
    has_paper = any(d.paper_id for d in decisions if d.kind == DecisionKind.ADMISSION)
    return page.is_in(PlacementState.PLANNED, PlacementState.RUNNING) and not has_paper


def _decision_alert(page):
    if not decision_missing(page):
        return None
    sentence, look = _("The municipality's decision is missing"), {"kind": "bad", "icon": "file-warning"}
    if page.user.role not in LEADERS:
        return alert(sentence, **look)
    url = reverse("placements:record_decision", args=[page.placement.pk])
    return alert(sentence, url=url, action=_("Record the decision"), **look)


register(Panel("decision", ALERT, _decision_alert, "alert", 10))
register(Panel("facts", "placements/_facts.html", _always, "side", 10))


def _expected(page):
    return page.is_in(PlacementState.PLANNED)


register_link(
    Link(
        key="arrival",
        label=gettext_lazy("Register the arrival"),
        icon="door-open",
        route="placements:register_arrival",
        roles=LEADERS,
        when=_expected,
        primary=True,
    ),
)
