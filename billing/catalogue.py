"""The price lists of the catalogue file."""

from decimal import Decimal

from django.utils.translation import gettext as _

from billing.enums import Item
from billing.models import Price, PriceList

TERMS = ("count_departure_day", "absence_percent", "hour_step_minutes")
MOST = Decimal(10) ** 10


def read(file):
    """The file's price lists as values, each with its prices."""
    lists = [_price_list(row) for row in file.tables("price_lists", "valid_from")]
    file.once([values for values, _items in lists], "valid_from")
    return lists


def _price_list(row):
    values = row.values(PriceList, "valid_from", "valid_to", *TERMS)
    row.check(PriceList(**values))
    prices = _prices(row.table("prices"))
    row.close()
    return values, prices


def _prices(row):
    amounts = {item: row.take(item.value, Decimal) for item in Item}
    prices = {item: amount for item, amount in amounts.items() if amount is not None}
    for item, amount in prices.items():
        if not (amount.is_finite() and 0 <= amount < MOST and amount == round(amount, 2)):
            row.fault(item.value, _("This must be an amount in kroner and øre that is not below zero."))
    row.close()
    return prices


def load(lists, loading):
    for values, prices in lists:
        label = f"price list {values['valid_from']}–{values['valid_to']}"
        period = {name: values[name] for name in ("valid_from", "valid_to")}
        terms = {name: values[name] for name in TERMS}
        price_list = loading.put(PriceList, period, terms, label)
        for item, amount in prices.items() if price_list else ():
            key = {"price_list": price_list, "item": item.value}
            loading.put(Price, key, {"amount": amount}, f"{label}, {item.value}")
