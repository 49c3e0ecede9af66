"""Writes what the checks found sound."""

from uuid import uuid4

from core.acting import command
from core.sorting import sort_key
from placements.enums import CaseworkerTask, DecisionKind, PlacementState
from placements.importing import files
from placements.models import (
    Absence,
    ActionPlan,
    Caseworker,
    Child,
    Meeting,
    MunicipalDecision,
    Placement,
    Report,
    Stay,
)
from placements.reports.models import ReportState

AT_ONCE = 1000


@command
def write(records, known, *, by, at):
    """A few statements per thousand rows. Placements are born in the state that their dates give."""
    children = _create(Child, map(_child, records.children))
    children = {child.reference: child for child in children}
    placements = _create(Placement, (_placement(row, children, known) for row in records.placements))
    placements = {placement.reference: placement for placement in placements}
    _create(MunicipalDecision, _decisions(records.placements, placements))
    _create(Caseworker, _caseworkers(placements.values(), known.today))
    _create(Stay, (_stay(row, placements, records.places) for row in _in_order(records.stays)))
    _create(Absence, (_absence(row, placements) for row in records.absences))
    _create(Meeting, (_meeting(row, placements) for row in records.meetings))
    _create(ActionPlan, (_plan(row, placements, by, at) for row in records.plans))
    _create(Report, (_report(row, placements) for row in records.reports))
    for file in files.registered():
        if rows := records.others.get(file.name):
            file.write(rows, records, children, known.others[file.name])


def _create(model, rows):
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _child(row):
    facts = {"name": row.name, "sort_name": sort_key(row.name)[:200]}
    return Child(reference=row.reference, cpr=row.cpr, born=row.born, **facts)


def _placement(row, children, known):
    municipality = known.municipalities[row.municipality]
    return Placement(
        reference=row.reference,
        child=children[row.child],
        municipality_id=municipality,
        caseworker_id=known.caseworkers.get((row.caseworker_email, municipality)),
        caseworker_email=row.caseworker_email or "",
        state=_state(row, known.today),
        arrived=row.arrived,
        discharged=row.discharged,
        ladder_level=row.ladder_level,
    )


def _caseworkers(placements, today):
    """Whoever has an account answers for the placement, as far as is known since the arrival."""
    for placement in placements:
        if placement.caseworker_id:
            begins, ends = min(placement.arrived, today), placement.discharged
            facts = {"task": CaseworkerTask.MEASURE, "begins": begins, "ends": ends}
            yield Caseworker(placement=placement, person_id=placement.caseworker_id, **facts)


def _state(row, today):
    if row.discharged:
        return PlacementState.ENDED
    return PlacementState.PLANNED if row.arrived > today else PlacementState.RUNNING


def _decisions(rows, placements):
    for row in rows:
        if row.decision_date:
            placement = placements[row.reference]
            yield MunicipalDecision(
                placement=placement, kind=DecisionKind.ADMISSION, decided_on=row.decision_date
            )


def _in_order(stays):
    """Of two stays that begin on one day the shorter is written first: the last one has the day (BIL-2)."""
    return sorted(
        stays, key=lambda row: (row.begins, row.ends is None, row.ends or row.begins, row.record.line)
    )


def _stay(row, placements, places):
    placement = placements[row.placement]
    facts = {"begins": row.begins, "ends": row.ends, "place_id": places[row.record.line]}
    return Stay(placement=placement, child=placement.child, **facts)


def _absence(row, placements):
    facts = {"begins": row.begins, "ends": row.ends, "kind": row.kind, "charge_percent": row.charge_percent}
    return Absence(placement=placements[row.placement], **facts)


def _meeting(row, placements):
    """Whose minutes they were is known, so that the turn goes on; nobody is asked to write them again."""
    facts = {"kind_id": row.kind, "held": row.held, "minutes_by": row.minutes_by or ""}
    return Meeting(key=uuid4(), placement=placements[row.placement], **facts)


def _plan(row, placements, by, at):
    facts = {"dated": row.dated, "received": row.received, "recorded_by": by, "recorded_at": at}
    return ActionPlan(placement=placements[row.placement], **facts)


def _report(row, placements):
    facts = {"kind": row.kind, "state": ReportState.DELIVERED, "delivered": row.delivered}
    return Report(placement=placements[row.placement], **facts)
