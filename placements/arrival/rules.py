"""When a child may be registered as arrived."""

from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.lifecycle import PLACEMENT
from placements.rules import admissions_on_paper


def check_arrival(placement, *, by):
    """VIS-7: nobody is admitted without the municipality's decision; an acute admission may wait for the paper."""
    PLACEMENT.check(placement, "arrive", by=by)
    if not placement.acute and not admissions_on_paper(placement).exists():
        raise Refused(_("The municipality's decision is missing. Ask the caseworker to send it."))


def check_arrived(arrived, *, on):
    if arrived > on:
        raise Refused(_("That day has not come yet. Register the arrival when the child is here."), "arrived")
