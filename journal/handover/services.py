from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused, reason
from journal.handover import rules
from journal.handover.messages import messages_of
from journal.handover.models import Acceptance, Takeover
from journal.handover.queries import open_marks, told
from journal.handover.turns import change_of, with_turns
from journal.models import Entry
from units.models import Unit


@dataclass(frozen=True)
class Outcome:
    """Of the messages that were read: how many are this person's now, the acceptances of those who were first, and
    how many were changed meanwhile."""

    mine: int
    others: list
    changed: int


def _change(unit, at):
    return change_of(with_turns(Unit.objects.filter(pk=unit.pk), at).get(), at)


@command
def take_over(unit, *, by, at):
    """The shift that begins or runs is now this person's too. A second time changes nothing."""
    rules.check_here(unit, by=by, at=at)
    return _take_over(unit, _change(unit, at).to, by, at)


def _take_over(unit, turn, by, at):
    row = Takeover(person=by, unit=unit, shift=turn.name, begins=turn.begins, at=at)
    Takeover.objects.bulk_create([row], ignore_conflicts=True)
    return Takeover.objects.get(person=by, unit=unit, begins=turn.begins)


@command
def accept(unit, *, entries, by, at):
    """Takes over messages, each for all children of the unit whom it is about, and with them the shift.

    `entries` are numbers of the versions that were read. Of two who do it at once the first one has it. Raises
    Refused when all of them are for somebody else, or none is as it was read.
    """
    rules.check_here(unit, by=by, at=at)
    change = _change(unit, at)
    read = Entry.objects.filter(unit=unit, handover=True, taken_out=False, pk__in=entries)
    keys = set(read.values_list("key", flat=True))
    _take(_allowed(messages_of(told(open_marks(unit).filter(key__in=keys))), change, by), by, at)
    outcome = _outcome(unit, keys, by)
    if not outcome.mine and not outcome.others:
        raise Refused(_("This was changed while you were reading. Read it again."))
    _take_over(unit, change.to, by, at)
    return outcome


def _allowed(messages, change, by):
    allowed = [one for one in messages if not reason(rules.check_accept, one, change, by=by)]
    if messages and not allowed:
        rules.check_accept(messages[0], change, by=by)
    return allowed


def _take(messages, by, at):
    numbers = sorted(row.pk for message in messages for row in message.rows)
    rows = [Acceptance(entry_id=number, person=by, at=at) for number in numbers]
    Acceptance.objects.bulk_create(rows, ignore_conflicts=True)


def _outcome(unit, keys, by):
    found = Acceptance.objects.filter(entry__key__in=keys, entry__unit=unit).select_related("entry", "person")
    by_key = {row.entry.key: row for row in found.order_by("-pk")}
    others = [row for row in by_key.values() if row.person_id != by.pk]
    return Outcome(len(by_key) - len(others), others, len(keys) - len(by_key))
