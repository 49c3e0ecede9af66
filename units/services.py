from django.conf import settings
from django.db.models import Max
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused
from units import rules
from units.models import Assignment, Place, Shift, Unit

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@command
def create(*, name, kind, age_from, age_to, opens, note, by):
    """A new unit. Its short name in addresses comes from the name and never changes."""
    rules.check_director(by)
    slug = slugify(name.translate(LETTERS))[:50].strip("-")
    if not slug:
        raise Refused(_("Write a name with letters in it."), "name")
    if Unit.objects.filter(slug=slug).exists():
        raise Refused(_("There is already a unit of that name."), "name")
    facts = {"name": name, "kind": kind, "age_from": age_from, "age_to": age_to, "opens": opens, "note": note}
    last = Unit.objects.aggregate(last=Max("order"))["last"] or 0
    return Unit.objects.create(slug=slug, order=last + 1, **facts)


@command
def edit(unit, *, name, kind, age_from, age_to, opens, note, by):
    rules.check_director(by)
    if unit.kind != kind and unit.places.exists():
        rules.check_residential(Unit(kind=kind))
    facts = {"name": name, "kind": kind, "age_from": age_from, "age_to": age_to, "opens": opens, "note": note}
    for field, value in facts.items():
        setattr(unit, field, value)
    unit.save(update_fields=[*facts])
    return unit


@command
def add_places(unit, *, count, opens, by):
    """So many ordinary places from a day on."""
    rules.check_director(by)
    rules.check_residential(unit)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    names = _free_names(unit, lambda number: f"{unit.name} {number}", count)
    return [Place.objects.create(unit=unit, name=name, opens=opens) for name in names]


@command
def open_emergency_place(unit, *, opens, closes, reason, by, on):
    """One place more than normal, for a period and with a reason (UNIT-2)."""
    rules.check_emergency(unit, opens=opens, closes=closes, reason=reason, by=by, on=on)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    [name] = _free_names(unit, _emergency_name, 1)
    period = {"opens": opens, "closes": closes}
    return Place.objects.create(unit=unit, name=name, emergency=True, reason=reason.strip(), **period)


def _emergency_name(number):
    with translation.override(settings.LANGUAGE_CODE):
        return _("Emergency place %(number)d") % {"number": number}


def _free_names(unit, name_of, count):
    """The next names that no place of the unit has had."""
    taken, number, names = set(unit.places.values_list("name", flat=True)), 0, []
    while len(names) < count:
        number += 1
        if name_of(number) not in taken:
            names.append(name_of(number))
    return names


@command
def close_place(place, *, closes, by, on):
    """Closes a place from a day; None keeps an ordinary one open. Refused while a child needs it."""
    place = Place.objects.select_for_update(of=["self"]).select_related("unit").get(pk=place.pk)
    rules.check_close(place, closes, by=by, on=on)
    place.closes = closes
    place.save(update_fields=["closes"])
    return place


@command
def add_shift(unit, *, name, begins, by, on):
    """A shift that begins at this time every day and lasts until the next one begins."""
    rules.check_shift(unit, name=name, begins=begins, by=by, on=on)
    return Shift.objects.create(unit=unit, name=name, begins=begins)


@command
def edit_shift(shift, *, name, begins, by, on):
    """Another name or time from now on; what was taken over stays as it was called."""
    rules.check_shift(shift.unit, name=name, begins=begins, other_than=shift, by=by, on=on)
    shift.name, shift.begins = name, begins
    shift.save(update_fields=["name", "begins"])
    return shift


@command
def remove_shift(shift, *, by, on):
    """The shift before lasts longer. Of two who remove the last two at once one is refused."""
    Unit.objects.select_for_update().get(pk=shift.unit_id)
    rules.check_remove_shift(shift, by=by, on=on)
    shift.delete()


@command
def assign(person, *, unit, begins, ends, by):
    """Who works where decides what they see (ACC-1)."""
    rules.check_assign(person, by=by)
    return Assignment.objects.create(person=person, unit=unit, begins=begins, ends=ends)


@command
def end_assignment(assignment, *, ends, by):
    rules.check_manager(by)
    assignment.ends = ends
    assignment.save(update_fields=["ends"])
