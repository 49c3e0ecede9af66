"""The summary that goes to the municipality with a discharge (PLC-12, PLC-13, PLC-16)."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.cpr import formatted
from documents.kinds import Kind, register
from placements.discharge.checklist import visits_first
from placements.discharge.models import Discharge
from placements.discharge.rules import statement_of
from placements.documents import _leaders_of_the_child
from placements.models import Placement

SUMMARY = "discharge_summary"
ANSWER_DAYS = 14


def _scope(user, on):
    """The child's leaders; and those who left the child to the municipality also after it has answered."""
    visible = _leaders_of_the_child(user, on)
    if visible is None:
        return None
    left = Placement.objects.left_to(user, on=on).values("pk")
    return visible | Q(pk__in=Discharge.objects.filter(placement__in=left).values("summary"))


register(
    Kind(
        SUMMARY,
        gettext_lazy("discharge summary"),
        "documents/discharge_summary.html",
        _scope,
    )
)


def answer_by(placement):
    """PLC-13: the municipality answers within 14 days of the discharge."""
    return placement.discharged + timedelta(days=ANSWER_DAYS)


def summary_of(placement):
    """In words, as it stood that day."""
    with translation.override(settings.LANGUAGE_CODE):
        return {**_case(placement), **_road(placement, placement.discharge)}


def _case(placement):
    child, authority = placement.child, placement.municipality
    return {
        "municipality": authority.name,
        "address": authority.address,
        "caseworker": placement.caseworker.full_name if placement.caseworker else "",
        "child": child.name,
        "cpr": formatted(child.cpr) if child.cpr else "",
        "reference": placement.reference,
        "arrived": date_format(placement.arrived),
        "discharged": date_format(placement.discharged),
        "days": max(1, (placement.discharged - placement.arrived).days),
        "stays": [
            _stay(stay) for stay in placement.stays.select_related("place__unit").order_by("begins", "pk")
        ],
        "answer_by": date_format(answer_by(placement)),
    }


def _stay(stay):
    return {"unit": stay.place.unit.name, "begins": date_format(stay.begins), "ends": date_format(stay.ends)}


def _road(placement, road):
    return {
        "destination": capfirst(road.get_destination_display()),
        "goes_to": road.goes_to,
        "ladder": f"{road.ladder_level} · {capfirst(road.get_ladder_level_display())}",
        "visits": road.visits if visits_first(road) else "",
        "accompanied_by": "" if visits_first(road) else road.accompanied_by,
        "statement": _statement(placement),
        "talk": _by(road.talk_on, road.talk_by),
        "told": _by(road.told_on, road.told_by),
        "belongings": date_format(road.belongings_on),
        "belongings_note": road.belongings_note,
        "follows": road.follows.full_name if road.follows else "",
        "follows_until": date_format(road.follows_until) if road.follows_until else "",
    }


def _by(day, name):
    return _("%(day)s, %(name)s") % {"day": date_format(day), "name": name}


def _statement(placement):
    statement = statement_of(placement)
    day = date_format(statement.delivered)
    if statement.document is None:
        return day
    return _("%(number)s, delivered on %(day)s") % {"number": statement.document.number, "day": day}
