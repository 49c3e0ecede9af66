"""What one shift tells the next: entries that are the same message in the diaries of several children."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Message:
    """One version of an observation; `rows` are those of the unit's children, in the order of their names."""

    rows: list
    refused: str | None = None
    is_old: bool = False

    @property
    def entry(self):
        return self.rows[0]

    @property
    def names(self):
        return [row.child.given_name for row in self.rows]

    @property
    def acceptance(self):
        return getattr(self.entry, "acceptance", None)

    @property
    def earlier(self):
        """Name and time of who took over other words, before they were corrected; or None."""
        told = next((row.told_earlier for row in self.rows if row.told_earlier), None)
        return told and _named(told)

    @property
    def added(self):
        """What was added since, with the names that may stand beside the entry."""
        return [{**_named(told), "text": self.entry.words(told["text"])} for told in self.entry.told_added]


def _named(told):
    return {"name": told["name"].split(" ")[0], "at": datetime.fromisoformat(told["at"])}


def messages_of(rows):
    """The rows with one key are one message, in the order in which the first of each comes."""
    found = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return [
        Message(sorted(same, key=lambda row: (row.child.sort_name, row.child_id))) for same in found.values()
    ]
