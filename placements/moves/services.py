"""Internal moves: one act, without a gap and without a double day (PLC-9)."""

from django.utils.translation import gettext as _

from core import waking
from core.acting import command
from core.refusals import Refused
from placements.enums import ContactRole
from placements.lifecycle import PLACEMENT
from placements.models import ContactPerson, Move, Stay
from placements.moves import rules
from units.models import Place


@command
def move(placement, *, place, begins, agreed_with, agreed_on, reason, exception_reason, contacts, by, at, on):
    """The old stay ends on the day on which the new one begins; that day may lie ahead.

    `contacts` maps a role to the person who takes it over, or to None for whoever has it now.
    """
    PLACEMENT.hold(placement)
    old = rules.check_movable(placement, on=on)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    rules.check_move(old, place, begins, agreed_on=agreed_on, exception_reason=exception_reason, on=on)
    _hand_over(placement, contacts, place.unit, begins)
    placement.stays.filter(pk=old.pk).update(ends=begins)
    stay = Stay.objects.create(placement=placement, child=placement.child, place=place, begins=begins)
    waking.soon("deadlines.refresh")
    return Move.objects.create(
        placement=placement,
        stay=stay,
        place=place,
        begins=begins,
        agreed_with=agreed_with,
        agreed_on=agreed_on,
        reason=reason,
        exception_reason=exception_reason,
        moved_by=by,
        recorded_at=at,
    )


def _hand_over(placement, contacts, unit, begins):
    """All who go end before anyone begins, so that the two can also change places."""
    present = {
        c.role: c for c in placement.contact_persons.filter(ends__isnull=True).select_related("person")
    }
    taking_over = {}
    for role in ContactRole:
        chosen, now = contacts.get(role), present.get(role)
        rules.check_contact(role, now, chosen, unit, begins)
        if chosen and chosen != (now and now.person):
            taking_over[role] = chosen
    going = [present[role].pk for role in taking_over if role in present]
    if placement.contact_persons.filter(pk__in=going, begins__gt=begins).exists():
        raise Refused(_("The present contact person began later than that."), "begins")
    placement.contact_persons.filter(pk__in=going).update(ends=begins)
    for role, person in taking_over.items():
        ContactPerson.objects.create(placement=placement, role=role, person=person, begins=begins)


@command
def cancel(move, *, reason, by, at, on):
    """Takes back a move whose day has not come; the child and its contact persons stay where they are."""
    if not reason.strip():
        raise Refused(_("Say why the move is cancelled."), "reason")
    placement = move.placement
    PLACEMENT.hold(placement)
    move = Move.objects.select_for_update(of=("self",)).get(pk=move.pk)
    rules.check_cancel(move, on=on)
    planned, begins = move.stay_id, move.begins
    move.stay, move.cancelled_because, move.cancelled_by, move.cancelled_at = None, reason, by, at
    move.save(update_fields=["stay", "cancelled_because", "cancelled_by", "cancelled_at"])
    placement.stays.filter(pk=planned).delete()
    placement.stays.filter(ends=begins).update(ends=None)
    placement.contact_persons.filter(begins=begins).delete()
    placement.contact_persons.filter(ends=begins).update(ends=None)
    waking.soon("deadlines.refresh")
    return move
