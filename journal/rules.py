from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import CARE, LEADERS, Role
from core import preferences
from core.refusals import Refused
from journal.lived import last_stays, left_within
from journal.preferences import AFTERWARDS_HOURS, EDIT_HOURS
from placements.models import Child
from units.queries import worked_in


def check_time(happened_at, written_at):
    if happened_at > written_at:
        raise Refused(_("That time has not come yet. Say when it happened."), "happened_at")


def check_write(children, stays, *, by, at):
    """A unit's staff write on the children who live there (JRN-1), and for a while on one who has just left.

    `stays` are those of the day on which it happened, by the child's number.
    """
    if by.role not in CARE:
        raise Refused(_("Your role does not write in the diary."))
    on = timezone.localdate(at)
    strange = {child.pk for child in children if not (stays.get(child.pk) and stays[child.pk].here)}
    if strange:
        here = Child.objects.visible_to(by, on=on).filter(pk__in=strange).values_list("pk", flat=True)
        _check_just_left(strange.difference(here), stays, by, at, on)
    if any(child.pk not in stays for child in children):
        raise Refused(
            _(
                "The child did not live here at that time. Check the date, or ask the unit where the child lives."
            )
        )


def _check_just_left(gone, stays, by, at, on):
    if not gone:
        return
    hours = preferences.value(AFTERWARDS_HOURS)
    last = last_stays(gone, by, on)
    for number in gone:
        then, mine = stays.get(number), last.get(number)
        if then is None and mine and left_within(mine, at, hours):
            raise Refused(_("The child had left your unit by then. Say when it happened."), "happened_at")
        if then is None or not then.mine:
            raise Refused(_("Those who work in the child's unit write in the diary."))
        if not left_within(then, at, hours):
            raise Refused(
                _(
                    "The child does not live in your unit any more. "
                    "Give what you saw to the leader of the unit, who can still write it."
                )
            )


def _check_stands(entry):
    if entry.taken_out:
        raise Refused(
            _("This observation is taken out of this diary. It stands with those whom it is about.")
        )


def check_correct(entry, *, by, at):
    """The author, or a leader, corrects within the hours of the setting (JRN-2) [A]; later one adds."""
    _check_stands(entry)
    if by.role not in LEADERS and by.pk != entry.first.author_id:
        raise Refused(_("The author corrects an observation. You can add to it."))
    check_hours([entry], at=at)


def check_hours(entries, *, at):
    """An observation is as old as it is in the diary where it has stood longest."""
    hours = preferences.value(EDIT_HOURS)
    if any(at - entry.first.received_at > timedelta(hours=hours) for entry in entries):
        raise Refused(
            _("%(hours)s hours have passed since this was saved. Add to it instead.") % {"hours": hours}
        )


def check_add(entry, *, by, at):
    """Whoever may write about the child, and the unit that wrote the entry, may add to it at any time."""
    _check_stands(entry)
    on = timezone.localdate(at)
    mine = by.role == Role.DIRECTOR or worked_in(by, on).filter(unit=entry.unit_id).exists()
    seen = Child.objects.visible_to(by, on=on).filter(pk=entry.child_id)
    if by.role not in CARE or not (mine or seen.exists()):
        raise Refused(_("Those who work in the child's unit write in the diary."))
