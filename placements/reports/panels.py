"""The child's page: the next report, what is being written, and the clock of the statement."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from placements.enums import PlacementState
from placements.panels import Link, Panel, register, register_link
from placements.reports.models import Report, ReportKind, ReportState, StatementRequest
from placements.reports.periods import due_on
from placements.reports.queries import awaited

AHEAD = timedelta(days=30)


def delivered(on):
    """How many half-yearly reports of a placement the municipality had that day."""
    rows = Report.objects.filter(placement=OuterRef("pk")).order_by().half_years(on=on).values("placement")
    return Coalesce(Subquery(rows.values(count=Count("pk"))), 0)


def facts(on):
    """Reports delivered and under way, and the statement asked for, with the placement's own row."""
    of = Report.objects.filter(placement=OuterRef("pk")).order_by()
    under_way = of.under_way().order_by("pk").values(found=JSONObject(pk="pk", kind="kind", state="state"))
    asked = StatementRequest.objects.filter(awaited(on), placement=OuterRef("pk")).order_by("pk")
    return {
        "reports_delivered": delivered(on),
        "reports_last": Subquery(of.half_years(on=on).values("placement").values(last=Max("delivered"))),
        "reports_under_way": ArraySubquery(under_way),
        "reports_asked": ArraySubquery(asked.values(found=JSONObject(on="requested_on", due="due"))),
    }


def clock(due, on):
    """How a due date looks: overdue, near, or far."""
    return "bad" if due < on else "warn" if due <= on + AHEAD else ""


def _has_arrived(page):
    return page.is_in(PlacementState.RUNNING, PlacementState.ENDED)


def _named(row):
    return {
        "pk": row["pk"],
        "name": ReportKind(row["kind"]).label,
        "state_name": ReportState(row["state"]).label,
    }


def load(page):
    """Nothing for those who may not read reports, before the child has arrived, and of an earlier placement."""
    placement = page.placement
    if page.user.role not in CARE or not _has_arrived(page):
        return None
    runs = placement.state == PlacementState.RUNNING
    due = due_on(placement.arrived, placement.reports_delivered) if runs else None
    asked = [
        {
            "due": parse_date(row["due"]),
            "on": parse_date(row["on"]),
            "kind": clock(parse_date(row["due"]), page.on),
        }
        for row in placement.reports_asked
    ]
    return {
        "placement": placement,
        "due": due,
        "due_kind": due and clock(due, page.on),
        "last": placement.reports_last,
        "under_way": [_named(row) for row in placement.reports_under_way],
        "asked": asked,
    }


register_link(
    Link(
        key="reports",
        label=gettext_lazy("Reports"),
        icon="file-pen-line",
        route="placements:reports",
        order=40,
        when=_has_arrived,
    )
)
register(Panel("reports", "placements/reports/_panel.html", load, column="side", order=40, facts=facts))
