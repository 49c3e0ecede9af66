"""The municipalities and their offices in the catalogue file."""

import re
from datetime import time

from django.utils.translation import gettext as _

from municipalities.models import Municipality, Office, OpeningHours, Weekday

FACTS = ("name", "seat", "address", "email", "cvr", "gln", "full_names_on_invoices")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def read(file):
    """The file's municipalities as values, each with its offices and their hours."""
    municipalities = [_municipality(row) for row in file.tables("municipalities", "code")]
    file.once([values for values, _offices in municipalities], "code")
    return municipalities


def _municipality(row):
    values = row.values(Municipality, "code", *FACTS)
    row.check(Municipality(**values))
    offices = [_office(table) for table in row.tables("offices", "name")]
    row.once([office for office, _hours in offices], "name")
    row.close()
    return values, offices


def _office(row):
    values = row.values(Office, "name", "phone", "email")
    row.check(Office(**values))
    hours = _read_hours(row.table("hours"))
    row.close()
    return values, hours


def _read_hours(row):
    hours = {}
    for day in Weekday:
        text = row.take(day.name.lower(), str)
        if text:
            hours[day] = _open_and_close(row, day.name.lower(), text)
    row.close()
    return hours


def _open_and_close(row, key, text):
    found = HOURS.fullmatch(text)
    if not found:
        row.fault(key, _("This must be hours such as “09:00-15:00”."))
        return {}
    hour, minute, to_hour, to_minute = map(int, found.groups())
    values = {"opens": time(hour, minute), "closes": time(to_hour, to_minute)}
    if values["closes"] <= values["opens"]:
        row.fault(key, _("An office closes after it opens."))
    return values


def load(municipalities, loading):
    for values, offices in municipalities:
        label = f"municipality {values['code']}"
        facts = {name: values[name] for name in FACTS}
        municipality = loading.put(Municipality, {"code": values["code"]}, facts, label)
        for office, hours in offices if municipality else ():
            _load_office(municipality, office, hours, label, loading)


def _load_office(municipality, values, hours, label, loading):
    label = f"{label}, {values['name']}"
    key = {"municipality": municipality, "name": values["name"]}
    office = loading.put(Office, key, {"phone": values["phone"], "email": values["email"]}, label)
    for day, times in hours.items() if office else ():
        loading.put(OpeningHours, {"office": office, "weekday": day}, times, f"{label}, {day.name.lower()}")
