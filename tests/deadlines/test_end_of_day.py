"""What is due on a date is due within it, also on the two nights a year when Nuuk moves its clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from deadlines.registry import end_of
from tests.factories import date

CLOCK_GOES_FORWARD, CLOCK_GOES_BACK = date(2026, 3, 28), date(2026, 10, 24)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 3, 17), datetime(2026, 3, 18, 1, 59, tzinfo=UTC)),
        (CLOCK_GOES_FORWARD, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (CLOCK_GOES_BACK, datetime(2026, 10, 25, 1, 59, tzinfo=UTC)),
    ],
)
def test_the_last_minute_of_a_day(day, last):
    assert end_of(day) == last


@pytest.mark.parametrize("night", [CLOCK_GOES_FORWARD, CLOCK_GOES_BACK])
def test_it_lies_within_the_day_after_the_database_gave_it_back(night):
    for days in range(-1, 2):
        day = night + timedelta(days=days)
        assert timezone.localdate(end_of(day).astimezone(UTC)) == day
