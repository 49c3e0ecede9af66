"""What rows say about each other. Pure: dates and rows in, faults out."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.periods import age_on
from placements.importing import files, happened, rows
from placements.importing.allotting import allot

ADULT = 18


@dataclass(frozen=True)
class Known:
    """What the database already holds, as far as these files touch it."""

    today: date
    municipalities: dict
    units: dict
    children: frozenset = frozenset()
    cprs: frozenset = frozenset()
    placements: frozenset = frozenset()
    caseworkers: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)


@dataclass
class Records:
    """The content of a folder, typed. Of faulty rows only what is sound is used to check the others."""

    children: list = field(default_factory=list)
    placements: list = field(default_factory=list)
    stays: list = field(default_factory=list)
    absences: list = field(default_factory=list)
    meetings: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    places: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)


def check(sheets, known, faults):
    """The records with a place for each stay. What is wrong is added to `faults`, sorted as people read."""
    records = Records(
        children=_typed(sheets, "children.csv", rows.child, known, faults),
        placements=_typed(sheets, "placements.csv", rows.placement, known, faults),
        stays=_typed(sheets, "stays.csv", rows.stay, known, faults),
        absences=_typed(sheets, "absences.csv", rows.absence, known, faults),
        meetings=_typed(sheets, "meetings.csv", rows.meeting, known, faults),
        plans=_typed(sheets, "action_plans.csv", rows.action_plan, known, faults),
        reports=_typed(sheets, "reports.csv", rows.report, known, faults),
    )
    faults += _children(records, known)
    faults += _placements(records, sheets, known)
    overlap = _("The child's stay on line %(line)d overlaps this one.")
    faults += _parts(records.stays, records, sheets, overlap)
    overlap = _("The child's absence on line %(line)d overlaps this one.")
    faults += _parts(records.absences, records, sheets, overlap)
    for events, check_dates in (
        (records.meetings, happened.meeting),
        (records.plans, happened.plan),
        (records.reports, happened.report),
    ):
        faults += _events(events, check_dates, records, sheets, known.today)
    records.places, without = allot(_sound(records.stays, faults), known.units)
    faults += without
    for file in files.registered():
        faults += _other(file, records, sheets, known, faults)
    faults.sort(key=_as_people_read)
    return records


def _other(file, records, sheets, known, faults):
    """A file of a higher app, which may refer to all that was read before."""
    facts, name = known.others.get(file.name), file.name
    records.others[name] = _typed(sheets, name, file.read, facts, faults) if name in sheets else []
    return file.check(records.others[name], records, sheets, facts)


def _typed(sheets, name, read, known, faults):
    columns = files.columns()[name]
    return [read(rows.Cells(record, columns, faults), known) for record in sheets[name].records]


def _sound(stays, faults):
    """Stays without a fault of their own; a place is sought only for them."""
    faulty = {(fault.file, fault.line) for fault in faults}
    return [stay for stay in stays if (stay.record.file, stay.record.line) not in faulty]


def _as_people_read(fault):
    known = files.columns()
    columns = [*known.get(fault.file, ())]
    order = [*known, fault.file]
    place = columns.index(fault.column) if fault.column in columns else -1
    return order.index(fault.file), fault.file, fault.line, place, fault.sentence


# Children


def _children(records, known):
    yield from _once(records.children, "reference", "child", known.children)
    yield from _once(records.children, "cpr", "cpr", known.cprs)


def _once(entries, name, column, taken):
    lines = {}
    for entry in entries:
        value = getattr(entry, name)
        if value is None:
            continue
        if value in taken:
            yield entry.record.fault(column, _("This is already in Fnug."))
        elif value in lines:
            yield entry.record.fault(column, _("This is already on line %(line)d.") % {"line": lines[value]})
        lines.setdefault(value, entry.record.line)


def _by_reference(entries):
    """First come, first served: what comes second has its own fault."""
    found = {}
    for entry in entries:
        found.setdefault(entry.reference, entry)
    found.pop(None, None)
    return found


def _unknown(entries, column, found, sheet, sentence):
    """References to rows that are nowhere; silent where the other file could not be read whole."""
    for entry in entries:
        reference = getattr(entry, column)
        if sheet.whole and reference is not None and reference not in found:
            yield entry.record.fault(column, sentence)


# Placements


def _placements(records, sheets, known):
    yield from _once(records.placements, "reference", "placement", known.placements)
    children = _by_reference(records.children)
    sentence = _("There is no child with this reference in children.csv.")
    yield from _unknown(records.placements, "child", children, sheets["children.csv"], sentence)
    for placement in records.placements:
        yield from _dates(placement, known.today)
        if placement.child in children and children[placement.child].born and placement.arrived:
            yield from _age(placement, children[placement.child].born, known.today)
    sentence = _("The child's placement on line %(line)d overlaps this one.")
    yield from _overlaps(_in_order(records.placements), "child", "arrived", sentence)


def _dates(placement, today):
    fault = placement.record.fault
    if placement.arrived and placement.discharged and placement.discharged < placement.arrived:
        yield fault("discharged", _("The discharge lies before the arrival."))
    if placement.discharged and placement.discharged > today:
        yield fault("discharged", _("This date is still to come. Leave it empty until the child has left."))
    if placement.decision_date and placement.decision_date > today:
        yield fault("decision_date", _("This date is still to come."))


def _age(placement, born, today):
    if placement.arrived < born:
        yield placement.record.fault("arrived", _("This is before the child was born."))
    last = placement.discharged or max(today, placement.arrived)
    last = max(placement.arrived, last - timedelta(days=1))
    if age_on(born, last) >= ADULT:
        column = "arrived" if age_on(born, placement.arrived) >= ADULT else "discharged"
        yield placement.record.fault(
            column, _("A placement ends on the child's 18th birthday at the latest.")
        )


# Stays and absences


def _parts(parts, records, sheets, overlap):
    """Stays or absences: each inside its placement, and none of a child at the same time as another."""
    placements = _by_reference(records.placements)
    yield from _without_placement(parts, placements, sheets)
    for part in parts:
        yield from _period(part, placements.get(part.placement))
        part.child = getattr(placements.get(part.placement), "child", None)
    yield from _twice(parts)
    yield from _overlaps(_in_order(parts), "child", "from", overlap)


def _without_placement(entries, placements, sheets):
    sentence = _("There is no placement with this reference in placements.csv.")
    yield from _unknown(entries, "placement", placements, sheets["placements.csv"], sentence)


def _events(events, check_dates, records, sheets, today):
    """What happened on a day in a placement; `check_dates` knows which days are possible."""
    placements = _by_reference(records.placements)
    yield from _without_placement(events, placements, sheets)
    for event in events:
        yield from check_dates(event, placements.get(event.placement), today)
    yield from happened.twice(events)


def _period(part, placement):
    shortest = timedelta(days=1 if isinstance(part, rows.Absence) else 0)
    if part.begins and part.ends and part.ends - part.begins < shortest:
        yield part.record.fault("to", _("This is too early: the period would end before it begins."))
    if part.begins and placement and _is_sound(placement):
        yield from _inside(part, placement)


def _inside(part, placement):
    fault, leaves = part.record.fault, placement.discharged
    if part.begins < placement.arrived or (leaves and part.begins > leaves):
        yield fault("from", _("This day lies outside the placement."))
    if leaves and (part.ends or date.max) > leaves and not _is_at_fault(part, "to"):
        yield fault("to", _("The placement ends on %(day)s; this cannot go on after it.") % {"day": leaves})


def _is_at_fault(part, column):
    return bool(part.record.cells[column]) and part.ends is None


def _is_sound(period):
    return period.begins is not None and period.begins <= (period.ends or date.max)


def _in_order(periods):
    """The sound ones; of two that begin on one day the shorter is first."""
    sound = filter(_is_sound, periods)
    return sorted(sound, key=lambda p: (p.begins, p.ends or date.max, p.record.line))


def _overlaps(periods, owner, column, sentence):
    """Two periods that share a night; what ends when the other begins does not."""
    reaching = {}
    for period in periods:
        key = getattr(period, owner)
        other = reaching.get(key) if key is not None else None
        if other and period.begins < (other.ends or date.max):
            yield period.record.fault(column, sentence % {"line": other.record.line})
        if other is None or (period.ends or date.max) > (other.ends or date.max):
            reaching[key] = period


def _twice(parts):
    """Stays of a single day hold no night, so that only this finds the same row twice."""
    lines = defaultdict(list)
    for part in parts:
        if part.begins and part.begins == part.ends:
            lines[tuple(part.record.cells.values())].append(part)
    for first, *others in lines.values():
        for part in others:
            about = {"line": first.record.line}
            yield part.record.fault("from", _("This is already on line %(line)d.") % about)
