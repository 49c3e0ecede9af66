"""What may be said about school, absences and day care, and why not."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.roles import LEADERS
from core.refusals import Refused
from placements.daily.lifecycle import DAY_CARE
from placements.enums import AbsenceKind, PlacementState
from placements.lifecycle import PLACEMENT

OPEN = (PlacementState.PLANNED, PlacementState.RUNNING)


def check_open(placement):
    """Raises Refused when the placement is over or has changed meanwhile; locks it until the act is done."""
    if placement.state not in OPEN:
        raise Refused(_("The placement has ended. Nothing more is recorded here."))
    PLACEMENT.hold(placement)


def check_mark(schooling, day, *, on):
    if day > on:
        raise Refused(_("That day has not come yet. Record it when it has."))
    held = schooling.begins <= day and (schooling.ends is None or day < schooling.ends)
    if not held or day.weekday() not in schooling.weekdays:
        raise Refused(_("The child does not go to %(name)s on that day.") % {"name": schooling.name})


def check_ending(schooling, ends):
    """What was recorded stays true: it cannot end before a day that is marked."""
    last = schooling.attendance.order_by("-day").first()
    if ends and last and last.day >= ends:
        facts = {"day": date_format(last.day)}
        raise Refused(
            _("Attendance is recorded on %(day)s. Choose that day or a later one as the last.") % facts,
            "last",
        )


def check_absence(placement, *, kind, begins, ends, on):
    """PLC-14: inside the stay. Nobody knows beforehand when a child is missing, nor for how long."""
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("An absence is recorded only while the child lives here."))
    PLACEMENT.hold(placement)
    if begins < placement.arrived:
        raise Refused(_("The child arrived later than that."), "begins")
    if kind == AbsenceKind.MISSING and begins > on:
        raise Refused(_("A child is not missing ahead of time."), "begins")
    if kind == AbsenceKind.MISSING and ends and ends > on:
        sentence = _("Nobody knows when a missing child is back. Leave it empty until the child is here.")
        raise Refused(sentence, "ends")


def check_percent(percent, before, *, by):
    if percent != before and by.role not in LEADERS:
        raise Refused(_("Only a leader decides what is charged."))


def check_back(absence, ends, *, on):
    if absence.ends is not None and absence.ends <= on:
        raise Refused(_("It is recorded already that the child is back."))
    if ends > on:
        raise Refused(_("That day has not come yet. Record it when the child is here."), "ends")
    if ends <= absence.begins:
        sentence = _(
            "An absence counts whole days, and this one began that day. Remove it if the child was away for some "
            "hours only, and write in the diary what happened."
        )
        raise Refused(sentence, "ends")


def check_needed(placement):
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("Day care is applied for while the child lives here."))
    PLACEMENT.hold(placement)


def check_applied(application, applied_on, *, by, on):
    DAY_CARE.check(application, "apply", by=by)
    if applied_on > on:
        raise Refused(_("That day has not come yet."), "applied_on")


def check_answered(application, action, answered_on, begins, *, by, on):
    DAY_CARE.check(application, action, by=by)
    if answered_on > on:
        raise Refused(_("That day has not come yet."), "answered_on")
    if answered_on < application.applied_on:
        raise Refused(_("The answer cannot lie before the application."), "answered_on")
    if action == "grant" and begins is None:
        raise Refused(_("Say from which day the child has the place."), "begins")
