from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import CARE
from core.models import Preference
from core.periods import age_on
from placements.daily import day_care, queries
from placements.daily.models import Attendance, DayCareApplication, DayCareState, Presence
from placements.daily.preferences import DEFAULT, SCHOOL_AGE
from placements.panels import ALERT, Link, Panel, register, register_link, running

OPEN = (DayCareState.NEEDED, DayCareState.APPLIED)
LOOKS_BACK = timedelta(days=30)


def _facts(on):
    return {
        "daily_goes_to": queries.goes_to(on),
        "daily_absent": _counted(on, Presence.ABSENT),
        "daily_late": _counted(on, Presence.LATE),
        "daily_care": _application(),
        "daily_school_age": _school_age(),
    }


def _counted(on, state):
    marks = Attendance.objects.filter(schooling__placement=OuterRef("pk"), state=state)
    marks = marks.filter(day__gt=on - LOOKS_BACK, day__lte=on).order_by().values("schooling__placement")
    return Coalesce(Subquery(marks.annotate(n=Count("pk")).values("n")), Value(0))


def _application():
    rows = DayCareApplication.objects.filter(placement=OuterRef("pk")).filter(Q(state__in=OPEN))
    return Subquery(rows.values(found=JSONObject(pk="pk", state="state", needed_from="needed_from"))[:1])


def _school_age():
    changed = Preference.objects.filter(key=SCHOOL_AGE).values("value")
    return Coalesce(Cast(Subquery(changed), IntegerField()), Value(DEFAULT))


def daily(page):
    if page.placement is None or page.user.role not in CARE:
        return None
    placement, care = page.placement, page.placement.daily_care
    since = care and date.fromisoformat(care["needed_from"])
    return {
        "placement": placement,
        "goes_to": placement.daily_goes_to,
        "absent": placement.daily_absent,
        "late": placement.daily_late,
        "care": care,
        "waiting": (page.on - since).days if since else 0,
        "suggested": _suggested(page),
        "open": page.open,
    }


def _suggested(page):
    """A running child under school age from outside Nuuk, without day care and without an application."""
    placement = page.placement
    has = placement.daily_care or any(s["kind"] == day_care.DAY_CARE_KIND for s in placement.daily_goes_to)
    young = age_on(page.child.born, page.on) < placement.daily_school_age
    return running(page) and young and not has and day_care.is_from_elsewhere(placement.municipality)


def away(page):
    if not running(page) or not page.placement.away_now:
        return None
    found = page.placement.away_now
    return {
        "sentence": queries.away_words(found),
        "kind": "bad" if found["kind"] == "missing" else "warn",
        "icon": "plane-takeoff" if found["kind"] == "holiday" else "door-open",
        "url": reverse("placements:bring_back", args=[found["pk"]]),
        "action": _("Is back"),
    }


register(Panel("daily", "placements/daily/_panel.html", daily, "side", 20, _facts))
register(Panel("away", ALERT, away, "alert", 20, lambda on: {"away_now": queries.away_on(on)}))
register_link(Link("daily", _("School and absences"), "school", "placements:daily", "daily", 30))
register_link(
    Link("absence", _("Record an absence"), "door-open", "placements:add_absence", "daily", 31, when=running)
)
