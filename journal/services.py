"""Writing, correcting and adding. Nothing that was written is ever changed or lost (JRN-2, JRN-7)."""

import uuid

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused
from journal import rules, shield
from journal.lived import neighbours, stays_on
from journal.models import Addendum, Entry
from placements.models import Child, Sighting, SubGoal
from placements.plans.models import GoalState

# What an observation says, and what it is when nothing is said.
WORDS = {"text": "", "own_words": "", "category": "", "mood": "", "handover": False}


def _one_after_the_other(key):
    """A key that comes twice in the same instant is answered twice with the first result."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key.int >> 65])


@command
def write(
    child, *, key, others=(), happened_at=None, written_at=None, sub_goals=(), not_meant=(), by, at, **words
):
    """Saves an observation about a child, and about `others` in the diary of each (JRN-3); gives the child's row.

    `words` are text, own_words, category, mood and handover. The same key with the same words is the entry that
    is there already; the same key with other words is a second entry. `written_at` is when it was written on a
    device that had no network (JRN-7), `sub_goals` are numbers of the goals that it is a sign of (JRN-6),
    `not_meant` those of children whose name stands in the text but who are not meant.
    """
    children = [child, *(other for other in others if other.pk != child.pk)]
    _one_after_the_other(key)
    key, again = _again(key, children, words, happened_at, by)
    if again:
        return again
    times = {"written_at": min(written_at or at, at), "received_at": at}
    times["happened_at"] = happened_at or times["written_at"]
    stays = _stays(children, times["happened_at"], times["written_at"], by, at)
    facts = _linked(children, stays, words, not_meant, times["happened_at"], at)
    facts |= times | {"key": key, "author": by}
    rows = [Entry(child=one, unit_id=stays[one.pk].place.unit_id, **facts) for one in children]
    Entry.objects.bulk_create(rows)
    _tie(rows, sub_goals, by, at)
    return rows[0]


def first_result(child, *, key, others=(), happened_at=None, by, **words):
    """The entry in this child's diary that the same person saved under this key with the same words, or None.

    `child` and `others` are numbers. For a form that arrives again because its answer was lost (JRN-7), whatever
    changed meanwhile.
    """
    children = [Child(pk=number) for number in (child, *others)]
    return _again(key, children, words, happened_at, by)[1]


def _stays(children, happened_at, written_at, by, at):
    """Where each child lived when it happened. Raises Refused when this person does not write about them."""
    rules.check_time(happened_at, written_at)
    numbers, on = [child.pk for child in children], timezone.localdate(at)
    stays = stays_on(numbers, timezone.localdate(happened_at), by=by, on=on)
    rules.check_write(children, stays, by=by, at=at)
    return stays


def _linked(children, stays, words, not_meant, happened_at, at, known=()):
    """What is said, with the names of children who lived here then or do now, and of those `known`, as tokens."""
    said = {**WORDS, **words}
    units = {stay.place.unit_id for stay in stays.values()}
    days = timezone.localdate(happened_at), timezone.localdate(at)
    about = {child.pk for child in children}
    names = neighbours([*about, *known], units, *days)
    others = {*not_meant} - about  # whom it concerns is meant
    texts = {
        name: shield.link(said[name].strip(), names, except_for=others) for name in SPOKEN if name in said
    }
    return {**said, **texts}


SPOKEN = ("text", "own_words", "reason")


def _again(key, children, words, happened_at, by):
    """The key under which this is saved, and the row of the first child if it is saved already.

    Other words under a key that is taken have a key of their own, the same one however often they come.
    """
    known = _saved_under(key)
    if known and not _is_again(known, children, words, happened_at, by):
        said = [_as_kept({**WORDS, **words}[name]) for name in WORDS]
        about = sorted(child.pk for child in children)
        key = _second(key, *said, *about, happened_at and happened_at.timestamp(), by.pk)
        known = _saved_under(key)
    return key, next((entry for entry in known if entry.child_id == children[0].pk), None)


def _saved_under(key):
    return list(Entry.objects.filter(key=key, taken_out=False))


def _second(key, *said):
    return uuid.uuid5(key, "\n".join(map(repr, said)))


def _is_again(known, children, words, happened_at, by):
    """Whether what is there under this key says the same; the time counts only if it was given."""
    first, said = known[0], {**WORDS, **words}
    same = all(shield.plain(str(getattr(first, name))) == _as_kept(said[name]) for name in WORDS)
    about = {entry.child_id for entry in known} == {child.pk for child in children}
    return same and about and first.author_id == by.pk and happened_at in (None, first.happened_at)


def _as_kept(value):
    return str(value).strip().translate(shield.OURS)


def _tie(rows, sub_goals, by, at):
    """The open sub-goals among these numbers become signs, each in the row of its child."""
    row_of = {row.child_id: row for row in rows}
    goals = SubGoal.objects.filter(pk__in=sub_goals, state=GoalState.OPEN)
    pairs = goals.values_list("pk", "goal__plan__placement__child").order_by("pk") if sub_goals else ()
    signs = [_sign(goal, row_of[child], by, at) for goal, child in pairs if child in row_of]
    Sighting.objects.bulk_create(signs, ignore_conflicts=True)


def _sign(sub_goal, row, by, at):
    facts = {"entry": row.first, "seen_on": row.local_day, "seen_by": by, "written_at": at}
    return Sighting(key=uuid.uuid4(), sub_goal_id=sub_goal, **facts)


def together(entry):
    """The same version of an observation in the diaries of all whom it concerns, this child's first."""
    rows = Entry.objects.filter(key=entry.key).select_related("child", "original")
    return sorted(rows, key=lambda row: (row.pk != entry.pk, row.pk))


