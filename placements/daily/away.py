"""Absences: periods inside the stay, never a discharge (PLC-14)."""

from core.acting import command
from placements.daily import rules
from placements.models import Absence

FACTS = ("kind", "begins", "ends", "note", "charge_percent")


@command
def record(placement, *, kind, begins, ends, note, charge_percent=None, by, on):
    """`ends` is the day on which the child is back, or None while nobody knows. The database refuses an overlap."""
    rules.check_absence(placement, kind=kind, begins=begins, ends=ends, on=on)
    rules.check_percent(charge_percent, None, by=by)
    facts = {"kind": kind, "begins": begins, "ends": ends, "note": note, "charge_percent": charge_percent}
    return Absence.objects.create(placement=placement, **facts)


@command
def change(absence, *, by, on, **facts):
    """As `record`; what is not given stays as it is."""
    said = {name: facts.get(name, getattr(absence, name)) for name in FACTS}
    about = {name: said[name] for name in ("kind", "begins", "ends")}
    rules.check_absence(absence.placement, **about, on=on)
    rules.check_percent(said["charge_percent"], absence.charge_percent, by=by)
    for name, value in said.items():
        setattr(absence, name, value)
    absence.save(update_fields=FACTS)
    return absence


@command
def bring_back(absence, *, ends, by, on):
    """The child is here again since that day."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("placement").get(pk=absence.pk)
    rules.check_back(absence, ends, on=on)
    return change(absence, ends=ends, by=by, on=on)


@command
def remove(absence, *, by):
    """Recorded by mistake, or a matter of hours; the history keeps it."""
    rules.check_open(absence.placement)
    rules.check_percent(None, absence.charge_percent, by=by)
    absence.delete()
