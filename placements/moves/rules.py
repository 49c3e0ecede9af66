"""PLC-9: what an internal move needs, and why not."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import PlacementState
from placements.models import Stay
from units.models import Assignment, Place, UnitKind

# Higher apps that hold a free place for somebody say so: called with the place, each raises Refused.
_claims: list[Callable[[Place], None]] = []


def register_claim(check):
    _claims.append(check)


def check_movable(placement, *, on):
    """The stay from which the child moves. Raises Refused when there is none, or a move is planned already."""
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("Only a child who lives here moves."))
    last = placement.stays.select_related("place__unit").order_by("begins", "pk").last()
    if last is None or last.ends is not None:
        raise Refused(_("It is already written down when this stay ends. Nothing can be planned after it."))
    if last.begins > on:
        sentence = _("A move is planned for %(day)s already. Cancel it first if it changes.")
        raise Refused(sentence % {"day": date_format(last.begins)})
    return last


def check_move(stay, place, begins, *, agreed_on, exception_reason, on):
    """From `stay` to `place` on the day `begins`."""
    if agreed_on > on:
        raise Refused(_("What the caseworker agrees to later cannot be written down yet."), "agreed_on")
    if begins < stay.begins:
        raise Refused(_("The child came to %(unit)s later than that.") % {"unit": stay.place.unit}, "begins")
    if place.unit_id == stay.place.unit_id:
        raise Refused(_("The child lives in that unit already."), "place")
    _check_place(place, begins)
    if not place.unit.fits(stay.child.born, begins) and not exception_reason.strip():
        raise Refused(_age_sentence(stay.child, place.unit, begins), "exception_reason")


def _check_place(place, begins):
    if place.unit.kind != UnitKind.RESIDENTIAL:
        raise Refused(_("Children live in residential units only."), "place")
    if place.is_given_up:
        raise Refused(_("%(place)s closes soon. Choose another place.") % {"place": place}, "place")
    for check in _claims:
        check(place)
    if Stay.objects.filter(Q(ends__isnull=True) | Q(ends__gt=begins), place=place).exists():
        raise Refused(
            _("That place was taken by another since you opened this. Choose another place."), "place"
        )


def _age_sentence(child, unit, begins):
    facts = {"age": child.age_on(begins), "day": date_format(begins), "unit": unit}
    return _(
        "The child is %(age)s on %(day)s, and %(unit)s takes children from %(low)s to %(high)s. Say why all the same."
    ) % {**facts, "low": unit.age_from, "high": unit.age_to}


def check_contact(role, present, chosen, unit, begins):
    """Whoever stays on works in the new unit; otherwise somebody who does is chosen."""
    person = chosen or (present and present.person)
    if person is None or Assignment.objects.on(begins).filter(unit=unit, person=person).exists():
        return
    facts = {"name": person, "unit": unit, "day": date_format(begins)}
    if chosen:
        raise Refused(_("%(name)s does not work in %(unit)s on %(day)s.") % facts, role)
    raise Refused(
        _("%(name)s does not work in %(unit)s on %(day)s. Choose a contact person who does.") % facts, role
    )


def check_cancel(move, *, on):
    if move.stay_id is None:
        raise Refused(_("This move is cancelled already."))
    if move.begins <= on:
        raise Refused(_("The child has moved. A move back is a new move."))