@command
def correct(
    entry,
    *,
    key,
    children,
    happened_at=None,
    written_at=None,
    sub_goals=(),
    not_meant=(),
    reason="",
    also=(),
    by,
    at,
    **words,
):
    """Saves a new version in the diary of every child that the observation now concerns (JRN-2).

    `entry` is the version that was corrected, `children` all whom it concerns. From the diary of one who is left
    out it is taken out, with the `reason`. When somebody else corrected the same version meanwhile, both new ones
    stand (JRN-7); `also` are numbers of such versions that this correction settles. The same key with the same
    words is the correction that is there already.
    """
    _one_after_the_other(key)
    key, again = _again(key, children, words, happened_at, by)
    if again:
        return again
    rules.check_correct(entry, by=by, at=at)
    happened_at = happened_at or entry.happened_at
    stays = _stays(children, happened_at, entry.first.written_at, by, at)
    before = _before(entry, also)
    _hold(before.values())
    rules.check_hours(before.values(), at=at)
    named = _named(before.values())
    facts = _linked(children, stays, {**words, "reason": reason}, not_meant, happened_at, at, named)
    reason = facts.pop("reason")
    written_at = max(min(written_at or at, at), entry.first.written_at)
    facts |= {"key": key, "author": by, "written_at": written_at, "received_at": at}
    rows = [_version(before.pop(one.pk, None), one, stays, happened_at, facts) for one in children]
    rows += [_taken_out(row, reason, facts) for row in before.values() if not row.taken_out]
    Entry.objects.bulk_create(rows)
    if also:
        _settle(entry, rows, also)
    _tie_again(rows, sub_goals, by, at)
    return rows[0]


def _before(entry, also):
    """The rows that a correction replaces, by the child's number; those of `entry` before others that it settles."""
    versions = [*rivals(entry).filter(pk__in=also), entry]
    rows = [row for version in versions for row in together(version)]
    return {row.child_id: row for row in sorted(rows, key=lambda row: not row.taken_out)}


def _hold(rows):
    """Until the act is over nobody else corrects. In one order, so that no two wait for each other."""
    firsts = Entry.objects.filter(pk__in=[row.original_id or row.pk for row in rows])
    list(firsts.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def rivals(entry):
    """The other versions in force of the same observation in the same diary (JRN-7)."""
    rows = Entry.objects.current().filter(original__isnull=False, original=entry.original_id)
    return rows.exclude(pk=entry.pk).order_by("pk")


def _named(rows):
    """Numbers of the children whose names stand in these versions already, wherever they live by now."""
    return set().union(*(shield.linked(row.text + row.own_words) for row in rows))


def _settle(entry, rows, also):
    """The new rows hold in the place of all that `also` and the corrected version said of this observation."""
    keys = Entry.objects.filter(pk__in=[entry.pk, *also]).values("key")
    replaced = Entry.objects.current().filter(key__in=keys, original__in=[row.first for row in rows])
    replaced.exclude(pk__in=[row.pk for row in rows]).update(current=False)


def _version(before, child, stays, happened_at, facts):
    line = {"corrects": before, "original": before and before.first}
    return Entry(child=child, unit_id=stays[child.pk].place.unit_id, happened_at=happened_at, **facts, **line)


def _taken_out(before, reason, facts):
    about = {"child_id": before.child_id, "unit_id": before.unit_id, "happened_at": before.happened_at}
    line = {"corrects": before, "original": before.first, "taken_out": True}
    words = {**WORDS, "text": reason or _("It was about another child.")}
    return Entry(**{**facts, **about, **line, **words})


def _tie_again(rows, sub_goals, by, at):
    """The signs are those that the new version names; what was tied before is in the history."""
    said = [row for row in rows if not row.taken_out]
    signs = Sighting.objects.filter(entry__in=[row.first for row in rows if row.original])
    signs.exclude(sub_goal__in=sub_goals, entry__in=[row.first for row in said if row.original]).delete()
    _tie(said, sub_goals, by, at)


@command
def add(entry, *, key, text, not_meant=(), written_at=None, by, at):
    """Adds words below an entry, at any time (JRN-2), in the diary of every child it concerns by now.

    The same key with the same words is the addition that is there already.
    """
    _one_after_the_other(key)
    key, again = _added(key, text, by)
    if again:
        return again
    entry = _holding(entry)
    rules.check_add(entry, by=by, at=at)
    rows = [row for row in together(entry) if not row.taken_out]
    units = {row.unit_id for row in rows}
    names = neighbours([row.child_id for row in rows], units, entry.local_day, timezone.localdate(at))
    words = shield.link(text.strip(), names, except_for=not_meant)
    if not words:
        raise Refused(_("Write at least one word."), "text")
    facts = {"key": key, "author": by, "text": words}
    facts |= {"written_at": min(written_at or at, at), "received_at": at}
    return Addendum.objects.bulk_create([Addendum(entry=row.first, **facts) for row in rows])[0]


def _holding(entry):
    """The newest version in force in this diary, of whichever version it is."""
    first = entry.original_id or entry.pk
    rows = Entry.objects.current().filter(Q(pk=first) | Q(original=first))
    return rows.select_related("original").order_by("taken_out", "-pk").first()


def first_addition(*, key, text, by):
    """What the same person added under this key with the same words, or None."""
    return _added(key, text, by)[1]


def _added(key, text, by):
    """As `_again`."""
    known = Addendum.objects.filter(key=key).order_by("pk").first()
    if known and (known.author_id != by.pk or shield.plain(known.text) != _as_kept(text)):
        key = _second(key, _as_kept(text), by.pk)
        known = Addendum.objects.filter(key=key).order_by("pk").first()
    return key, known
