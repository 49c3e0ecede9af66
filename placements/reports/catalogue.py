"""The headings of reports in the catalogue file (PLC-6)."""

from placements.reports.models import Heading

FACTS = ("code", "title", "hint", "material", "required", "in_half_year", "in_statement")


def read(file):
    """The file's headings as values, in the order of the file."""
    rows = file.tables("report_headings", "code")
    headings = [_heading(row, position) for position, row in enumerate(rows, 1)]
    file.once(headings, "code")
    file.once(headings, "title")
    return headings


def _heading(row, position):
    values = row.values(Heading, *FACTS)
    row.check(Heading(position=position, **values))
    row.close()
    return {**values, "position": position}


def load(headings, loading):
    for values in headings:
        facts = {name: value for name, value in values.items() if name != "code"}
        loading.put(Heading, {"code": values["code"]}, facts, f"report heading {values['code']}")
