"""What burns on the child's page around the end of a placement, and the ways to it."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.roles import LEADERS
from core.periods import add_months
from placements.discharge import falls  # noqa: F401  says what falls when something is undone
from placements.discharge.checklist import Known, open_points
from placements.discharge.documents import answer_by
from placements.discharge.models import Discharge, Receipt
from placements.discharge.preferences import DEFAULTS, TOLD_DAYS, TURNING_MONTHS, as_fact
from placements.discharge.turning import eighteenth
from placements.enums import DecisionKind, PlacementState
from placements.models import Report
from placements.panels import ALERT, Link, Panel, alert, register, register_link, running

# What the checklist asks of the plan; who follows the child is no point that can be open.
ASKED = (
    *("planned_for", "destination", "goes_to", "in_nuuk", "ladder_level", "visits", "accompanied_by"),
    *("accompanied_contacted_on", "talk_on", "talk_by", "told_on", "told_by", "told_late_because"),
    *("belongings_on", "belongings_note"),
)


def _facts(on):
    of = {"placement": OuterRef("pk")}
    road = Discharge.objects.filter(**of).values_list(JSONObject(**{name: name for name in ASKED}))
    receipt = Receipt.objects.filter(**of).values_list(
        JSONObject(received_on="received_on", next_step="next_step", words="words")
    )
    stated = Report.objects.filter(**of, kind="statement", state="delivered").order_by("-delivered")
    return {
        "discharge_road": Subquery(road[:1]),
        "discharge_receipt": Subquery(receipt[:1]),
        "discharge_stated": Subquery(stated.values("delivered")[:1]),
        "discharge_told_days": Subquery(as_fact(TOLD_DAYS)),
        "discharge_months": Subquery(as_fact(TURNING_MONTHS)),
    }


def _road(placement):
    """The plan as the page's one query brought it, without a row of its own."""
    if not (row := placement.discharge_road):
        return None
    fields = {name: Discharge._meta.get_field(name) for name in ASKED}
    return Discharge(**{name: field.to_python(row[name]) for name, field in fields.items()})


def _known(placement):
    papers = (d for d in placement.decisions.all() if d.kind == DecisionKind.DISCHARGE and d.paper_id)
    days = placement.discharge_told_days
    return Known(
        decided_on=next((d.decided_on for d in papers), None),
        stated_on=placement.discharge_stated,
        told_days=DEFAULTS[TOLD_DAYS] if days is None else days,
    )


def _to(page, route, action):
    if page.user.role not in LEADERS:
        return {}
    return {"url": reverse(f"placements:{route}", args=[page.placement.pk]), "action": action}


def planned(page):
    """A discharge is planned, and so many points are open."""
    road = page.is_in(PlacementState.RUNNING) and _road(page.placement)
    if not road:
        return None
    missing = len(open_points(road, _known(page.placement), road.planned_for))
    words = ngettext(
        "Discharge planned for %(day)s, %(count)d point open",
        "Discharge planned for %(day)s, %(count)d points open",
        missing,
    )
    if not missing:
        words = _("Discharge planned for %(day)s, everything is in place")
    sentence = words % {"day": date_format(road.planned_for), "count": missing}
    kind = "bad" if road.planned_for < page.on else "warn" if missing else "plain"
    return alert(sentence, kind=kind, icon="door-closed", **_to(page, "discharge", _("The checklist")))


def turns_18(page):
    if not page.is_in(PlacementState.RUNNING):
        return None
    birthday = eighteenth(page.child.born)
    months = page.placement.discharge_months or DEFAULTS[TURNING_MONTHS]
    if birthday > add_months(page.on, months):
        return None
    words = _("Turns 18 on %(day)s: the placement ends then at the latest")
    if birthday <= page.on:
        words = _("Turned 18 on %(day)s: the placement must be ended")
    kind = "bad" if birthday <= add_months(page.on, 3) else "warn"
    look = {"kind": kind, "icon": "cake"}
    return alert(words % {"day": date_format(birthday)}, **look, **_to(page, "discharge", _("The discharge")))


def silent(page):
    """After the end: the municipality has not confirmed the final report (PLC-13)."""
    if not page.is_in(PlacementState.ENDED) or page.placement.discharge_receipt:
        return None
    due = answer_by(page.placement)
    sentence = _("Left on %(left)s. The municipality's receipt is due on %(due)s") % {
        "left": date_format(page.placement.discharged),
        "due": date_format(due),
    }
    kind = "bad" if due < page.on else "warn"
    return alert(sentence, kind=kind, icon="mail", **_to(page, "receipt", _("The receipt")))


def confirmed(page):
    row = page.placement and page.placement.discharge_receipt
    if not row:
        return None
    step = Receipt(next_step=row["next_step"]).get_next_step_display()
    return {**row, "received_on": date.fromisoformat(row["received_on"]), "next_step": step}


def can_undo(page):
    return page.open and page.placement.state != PlacementState.CANCELLED


register(Panel("discharge", ALERT, planned, "alert", 30, _facts))
register(Panel("turning_18", ALERT, turns_18, "alert", 40))
register(Panel("silent", ALERT, silent, "alert", 20))
register(Panel("receipt", "placements/discharge/_receipt.html", confirmed, "side", 15))
register_link(
    Link(
        key="discharge",
        label=gettext_lazy("Discharge"),
        icon="door-closed",
        route="placements:discharge",
        group="stay",
        order=80,
        roles=LEADERS,
        when=running,
    ),
    Link(
        key="decisions",
        label=gettext_lazy("Record a decision of the municipality"),
        icon="file-plus-2",
        route="placements:record_decision",
        group="stay",
        order=70,
        roles=LEADERS,
        when=running,
    ),
    Link(
        key="undo",
        label=gettext_lazy("Undo a mistake"),
        icon="undo-2",
        route="placements:undo",
        group="stay",
        order=90,
        roles=LEADERS,
        when=can_undo,
    ),
)
