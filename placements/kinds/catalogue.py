"""The kinds of placement, meeting and schooling in the catalogue file (PLC-17)."""

from collections import Counter

from placements.kinds.models import Kind


def read(file):
    """The file's kinds as values; each takes its place in its family in the order of the file."""
    places = Counter()
    kinds = [_kind(row, places) for row in file.tables("kinds", "code")]
    file.once(kinds, "code")
    file.once(kinds, "family", "name")
    return kinds


def _kind(row, places):
    values = row.values(Kind, "family", "code", "name")
    places[values["family"]] += 1
    row.check(Kind(**values))
    row.close()
    return {**values, "position": places[values["family"]]}


def load(kinds, loading):
    for values in kinds:
        facts = {name: value for name, value in values.items() if name != "code"}
        loading.put(Kind, {"code": values["code"]}, facts, f"kind {values['code']}")
