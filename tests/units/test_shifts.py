"""Which shift it is: worked out from any set of times, also when the clocks change (JRN-5)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import NUUK, at
from units.shifts import turn_at, turn_before, turns_around

pytestmark = pytest.mark.rule("JRN-5")
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Begins:
    name: str
    begins: time


def shifts(*clocks):
    return [Begins(f"{clock:%H:%M}", clock) for clock in clocks]


USUAL = [Begins("Dag", time(7)), Begins("Aften", time(15)), Begins("Nat", time(23))]
clocks = st.builds(time, st.integers(0, 23) | st.sampled_from([22, 23, 0]), st.sampled_from([0, 30, 59]))
sets = st.lists(clocks, unique=True, max_size=6).map(lambda found: shifts(*found))
AROUND = [datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)]
moments = st.builds(
    lambda start, minutes: start + minutes * MINUTE, st.sampled_from(AROUND), st.integers(0, 3 * 24 * 60)
)


@settings(max_examples=60)
@given(sets, moments)
def test_one_turn_holds_and_turns_meet_whatever_the_clocks_do(known, moment):
    turns = turns_around(known, moment)
    assert [turn.holds(moment) for turn in turns].count(True) == 1
    assert all(before.ends == after.begins for before, after in zip(turns, turns[1:], strict=False))
    assert all(turn.begins < turn.ends for turn in turns)
    assert turn_before(known, moment).ends == turn_at(known, moment).begins
    assert turn_at(known, moment) in turns_around(known, moment + timedelta(hours=20))


@settings(max_examples=60)
@given(sets.filter(bool), moments)
def test_a_turn_begins_when_its_shift_says_unless_the_clocks_leave_that_out(known, moment):
    turn = turn_at(known, moment)
    begins = timezone.localtime(turn.begins)
    assert f"{begins:%H:%M}" == turn.name or f"{begins:%Y-%m-%d %H:%M}" == "2026-03-29 00:00"


@pytest.mark.parametrize(
    ("moment", "name", "hours"),
    [
        (at(date(2026, 3, 17), 6, 59), "Nat", 8),
        (at(date(2026, 3, 17), 7), "Dag", 8),
        (at(date(2026, 3, 17), 23), "Nat", 8),
        (at(date(2026, 3, 29), 3), "Nat", 7),
        (at(date(2026, 10, 25), 3), "Nat", 9),
        (datetime(2026, 10, 24, 23, 30, tzinfo=NUUK, fold=1), "Nat", 9),
    ],
)
def test_the_night_is_shorter_in_spring_and_longer_in_autumn(moment, name, hours):
    turn = turn_at(USUAL, moment)
    assert (turn.name, turn.ends - turn.begins) == (name, timedelta(hours=hours))


def test_a_time_that_the_clocks_leave_out_is_the_end_of_that_day():
    known = shifts(time(12), time(23, 30), time(0))
    assert turn_at(known, at(date(2026, 3, 29), 2)).name == "00:00"
    assert turn_at(shifts(time(12), time(23, 30)), at(date(2026, 3, 29), 0, 10)).name == "23:30"


def test_the_turn_before_the_only_shift_is_the_same_shift_the_day_before():
    assert turn_before(shifts(time(15)), at(date(2026, 3, 17), 3)).begins == at(date(2026, 3, 15), 15)


def test_a_unit_without_shifts_has_one_that_lasts_the_day():
    turn = turn_at([], at(date(2026, 3, 17), 12))
    assert (turn.begins, turn.ends) == (at(date(2026, 3, 17), 0), at(date(2026, 3, 18), 0))
