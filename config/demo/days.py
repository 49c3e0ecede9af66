"""Days of the demo centre: what kind of day it is, and when on it something happened."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from core.working_days import is_working_day

ONE_DAY = timedelta(days=1)
SHIFT_CHANGES = (7, 15, 23)


def at(day, hour, minute=0):
    """In UTC, so that adding minutes is right over a change of the clock too."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute))).astimezone(UTC)


def last_shift_change(now):
    """The diary ends with the last shift that is over, so that the demo is the same for hours."""
    today = timezone.localdate(now)
    changes = [at(day, hour) for day in (today - ONE_DAY, today) for hour in SHIFT_CHANGES]
    return max(change for change in changes if change <= now)


def working_day(day):
    """The day itself or the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def is_school_day(day):
    return is_working_day(day) and not _is_school_holiday(day)


def _is_school_holiday(day):
    if (6, 20) <= (day.month, day.day) <= (8, 12) or (day.month, day.day) >= (12, 20):
        return True
    return day.isocalendar().week == 42 or (day.month, day.day) <= (1, 6) or _is_holy_week(day)


def _is_holy_week(day):
    """A week whose Thursday and Friday are both days off."""
    monday = day - day.weekday() * ONE_DAY
    return not any(is_working_day(monday + n * ONE_DAY) for n in (3, 4))


KINDS_OF_DAY = {
    "school": is_school_day,
    "weekday": is_working_day,
    "free": lambda day: not is_working_day(day),
    "before_school": lambda day: is_school_day(day) and is_school_day(day + ONE_DAY),
    None: lambda day: True,
}
