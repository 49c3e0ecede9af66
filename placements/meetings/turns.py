"""Minutes are written in turn by the municipality and the centre (PLC-5)."""

from placements.enums import MeetingKind, MinutesBy
from placements.meetings.models import Meeting

IN_TURN = (MeetingKind.MONTHLY, MeetingKind.QUARTERLY)


def written_in_turn(**facts):
    """Meetings whose minutes count for the turn, the newest first."""
    held = Meeting.objects.took_place().filter(kind__in=IN_TURN, **facts).exclude(minutes_by="")
    return held.order_by("-held", "-pk")


def after(minutes_by):
    """Whose turn it is after those minutes; the centre begins."""
    return MinutesBy.MUNICIPALITY if minutes_by == MinutesBy.CENTRE else MinutesBy.CENTRE


def turn(placement):
    """Who writes the minutes of the placement's next meeting."""
    return after(written_in_turn(placement=placement).values_list("minutes_by", flat=True).first())
