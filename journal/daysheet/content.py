"""What a day sheet says, in words: it is frozen as it stood (JRN-9)."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator

from core import formatting
from core.formatting import age, clock
from journal import pinned, today
from journal.handover.queries import open_marks
from placements.daily.queries import away_on, away_words
from placements.models import Placement

# A sheet is for reading at six in the morning; what is longer is read in Fnug.
MOST_LETTERS, MOST_ENTRIES = 400, 15


def living_in(unit, day):
    rows = Placement.objects.running().in_unit(unit, on=day).annotate(away_now=away_on(day))
    rows = rows.select_related("child").with_contacts(on=day)
    return list(rows.order_by("child__sort_name", "pk"))


def told(unit, placements, *, day, at, number):
    """The data of the document."""
    children = [placement.child_id for placement in placements]
    with translation.override(settings.LANGUAGE_CODE):
        pins, events = pinned.of(children, day), today.of(children, day)
        open_entries = _handover(unit, children)
        return {
            "unit": unit.name,
            "day": formatting.day(day, day),
            "date": date_format(day, "SHORT_DATE_FORMAT"),
            "made": clock(at),
            "number": number,
            "pins": [_pin(placement, pin) for placement in placements for pin in pins[placement.child_id]],
            "children": [_child(placement, events[placement.child_id], day) for placement in placements],
            "handover": [_entry(rows) for rows in open_entries[:MOST_ENTRIES]],
            "more": max(0, len(open_entries) - MOST_ENTRIES),
        }


def _pin(placement, pin):
    return {"child": placement.child.name, "sentence": str(pin.sentence)}


def _child(placement, events, day):
    child = placement.child
    return {
        "name": child.name,
        "age": age(child.born, day),
        "place": placement.place_name,
        "contacts": ", ".join(contact.person.first_name for contact in placement.contacts_now),
        "allergies": child.allergies,
        "medicine": child.medicine,
        "away": str(away_words(placement.away_now)) if placement.away_now else "",
        "events": [_event(event) for event in events],
    }


def _event(event):
    return {"at": clock(event.at) if event.at else "", "title": str(event.title), "note": str(event.note)}


def _handover(unit, children):
    """What nobody has taken over yet, oldest first; the rows of one entry about several children together."""
    found = {}
    rows = open_marks(unit).filter(child__in=children).select_related("author", "child", "original")
    for entry in rows.order_by("happened_at", "pk"):
        entry.among = frozenset(children)
        found.setdefault(entry.key, []).append(entry)
    return list(found.values())


def _entry(rows):
    first = rows[0]
    happened = date_format(timezone.localtime(first.happened_at), "SHORT_DATETIME_FORMAT")
    return {
        "children": ", ".join(row.child.name for row in rows),
        "text": Truncator(first.told).chars(MOST_LETTERS),
        "about": f"{first.by}, {happened}",
    }
