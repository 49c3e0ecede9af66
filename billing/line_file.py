"""The lines of a month as a file, for a municipality's register or a spreadsheet (BIL-14)."""

import csv

COLUMNS = (
    "municipality", "invoice", "placement", "child", "unit", "item", "from", "to", "quantity", "unit_price", "amount",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@")


def write(rows, file):
    """`rows` are triples of municipality, invoice number (or nothing) and line."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(*row) for row in rows)


def _row(municipality, number, line):
    return [
        safe(municipality.code),
        number,
        safe(line.placement.reference),
        safe(line.child.reference),
        line.unit.slug,
        line.item,
        line.begins.isoformat(),
        line.last.isoformat(),
        plain(line.quantity),
        f"{line.unit_price:.2f}",
        f"{line.amount:.2f}",
    ]


def safe(text):
    """A cell that a spreadsheet would calculate is kept as text by an apostrophe."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(quantity):
    """31 and 2.5, never 31.00."""
    text = f"{quantity:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
