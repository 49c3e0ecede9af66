"""When a child may be registered as arrived, and the intake corrected."""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.refusals import Refused
from documents.services import check_code
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT
from placements.rules import admissions_on_paper

DOOR = ("brought_by", "papers", "belongings", "fee", "note")
CHILD = ("allergies", "medicine", "illness", "languages", "school")


def check_arrival(placement, *, by):
    """VIS-7: nobody is admitted without the municipality's decision; an acute admission may wait for the paper."""
    PLACEMENT.check(placement, "arrive", by=by)
    if not placement.acute and not admissions_on_paper(placement).exists():
        raise Refused(_("The municipality's decision is missing. Ask the caseworker to send it."))


def check_arrived(arrived, *, on):
    if arrived > on:
        raise Refused(_("That day has not come yet. Register the arrival when the child is here."), "arrived")


def check_place_free(stay, arrived):
    """A child who comes early may find the place held until the day that was planned."""
    others = stay.place.stays.exclude(pk=stay.pk).filter(begins__lt=stay.begins)
    if others.filter(Q(ends__isnull=True) | Q(ends__gt=arrived)).exists():
        raise Refused(
            _(
                "%(place)s is still held by another child that day. Move that child first, or enter a later day."
            )
            % {"place": stay.place},
            "arrived",
        )


def check_correct(placement):
    if placement.state not in (PlacementState.RUNNING, PlacementState.ENDED):
        raise Refused(_("The child has not arrived yet. Register the arrival instead."))


def said_by(intake, child):
    """A code of what the intake and the child's file say now; it changes with every word."""
    door = {name: str(getattr(intake, name, "")) for name in DOOR}
    return check_code({**door, **{name: getattr(child, name) for name in CHILD}})


def check_unchanged(intake, child, was):
    if said_by(intake, child) != was:
        raise Refused(
            _(
                "Somebody else corrected this while you were writing. Open it in a second window, "
                "and add there what is missing."
            )
        )
