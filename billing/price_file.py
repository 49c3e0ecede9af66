"""A price list from a file. All that is wrong with it is said at once, each fault with its line and column."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from billing.enums import Item
from core.refusals import Refused
from placements.importing.reading import FILE, Fault, read_file
from placements.importing.rows import Cells, day, one_of

COLUMNS = dict.fromkeys(("valid_from", "valid_to", "item", "price"), False)
PRICED = [item.value for item in Item if item != Item.RATE_DIFFERENCE]


def read(path):
    """The facts of a list and the faults; with faults the facts mean nothing."""
    faults, prices, periods = [], {}, {}
    for record in read_file(path, COLUMNS, faults).records:
        cells = Cells(record, COLUMNS, faults)
        period = cells.take("valid_from", day), cells.take("valid_to", day)
        item = cells.take("item", one_of(PRICED, _("There is no such item. Fnug knows %(known)s.")))
        if item and item in prices:
            cells.fault("item", _("This item is there twice."))
        prices[item] = cells.take("price", amount)
        periods.setdefault(period, cells)
    if not faults:
        faults = list(_faults_of_the_whole(path, periods, prices))
    begins, ends = next(iter(periods), (None, None))
    return {"valid_from": begins, "valid_to": ends, "prices": prices}, faults


def _faults_of_the_whole(path, periods, prices):
    if Item.DAY_RATE not in prices:
        sentence = _("The file has no price for %(item)s.") % {"item": Item.DAY_RATE.value}
        yield Fault(path.name, 1, "item", sentence)
    for (begins, ends), cells in periods.items():
        if ends < begins:
            yield cells.record.fault("valid_to", _("A price list ends after it begins."))
    for cells in list(periods.values())[1:]:
        yield cells.record.fault("valid_from", _("One file is one period; this row has another one."))


def refused(path, sentence):
    return Fault(path.name, 1, FILE, sentence)


def amount(text):
    if not re.fullmatch(r"[0-9]{1,10}(\.[0-9]{1,2})?", text):
        raise Refused(_("This must be an amount such as 3800.00."))
    return Decimal(text)
