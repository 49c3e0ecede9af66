"""Diaries, the bulk of it all."""

from datetime import date, timedelta

from django.utils import timezone

from config.demo.days import at
from config.demo.world import read
from config.scale.copying import copy_rows, key
from core.periods import days_between
from journal.models import Entry


def write_diaries(lives, start, entries_a_day, until, chance):
    """Year by year and day by day over all children, so that the rows lie as they would have come."""
    texts = [
        (t["hour"], t.get("category", ""), t["text"], t.get("own_words", "")) for t in read("diary")["entry"]
    ]
    today = timezone.localdate(until)
    for first in range(start.year, today.year + 1):
        days = days_between(max(start, date(first, 1, 1)), min(today, date(first, 12, 31)))
        copy_rows(Entry, _entries(lives, days, entries_a_day, texts, until, chance))


def _entries(lives, days, entries_a_day, texts, until, chance):
    lives = [life for life in lives if life.begins < days[-1] and life.last_day(days[-1]) >= days[0]]
    for day in days:
        midnight = at(day, 0)
        for life in lives:
            if life.begins < day <= life.last_day(day):
                for _n in range(int(entries_a_day + chance.random())):
                    row = _entry(life, midnight, chance.choice(texts), chance)
                    if row["written_at"] < until:
                        yield row


def _entry(life, midnight, words, chance):
    hour, category, text, own_words = words
    happened = midnight + timedelta(hours=hour, minutes=chance.randrange(60))
    written = happened + timedelta(minutes=chance.randrange(3, 60))
    return {
        "key": key(chance),
        "child": life.child["id"],
        "unit": life.house.unit.pk,
        "author": chance.choice(life.house.staff).pk,
        "happened_at": happened,
        "written_at": written,
        "received_at": written,
        "category": category,
        "text": text.replace("{child}", life.child["name"].split(" ")[0]),
        "own_words": own_words,
    }
