"""The units, their places and their shifts in the catalogue file."""

from datetime import date

from django.utils.translation import gettext as _

from units.models import Place, Shift, Unit, UnitKind

MOST_PLACES = 60


def read(file):
    """The file's units as values, each with the opening day of its places and their number; and the shifts."""
    day = file.take("places_open", date)
    units = [_unit(row, order, day) for order, row in enumerate(file.tables("units", "slug"), 1)]
    file.once([values for values, _day, _count in units], "slug")
    return units, _shifts(file)


def _shifts(file):
    shifts = [_shift(row) for row in file.tables("shifts", "name")]
    file.once(shifts, "name")
    file.once(shifts, "begins")
    return shifts


def _shift(row):
    values = row.values(Shift, "name", "begins")
    row.check(Shift(**values))
    row.close()
    return values


def _unit(row, order, day):
    values = row.values(Unit, "slug", "name", "kind", "age_from", "age_to", "opens", "note")
    row.check(Unit(order=order, **values))
    opens = values["opens"] or day
    count = row.take("places", int, 0)
    _check_places(row, values, opens, count)
    row.close()
    return {**values, "order": order}, opens, count


def _check_places(row, values, opens, count):
    if not 0 <= count <= MOST_PLACES:
        bounds = {"least": 0, "most": MOST_PLACES}
        row.fault("places", _("Choose a number from %(least)s to %(most)s.") % bounds)
    elif count and values["kind"] != UnitKind.RESIDENTIAL:
        row.fault("places", _("Only a residential unit has places."))
    elif count and not opens:
        row.fault("places", _("Say from when they are open: “opens” for this unit, “places_open” for all."))
    elif len(_place_name(values["name"], count)) > Place._meta.get_field("name").max_length:
        row.fault("name", _("This name is too long for a unit with places."))


def _place_name(unit, number):
    return f"{unit} {number}"


def load(found, loading):
    units, shifts = found
    for values, opens, count in units:
        slug = values["slug"]
        facts = {name: value for name, value in values.items() if name != "slug"}
        unit = loading.put(Unit, {"slug": slug}, facts, f"unit {slug}")
        for number in range(1, count + 1) if unit else ():
            key = {"unit": unit, "name": _place_name(values["name"], number)}
            loading.put(Place, key, {"opens": opens}, f"unit {slug}, place {number}")
    for unit in Unit.objects.residential().order_by("order", "pk"):
        _load_shifts(unit, shifts, loading)


def _load_shifts(unit, shifts, loading):
    """A time that the unit's leader has given to another shift stays theirs."""
    for shift in shifts:
        label = f"unit {unit.slug}, shift {shift['name']}"
        if unit.shifts.filter(begins=shift["begins"]).exclude(name=shift["name"]).exists():
            loading.kept.append(label)
        else:
            loading.put(Shift, {"unit": unit, "name": shift["name"]}, {"begins": shift["begins"]}, label)
