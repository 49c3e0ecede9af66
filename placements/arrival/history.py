"""Who corrected the intake, when, and what it said before (PLC-3)."""

from django.apps import apps

from accounts.models import User
from placements.arrival.rules import CHILD, DOOR

LISTS = ("belongings", "papers")


def corrections(intake):
    """Every change of the intake, and of the same facts in the child's file, since it was written; newest first."""
    written, *changed = _changes("IntakeEvent", intake.pk, DOOR)
    about_the_child = _changes("ChildEvent", intake.placement.child_id, CHILD)
    changed += [change for change in about_the_child if change["at"] > written["at"]]
    people = User.objects.in_bulk({change["by"] for change in changed})
    shown = [{**change, "by": people.get(change["by"])} for change in changed if change["words"]]
    return sorted(shown, key=lambda change: change["at"], reverse=True)


def _changes(model, pk, names):
    """What each act wrote; the first one is the row as it came to be."""
    before = None
    for event in apps.get_model("placements", model).objects.filter(pgh_obj_id=pk).order_by("pgh_id"):
        words = [_change(event, before, name) for name in names] if before else []
        by = event.pgh_context["person"]
        yield {"at": event.pgh_created_at, "by": by, "words": [word for word in words if word]}
        before = event


def _change(event, before, name):
    old, new = getattr(before, name), getattr(event, name)
    if old == new:
        return None
    label = event._meta.get_field(name).verbose_name
    was, now = (old.splitlines(), new.splitlines()) if name in LISTS else ([], [])
    come, gone = [line for line in now if line not in was], [line for line in was if line not in now]
    return {"label": label, "old": old, "new": new, "come": come, "gone": gone}
