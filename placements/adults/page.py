"""What the page of the adults around a child shows."""

from placements.enums import CaseworkerTask, ContactRole
from placements.models import Caseworker, ContactPerson


def gather(placement, unit, on):
    contacts = ContactPerson.objects.filter(placement=placement).select_related("person")
    caseworkers = Caseworker.objects.filter(placement=placement).select_related("person")
    here = set(unit.assignments.on(on).values_list("person", flat=True)) if unit else set()
    return {
        "contacts": [_lane(role, contacts, "role", on, here) for role in ContactRole],
        "caseworkers": [_lane(task, caseworkers, "task", on) for task in CaseworkerTask],
    }


def _lane(kind, rows, name, on, here=None):
    """One role or task: who has it now, who has it next, who had it before."""
    of_kind = sorted(
        (row for row in rows if getattr(row, name) == kind),
        key=lambda row: (row.begins, row.pk),
        reverse=True,
    )
    now = next((row for row in of_kind if row.begins <= on and (row.ends is None or row.ends > on)), None)
    gone = bool(now) and (not now.person.is_active or (here is not None and now.person_id not in here))
    return {
        "kind": kind,
        "now": now,
        "gone": gone,
        "next": [row for row in of_kind if row.begins > on],
        "before": [row for row in of_kind if row is not now and row.begins <= on],
    }
