"""CPR numbers: a date, a century, and no check digit."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import cpr
from core.refusals import Refused
from tests.factories import WEIGHTS

CENTURIES = {  # by the table: year of two digits, seventh digit, century
    (0, "0"): 1900, (99, "3"): 1900,
    (0, "4"): 2000, (36, "4"): 2000, (37, "4"): 1900, (99, "4"): 1900,
    (0, "5"): 2000, (57, "5"): 2000, (58, "5"): 1800, (99, "8"): 1800,
    (36, "9"): 2000, (37, "9"): 1900,
}  # fmt: skip


@pytest.mark.parametrize(("number", "born"), [
    ("150315-5002", date(2015, 3, 15)),
    ("020620-5002", date(2020, 6, 2)),
    ("1109124001", date(2012, 9, 11)),
    ("290224 4001", date(2024, 2, 29)),
    (" 150315-5002 ", date(2015, 3, 15)),
])  # fmt: skip
def test_the_birth_date(number, born):
    assert cpr.born(number) == born


@pytest.mark.parametrize(("year", "seventh", "century"), [(*key, value) for key, value in CENTURIES.items()])
def test_the_seventh_digit_tells_the_century(year, seventh, century):
    assert cpr.born(f"0101{year:02}{seventh}001").year == century + year


@pytest.mark.parametrize(
    "number",
    ["", "1", "150315500", "15031550022", "150315-500a", "１５０３１５５００２", "150315_5002", "²503155002"],
)
def test_ten_digits(number):
    with pytest.raises(Refused, match="A CPR number has ten digits, for example 150315-5002."):
        cpr.born(number)


@pytest.mark.parametrize(
    "number", ["310226-4002", "290225-4002", "000125-4002", "011325-4002", "990101-4002"]
)
def test_a_date(number):
    with pytest.raises(Refused, match="these are no date"):
        cpr.born(number)


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.integers(4000, 9999))
def test_every_child_born_since_2000_is_understood(born, serial):
    number = f"{born:%d%m%y}{serial}"
    assert cpr.born(number) == cpr.born(cpr.formatted(number)) == born
    assert cpr.digits(cpr.formatted(number)) == number


@given(st.text(max_size=14))
def test_anything_is_a_date_or_refused(text):
    with suppress(Refused):
        assert isinstance(cpr.born(text), date)


@given(st.dates(date(2000, 1, 1), date(2036, 12, 31)), st.integers(4000, 9999))
def test_masked_it_tells_no_more_than_the_birthday(born, serial):
    assert cpr.masked(f"{born:%d%m%y}{serial}") == f"{born:%d%m%y}-••••"


def test_without_a_number():
    assert (cpr.masked(""), cpr.formatted("")) == ("", "")


@pytest.mark.parametrize("number", ["1503155002", "0206205002", "1109124001", "0405175001", "0405135001"])
def test_the_numbers_of_these_tests_belong_to_nobody(number):
    assert sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11
