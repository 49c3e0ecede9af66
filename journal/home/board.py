"""The shift home: whose shift it is, what is new to the reader, who lives here and what was last written."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import cached_property

from accounts.roles import LEADERS
from journal import pinned, today
from journal.enums import Mood
from journal.forms import EntryForm
from journal.home import queries, unread
from journal.models import Entry
from placements import occupancy
from placements.daily.queries import away_words
from placements.enums import PlacementState
from placements.models import Child, Placement
from units.shifts import turn_at

SHOWN, OF_ONE_CHILD = 20, 2


@dataclass
class Tile:
    """A child who lives here. `quiet` is whom nobody has written about in this shift."""

    placement: Placement
    child: Child
    last: Entry | None
    away: str
    quiet: bool
    pins: list = field(default_factory=list)
    events: list = field(default_factory=list)

    @property
    def mood_icon(self):
        return Mood(self.last.mood).icon


@dataclass
class Group:
    """What is new about one child, or about several together."""

    names: list
    child: Child
    entries: list = field(default_factory=list)

    @property
    def shown(self):
        """What arrived last, in the order in which it happened."""
        return sorted(self.entries[:OF_ONE_CHILD], key=lambda entry: entry.happened_at, reverse=True)

    @property
    def rest(self):
        return len(self.entries) - len(self.shown)


class Board:
    """A unit as `with_the_shift` gives it, at a moment, for the person who looks."""

    def __init__(self, unit, user, now, *, earlier=False):
        self.unit, self.user, self.now = unit, user, now
        self.today = timezone.localdate(now)
        self.shifts = queries.shifts_of(unit)
        self.turn = turn_at(self.shifts, now)
        self.since = unread.since(unit.taken_over, now, earlier=earlier)

    @property
    def shift(self):
        """“Evening 15–23”; nothing where the unit has no shifts."""
        times = f"{_hour(self.turn.begins)}–{_hour(self.turn.ends)}"
        return f"{self.turn.name} {times}" if self.shifts else ""

    @cached_property
    def _rows(self):
        rows = list(queries.stays_of(self.unit, self.today))
        for row in rows:
            row.child.photo_shown = row.photo_shown
        return rows

    @cached_property
    def _living(self):
        return [row for row in self._rows if row.state == PlacementState.RUNNING and row.begins <= self.today]

    @cached_property
    def children(self):
        """By number: those whose names may stand on the page."""
        return {row.child_id: row.child for row in self._living}

    @cached_property
    def tiles(self):
        pins, events = pinned.of(self.children, self.today), today.of(self.children, self.today)
        tiles = [self._tile(row) for row in self._living]
        for tile in tiles:
            tile.pins, tile.events = pins[tile.child.pk], events[tile.child.pk]
        return tiles

    def _tile(self, row):
        away, last = row.away_now and away_words(row.away_now), queries.last_entry(row)
        quiet = not away and (last is None or last.written_at < self.turn.begins)
        if last:
            last.among = self.children.keys()
        return Tile(row, row.child, last, away or "", quiet)

    @property
    def expected(self):
        """Leaders register who arrives."""
        planned = [row for row in self._rows if row.state == PlacementState.PLANNED]
        return sorted(planned, key=lambda row: (row.arrived, row.pk)) if self.user.role in LEADERS else []

    @property
    def places(self):
        """How many places are taken and free, for leaders."""
        if self.user.role in LEADERS:
            return occupancy.of(self.unit, queries.places_of(self.unit), self._rows, self.today)
        return None

    def unread(self):
        """What others wrote since the reader's last shift, the last received first."""
        return unread.entries(self.unit, self.children, self.user, since=self.since, on=self.today)

    @cached_property
    def new(self):
        return self.told(self.unread()[: SHOWN + 1])

    @property
    def groups(self):
        groups = {}
        for entry in self.new[:SHOWN]:
            key = tuple(told["pk"] for told in entry.about)
            group = groups.setdefault(key, Group(names_of(entry), self._faced(entry.child)))
            group.entries.append(entry)
        return list(groups.values())

    @property
    def more(self):
        return len(self.new) > SHOWN

    def _faced(self, child):
        """As on the tile; who has left has no photo here."""
        child.photo_shown = None
        return self.children.get(child.pk, child)

    def told(self, entries):
        """With the names that may stand on the unit's page in their texts."""
        entries = list(entries)
        for entry in entries:
            entry.among = {*self.children, *(told["pk"] for told in entry.about)}
            entry.additions_here = list(unread.additions(entry))
        return entries

    @property
    def form(self):
        return EntryForm()


def names_of(entry):
    return [told["name"].split(" ")[0] for told in entry.about]


def _hour(moment):
    local = timezone.localtime(moment)
    return time_format(local) if local.minute else f"{local:%H}"
