"""The diary of the centre's spreadsheets: diary.csv among the import files (docs/formats.md)."""

import re
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.clock import first_and_second
from core.refusals import Refused
from journal import shield
from journal.enums import Category
from journal.forms import MOST_LETTERS
from journal.models import Entry
from placements.importing import rows
from placements.importing.files import File, register
from units.models import Unit

NAME = "diary.csv"
COLUMNS = {"child": False, "happened": False, "author_email": False, "text": False, "category": True}
AT_ONCE = 2000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Facts:
    at: datetime
    authors: dict
    units: dict


@dataclass
class Line:
    record: rows.Record
    child: str | None
    happened: datetime | None
    day: date | None
    author: str | None
    text: str | None
    category: str | None
    unit: str | None = None


def known(at):
    authors = {email.lower(): pk for email, pk in User.objects.values_list("email", "pk")}
    return Facts(at, authors, dict(Unit.objects.values_list("slug", "pk")))


def read(cells, facts):
    happened = cells.take("happened", moment)
    if happened and facts and happened > facts.at:
        cells.fault("happened", _("This time is still to come."))
        happened = None
    return Line(
        cells.record,
        child=cells.take("child", rows.reference),
        happened=happened,
        day=happened and date.fromisoformat(cells.record.cells["happened"][:10]),
        author=cells.take("author_email", rows.email),
        text=cells.take("text", words, allowed=lines),
        category=cells.take("category", category),
    )


def moment(text):
    """A time on Nuuk's clock; of one that the clocks show twice the first."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Refused(_("This must be a time such as 2025-03-17T10:00."))
    rows.day(text[:10])
    found = first_and_second(datetime.fromisoformat(text))
    if not found:
        raise Refused(_("This time does not exist: the clocks were put forward that night."))
    return found[0]


def lines(text):
    """Line breaks and tabs may stand in a text, other control characters may not."""
    if CONTROL.search(text):
        raise Refused(_("There are invisible characters in this cell. Type it again."))
    return text


def words(text):
    if len(text) > MOST_LETTERS:
        about = {"most": MOST_LETTERS, "count": len(text)}
        raise Refused(_("This has %(count)d letters; %(most)d is the most.") % about)
    return text


def category(text):
    return rows.one_of(Category.values, _("There is no such category. Fnug knows %(known)s."))(text)


def check(diary, records, sheets, facts):
    """Every line is about a child of the folder, on a day on which it lived in a unit; that unit is noted."""
    children = {child.reference for child in records.children}
    stays = _stays(records)
    for line in diary:
        if line.child is None:
            continue
        if line.child not in children:
            if sheets["children.csv"].whole:
                yield line.record.fault("child", _("There is no child with this reference in children.csv."))
        elif line.day:
            line.unit = _unit_on(stays[line.child], line.day)
            if line.unit is None and _is_whole(sheets):
                yield line.record.fault(
                    "happened", _("The child lived in no unit on that day, says stays.csv.")
                )


def _is_whole(sheets):
    return sheets["stays.csv"].whole and sheets["placements.csv"].whole


def _stays(records):
    """By the child's reference, the newest first; faulty ones are told elsewhere."""
    found = defaultdict(list)
    for stay in sorted(records.stays, key=lambda stay: stay.begins or date.max, reverse=True):
        if stay.begins and stay.unit:
            found[stay.child].append((stay.begins, stay.ends or date.max, stay.unit))
    return found


def _unit_on(stays, day):
    """On the day of a move it is the new unit, on the day of leaving still the old one."""
    return next((unit for begins, ends, unit in stays if begins <= day <= ends), None)


def write(diary, records, children, facts):
    """In batches. Nobody knows when a line of a spreadsheet was written, so that is taken for when it happened."""
    names = _Names(records, children)
    entries = (_entry(line, children, names, facts) for line in diary)
    while batch := list(islice(entries, AT_ONCE)):
        Entry.objects.bulk_create(batch)


def _entry(line, children, names, facts):
    author = facts.authors.get(line.author)
    child = children[line.child]
    return Entry(
        key=uuid.uuid4(),
        child=child,
        unit_id=facts.units[line.unit],
        happened_at=line.happened,
        written_at=line.happened,
        received_at=line.happened,
        author_id=author,
        author_name="" if author else line.author,
        category=line.category or "",
        text=shield.link(line.text, names.of(child, line.unit, line.day)),
    )


class _Names:
    """Numbers and names of the children of a unit on a day, looked up once for each day (JRN-3)."""

    def __init__(self, records, children):
        self.stays = defaultdict(list)
        for reference, stays in _stays(records).items():
            for begins, ends, unit in stays:
                child = children[reference]
                self.stays[unit].append((begins, ends, (child.pk, child.name)))
        self.found = {}

    def of(self, child, unit, day):
        if (unit, day) not in self.found:
            here = {name for begins, ends, name in self.stays[unit] if begins <= day <= ends}
            self.found[unit, day] = sorted(here)
        return [(child.pk, child.name), *self.found[unit, day]]


def said(count):
    return ngettext("Diary: %(count)d entry.", "Diary: %(count)d entries.", count) % {"count": count}


register(File(NAME, COLUMNS, known, read, check, write, said, prose=frozenset({"text"})))
