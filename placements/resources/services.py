"""Extra staff for a child with special needs: applied for, and answered by the municipality (BIL-11)."""

from django.utils.translation import gettext_lazy

from core.acting import command
from documents import services as documents
from placements.models import ExtraResources
from placements.resources import rules
from placements.resources.documents import LETTER, letter_of
from placements.resources.lifecycle import RESOURCES
from placements.resources.models import ResourceState


@command
def apply(placement, *, amount, begins, ends, reason, by, at):
    """`amount` is in DKK a day from `begins` to the day before `ends`. The same application sent twice is one."""
    rules.check_apply(placement, begins, ends)
    facts = {"amount": amount, "begins": begins, "ends": ends, "reason": reason}
    same = placement.extra_resources.filter(state=ResourceState.APPLIED, **facts).first()
    if same:
        return same
    letter = documents.issue(
        kind=LETTER,
        title=gettext_lazy("Application for extra resources"),
        data=letter_of(placement, amount, begins, ends, reason, by, at),
        by=by,
        at=at,
        child=placement.child,
        municipality=placement.municipality,
    )
    documents.release(letter, by=by, at=at)
    return ExtraResources.objects.create(
        placement=placement, letter=letter, applied_at=at, applied_by=by, **facts
    )


@command
def answer(application, *, action, granted, answered_on, answered_by, answer, by, on):
    """`action` is grant, then with what is granted as (amount a day, begins, ends), or turn_down with the reason."""
    said = {"answered_on": answered_on, "answered_by": answered_by, "answer": answer}
    rules.check_answer(application, action, granted=granted, **said, by=by, on=on)
    if action == "grant":
        names = ("granted_amount", "granted_from", "granted_until")
        said |= dict(zip(names, granted, strict=True))
    return RESOURCES.move(application, action, by=by, **said)


@command
def withdraw(application, *, by):
    return RESOURCES.move(application, "withdraw", by=by)
