"""How days, ages, clocks and money are written. The words are the language's, the order is ours."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, gettext, ngettext

DAY = {"da": r"l \d\e\n j. F", "en": "l j F"}


def money(amount):
    number = number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)
    return gettext("DKK %(number)s") % {"number": number}


def day(value, today=None):
    """tirsdag den 17. marts; the year only when it is another one."""
    date = local_date(value)
    today = today or timezone.localdate()
    year = "" if date.year == today.year else " Y"
    return date_format(date, DAY.get(get_language() or "da", DAY["en"]) + year, use_l10n=False)


def clock(value):
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return time_format(value)


def moment(value, beside):
    """14.20, and with its date when that is another day than `beside`."""
    if local_date(value) == local_date(beside):
        return clock(value)
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def lately(value, today):
    """14.20 of today, yesterday 14.20, and 20. november 14.20 of any day before."""
    days = (today - local_date(value)).days
    if days == 0:
        return clock(value)
    day = gettext("yesterday") if days == 1 else date_format(local_date(value), "MONTH_DAY_FORMAT")
    return f"{day} {clock(value)}"


def age(born, on=None):
    """In months until two years, as nurses and parents count."""
    born, on = local_date(born), local_date(on or timezone.localdate())
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < 24:
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    return ngettext("%(count)d year", "%(count)d years", months // 12) % {"count": months // 12}


def local_date(value):
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def initials(name):
    words = [word for word in str(name).replace(".", " ").split() if word[:1].isalnum()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"
