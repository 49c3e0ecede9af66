"""Minutes: written in turn, signed off by a leader, released to the municipality."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import waking
from core.acting import command
from documents import services as documents
from placements.enums import MinutesBy
from placements.meetings import invitations, rules
from placements.meetings.documents import MINUTES, minutes_of
from placements.meetings.lifecycle import MEETING


@command
def write(meeting, *, minutes, present, child_part, content, keep_paper, by, at):
    """Writes the minutes as text, or hands them in as a PDF: `content` is its bytes, or None.

    An earlier PDF stays unless `keep_paper` is False.
    """
    _hold(meeting)
    rules.check_may_write(meeting, by=by)
    paper = _receive(meeting, content, by, at) if content else meeting.minutes_paper if keep_paper else None
    rules.check_minutes(meeting.kind_id, minutes, child_part, paper=paper)
    words = {"minutes": minutes, "present": present, "child_part": child_part, "minutes_paper": paper}
    MEETING.move(meeting, "write", by=by, written_at=at, written_by=by, **words)
    waking.soon("deadlines.refresh")
    return meeting


def _hold(meeting):
    """Locks the row and looks at it again: whose turn it is, and what is written, may have changed."""
    MEETING.hold(meeting)
    meeting.refresh_from_db(
        fields=["minutes_by", "minutes", "present", "child_part", "minutes_paper", "written_at"]
    )


def _receive(meeting, content, by, at):
    return documents.receive(
        kind=MINUTES,
        title=gettext_lazy("Minutes"),
        content=content,
        by=by,
        at=at,
        child=meeting.placement.child,
        municipality=meeting.placement.municipality,
    )


@command
def take_over(meeting, *, reason, by):
    """The centre writes the minutes that the municipality did not."""
    _hold(meeting)
    rules.check_take_over(meeting, reason, by=by)
    facts = {"minutes_by": MinutesBy.CENTRE, "taken_over_because": reason}
    MEETING.move(meeting, "take_over", by=by, **facts)
    waking.soon("deadlines.refresh")
    return meeting


@command
def send_back(meeting, *, reason, by, at, on):
    """Back to the writer with a remark; the words stay."""
    MEETING.check(meeting, "send_back", by=by)
    rules.check_reason(reason, _("Say what should be changed."))
    facts = {"returned_because": reason, "written_at": None}
    MEETING.move(meeting, "send_back", by=by, **facts)
    if meeting.minutes_by == MinutesBy.MUNICIPALITY:
        invitations.tell_whose_turn(meeting, at=at, on=on)
    waking.soon("deadlines.refresh")
    return meeting


@command
def sign(meeting, *, by, at, on, seen=None):
    """Freezes the minutes and releases them; a PDF that was handed in goes out as it came.

    `seen` is the version that the signer read, from `version_of`; another one is refused.
    """
    _hold(meeting)
    rules.check_seen(meeting, seen)
    MEETING.move(meeting, "sign", by=by, signed_at=at, signed_by=by)
    meeting.minutes_document = meeting.minutes_paper or _issue(meeting, by, at, on)
    meeting.save(update_fields=["minutes_document"])
    documents.release(meeting.minutes_document, by=by, at=at)
    waking.soon("deadlines.refresh")
    return meeting


def _issue(meeting, by, at, on):
    return documents.issue(
        kind=MINUTES,
        title=gettext_lazy("Minutes"),
        data=minutes_of(meeting, on),
        by=by,
        at=at,
        child=meeting.placement.child,
        municipality=meeting.placement.municipality,
    )
