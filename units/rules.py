from datetime import timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import CENTRE, Role
from accounts.rules import MANAGERS
from core.refusals import Refused
from units.models import Unit, UnitKind

WORKERS = CENTRE - {Role.SYSTEM_ADMIN}
LONGEST_EMERGENCY = timedelta(days=366)


def check_director(by):
    if by.role != Role.DIRECTOR:
        raise Refused(_("Only the director changes the units."))


def check_leads(unit, *, by, on):
    """The director, and the leaders who work in the unit that day."""
    if not Unit.objects.led_by(by, on=on).filter(pk=unit.pk).exists():
        raise Refused(_("Only the unit's leader and the director do this."))


def check_residential(unit):
    if unit.kind != UnitKind.RESIDENTIAL:
        raise Refused(_("Only a residential unit has places."))


def check_shift(unit, *, name, begins, other_than=None, by, on):
    """A residential unit's shifts differ in name and in the time at which they begin (JRN-5)."""
    check_leads(unit, by=by, on=on)
    if unit.kind != UnitKind.RESIDENTIAL:
        raise Refused(_("Only a residential unit has shifts."))
    others = unit.shifts.exclude(pk=other_than and other_than.pk)
    if others.filter(begins=begins).exists():
        raise Refused(_("Another shift of the unit begins at that time."), "begins")
    if others.filter(name=name).exists():
        raise Refused(_("The unit has a shift of that name already."), "name")


def check_remove_shift(shift, *, by, on):
    check_leads(shift.unit, by=by, on=on)
    if not shift.unit.shifts.exclude(pk=shift.pk).exists():
        raise Refused(_("A unit keeps one shift at least. Change its name or its time instead."))


def check_emergency(unit, *, opens, closes, reason, by, on):
    check_leads(unit, by=by, on=on)
    check_residential(unit)
    if not reason.strip():
        raise Refused(_("Write why the unit needs more places than normal."), "reason")
    if closes <= opens:
        raise Refused(_("The last day lies before the first."), "last_day")
    if closes - opens > LONGEST_EMERGENCY:
        raise Refused(
            _("An emergency place is opened for a year at most. After that it is an ordinary one."),
            "last_day",
        )


def check_may_close(place, *, by, on):
    """Ordinary places are the director's; an emergency place also its leader's, who opened it."""
    check_leads(place.unit, by=by, on=on) if place.emergency else check_director(by)


def check_empty(place, closes):
    """No child may hold the place, or be expected in it, on that day or after it."""
    stays = place.stays.exclude(placement__state="cancelled").order_by("begins", "pk")
    stay = stays.filter(Q(ends__isnull=True) | Q(ends__gt=closes)).first()
    if stay and stay.begins >= closes:
        about = {"day": date_format(stay.begins)}
        raise Refused(
            _("A child is expected in this place on %(day)s. Choose another place for it first.") % about
        )
    if stay and stay.ends:
        about = {"day": date_format(stay.ends)}
        raise Refused(_("A child holds this place until %(day)s. Close it from that day.") % about)
    if stay:
        raise Refused(_("A child lives in this place. It can be closed when the child has left it."))


def check_close(place, closes, *, by, on):
    check_may_close(place, by=by, on=on)
    if closes is None:
        return
    if closes < on:
        raise Refused(_("Choose today or a later day."), "closes")
    check_empty(place, closes)


def check_manager(by):
    if by.role not in MANAGERS:
        raise Refused(_("The director and the system administrator say who works where."))


def check_assign(person, *, by):
    check_manager(by)
    if person.role not in WORKERS:
        raise Refused(_("Only those who work at the centre with children work in a unit."))


def check_on_duty(person, unit, *, by, on):
    """Who is here is said by the person, or by the unit's leader (STF-3)."""
    if not person.assignments.on(on).filter(unit=unit).exists():
        raise Refused(_("%(name)s does not work in %(unit)s today.") % {"name": person, "unit": unit})
    if person != by:
        check_leads(unit, by=by, on=on)
