"""VIS-8: who searches for another place, and when."""

from django.utils.translation import gettext as _

from core.refusals import Refused
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT


def check_begin(placement, *, begins, on):
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("Another place is searched for while the child lives here."))
    PLACEMENT.hold(placement)
    if begins > on:
        raise Refused(_("That day has not come yet."), "begins")
    if begins < placement.arrived:
        raise Refused(_("The child arrived later than that."), "begins")


def check_open(search):
    if search.ends is not None:
        raise Refused(_("This search has ended. Begin a new one if it is needed again."))


def check_step(search, day, *, on):
    check_open(search)
    if day > on:
        raise Refused(_("Write down what was done when it is done."), "on")


def check_end(search, ends, *, on):
    check_open(search)
    if ends > on:
        raise Refused(_("That day has not come yet."), "ends")
