"""What must be in place before a child leaves (PLC-10 to 12): each open point is a part of the refusal's sentence."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placements.discharge.models import Destination
from placements.discharge.preferences import DEFAULTS, TOLD_DAYS

MOVES_ON = (Destination.NETWORK, Destination.FOSTER, Destination.INSTITUTION)


@dataclass(frozen=True)
class Known:
    """What other parts of the case say: the municipality's decision with its paper, when the statement was
    delivered, and how many days ahead a child is told."""

    decided_on: date | None = None
    stated_on: date | None = None
    told_days: int = DEFAULTS[TOLD_DAYS]


@dataclass(frozen=True)
class Point:
    """`missing` says what is open, `said` what is known; without both it is left out of choice."""

    key: str
    title: str
    missing: str = ""
    said: str = ""

    @property
    def kind(self):
        return "open" if self.missing else "done" if self.said else "free"


def points(discharge, known, leaves):
    """Every point, as it stands for a child who leaves on that date."""
    return [
        _decision(known),
        _statement(known),
        _talk(discharge),
        _told(discharge, known.told_days, leaves),
        _destination(discharge),
        _journey(discharge),
        _belongings(discharge),
        _follow(discharge),
    ]


def open_points(discharge, known, leaves):
    return [point for point in points(discharge, known, leaves) if point.missing]


def _decision(known):
    missing = "" if known.decided_on else _("the municipality's decision with its paper")
    said = known.decided_on and _("decided on %(day)s") % {"day": date_format(known.decided_on)}
    return Point("decision", _("The municipality's decision"), missing, said or "")


def _statement(known):
    missing = "" if known.stated_on else _("the statement, delivered to the municipality")
    said = known.stated_on and _("delivered on %(day)s") % {"day": date_format(known.stated_on)}
    return Point("statement", _("The statement"), missing, said or "")


def _talk(discharge):
    title = _("The municipality's talk with the child")
    if not (discharge.talk_on and discharge.talk_by):
        return Point("talk", title, _("the municipality's talk with the child"))
    facts = {"day": date_format(discharge.talk_on), "name": discharge.talk_by}
    return Point("talk", title, said=_("%(day)s, %(name)s") % facts)


def is_late(told_on, leaves, days):
    """PLC-11: less than a week before."""
    return (leaves - told_on).days < days


def _told(discharge, days, leaves):
    title = _("The child is told")
    if not (discharge.told_on and discharge.told_by):
        return Point("told", title, _("that the child is told"))
    if is_late(discharge.told_on, leaves, days) and not discharge.told_late_because:
        return Point("told", title, _("why the child was told late"))
    facts = {"day": date_format(discharge.told_on), "name": discharge.told_by}
    return Point("told", title, said=_("%(day)s, %(name)s") % facts)


def _destination(discharge):
    title = _("Where the child goes")
    if not (discharge.destination and discharge.goes_to and discharge.ladder_level):
        return Point("destination", title, _("where the child goes, with the level on the ladder"))
    facts = {"where": discharge.get_destination_display(), "name": discharge.goes_to}
    facts["level"] = discharge.ladder_level
    return Point("destination", title, said=_("%(where)s: %(name)s (level %(level)s)") % facts)


def visits_first(discharge):
    """PLC-12: to a foster family or institution in Nuuk the centre arranges contact and visits beforehand."""
    return discharge.in_nuuk and discharge.destination in MOVES_ON


def _journey(discharge):
    if visits_first(discharge):
        missing = "" if discharge.visits else _("contact and visits arranged beforehand")
        return Point("journey", _("Contact and visits beforehand"), missing, discharge.visits)
    title = _("Who accompanies the child")
    if not discharge.accompanied_by:
        return Point("journey", title, _("who accompanies the child"))
    if not discharge.accompanied_contacted_on:
        return Point("journey", title, _("that the accompanying person was contacted"))
    facts = {"name": discharge.accompanied_by, "day": date_format(discharge.accompanied_contacted_on)}
    return Point("journey", title, said=_("%(name)s, contacted on %(day)s") % facts)


def _belongings(discharge):
    title = _("The child's belongings")
    if not discharge.belongings_on:
        return Point("belongings", title, _("that the belongings are handed over"))
    day = _("handed over on %(day)s") % {"day": date_format(discharge.belongings_on)}
    return Point("belongings", title, said=" · ".join(filter(None, [day, discharge.belongings_note])))


def _follow(discharge):
    title = _("A known adult in the first time")
    if not discharge.follows:
        return Point("follow", title)
    if not discharge.follows_until:
        return Point("follow", title, said=str(discharge.follows))
    facts = {"name": discharge.follows, "day": date_format(discharge.follows_until)}
    return Point("follow", title, said=_("%(name)s until %(day)s") % facts)
