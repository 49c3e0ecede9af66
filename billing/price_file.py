"""A price list from a file. All that is wrong with it is said at once, each fault with its line and column."""

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from billing.enums import Item

COLUMNS = ["valid_from", "valid_to", "item", "price"]
PRICED = [item for item in Item if item != Item.RATE_DIFFERENCE]
MOST = Decimal("9999999999.99")


def read(content):
    """The facts of a list, and the faults as (line, column, sentence); with faults the facts mean nothing."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [(content.count(b"\n", 0, error.start) + 1, "", _("The file is not UTF-8."))]
    rows, faults = _rows(text)
    if not faults:
        facts, faults = _facts(rows)
    return (None, faults) if faults else (facts, [])


def _rows(text):
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        if next(reader, None) != COLUMNS:
            return [], [(1, "", _("The header must be %(columns)s.") % {"columns": ",".join(COLUMNS)})]
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error:
        return [], [(reader.line_num, "", _("This line is not CSV."))]
    wrong = [line for line, row in rows if len(row) != len(COLUMNS)]
    faults = [(line, "", _("This line must have %(count)d cells.") % {"count": len(COLUMNS)}) for line in wrong]
    return [(line, dict(zip(COLUMNS, row, strict=False))) for line, row in rows], faults


def _facts(rows):
    faults, periods, prices = [], set(), {}
    for line, row in rows:
        cells = {name: _cell(reader, row[name].strip(), line, name, faults) for name, reader in READERS.items()}
        periods.add((cells["valid_from"], cells["valid_to"]))
        if cells["item"] in prices:
            faults.append((line, "item", _("This item stands in the file twice.")))
        prices[cells["item"]] = cells["price"]
    faults += _faults_of_the_whole(periods, prices) if not faults else []
    begins, ends = periods.pop() if periods else (None, None)
    return {"valid_from": begins, "valid_to": ends, "prices": prices}, faults


def _cell(reader, text, line, name, faults):
    try:
        return reader(text)
    except ValueError as error:
        faults.append((line, name, str(error)))
        return None


def _faults_of_the_whole(periods, prices):
    if Item.DAY_RATE not in prices:
        yield 1, "item", _("The file has no price for %(item)s.") % {"item": Item.DAY_RATE.value}
    if len(periods) > 1:
        yield 1, "valid_from", _("One file is one period; this one has several.")
    if any(begins > ends for begins, ends in periods):
        yield 1, "valid_to", _("A price list ends after it begins.")


def _date(text):
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("This is no date such as 2026-01-31.")) from None


def _item(text):
    if text not in PRICED:
        raise ValueError(_("There is no such item."))
    return Item(text)


def _price(text):
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError(_("This is no amount such as 3800.00.")) from None
    if not amount.is_finite() or amount.as_tuple().exponent < -2:
        raise ValueError(_("This is no amount such as 3800.00."))
    if not 0 <= amount <= MOST:
        raise ValueError(_("A price is not below zero, and has at most ten digits before the point."))
    return amount


READERS = {"valid_from": _date, "valid_to": _date, "item": _item, "price": _price}
