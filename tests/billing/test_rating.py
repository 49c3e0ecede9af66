from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.rating import Absence, Prices, Stay, day_lines
from core.refusals import Refused

YEAR = Prices(date(2025, 1, 1), date(2025, 12, 31), Decimal("3800.00"))
M, IL, A = "maelkeboetten", "ilasiaq", "allu"


def march(day):
    return date(2025, 3, day)


def stay(begins, ends, unit=M, placement="P1", child="K1"):
    return Stay(placement, child, unit, begins, ends)


def lines(*stays, absences=(), lists=(YEAR,), first=date(2025, 3, 1), last=date(2025, 3, 31)):
    return day_lines(first, last, stays, absences, lists)


def told(found):
    return [(line.unit, line.begins.day, line.last.day, line.quantity) for line in found]


@pytest.mark.rule("BIL-2")
def test_the_arrival_day_counts_and_the_departure_day_does_not():
    (line,) = lines(stay(march(5), march(20)))
    assert told([line]) == [(M, 5, 19, 15)]
    assert line.amount == Decimal("57000.00")


@pytest.mark.rule("BIL-2")
def test_arrival_and_departure_on_one_day_counts_one():
    assert told(lines(stay(march(12), march(12)))) == [(M, 12, 12, 1)]


@pytest.mark.rule("BIL-2", "PLC-9")
def test_the_date_of_a_move_belongs_to_the_new_unit():
    found = lines(stay(date(2025, 1, 7), march(17)), stay(march(17), None, IL))
    assert told(found) == [(M, 1, 16, 16), (IL, 17, 31, 15)]


@pytest.mark.rule("BIL-2")
def test_of_several_moves_on_one_date_the_last_unit_has_it():
    found = lines(stay(march(1), march(17)), stay(march(17), march(17), A), stay(march(17), march(20), IL))
    assert told(found) == [(M, 1, 16, 16), (IL, 17, 19, 3)]


@pytest.mark.rule("BIL-2")
def test_moving_on_the_day_of_departure_adds_no_day():
    assert told(lines(stay(march(5), march(17)), stay(march(17), march(17), IL))) == [(M, 5, 16, 12)]


@pytest.mark.rule("BIL-2")
def test_leaving_and_returning_on_one_date_is_one_day_of_the_new_placement():
    found = lines(stay(march(5), march(17)), stay(march(17), march(20), IL, "P2"))
    assert [(line.placement, line.begins.day, line.last.day) for line in found] == [
        ("P1", 5, 16),
        ("P2", 17, 19),
    ]


@pytest.mark.rule("BIL-2")
def test_returning_for_less_than_a_day_is_an_arrival():
    found = lines(stay(march(5), march(17)), stay(march(17), march(17), IL, "P2"))
    assert [(line.placement, line.quantity) for line in found] == [("P1", 12), ("P2", 1)]


@pytest.mark.rule("BIL-2")
def test_another_place_of_the_same_unit_does_not_break_the_line():
    assert told(lines(stay(march(3), march(9)), stay(march(9), march(12)))) == [(M, 3, 11, 9)]


@pytest.mark.rule("BIL-2")
def test_a_list_may_charge_the_departure_day():
    counting = Prices(YEAR.valid_from, YEAR.valid_to, YEAR.day_rate, count_departure_day=True)
    left = stay(march(5), march(20))
    assert told(lines(left, lists=[counting])) == [(M, 5, 20, 16)]
    assert told(lines(left, stay(march(20), None, IL), lists=[counting])) == [
        (M, 5, 19, 15),
        (IL, 20, 31, 12),
    ]
    assert told(lines(left, stay(march(20), march(20), IL), lists=[counting])) == [
        (M, 5, 19, 15),
        (IL, 20, 20, 1),
    ]
    assert told(lines(stay(march(12), march(12)), lists=[counting])) == [(M, 12, 12, 1)]


@pytest.mark.rule("BIL-3")
def test_an_absence_is_charged_in_full_and_breaks_no_line():
    away = Absence("P1", march(10), march(14))
    assert told(lines(stay(march(1), march(20)), absences=[away])) == [(M, 1, 19, 19)]


@pytest.mark.rule("BIL-3")
@pytest.mark.parametrize(("percent", "price", "amount"), [(50, "1900.00", "7600.00"), (0, "0.00", "0.00")])
def test_a_reduced_absence_is_a_line_of_its_own(percent, price, amount):
    away = Absence("P1", march(10), march(14), percent)
    found = lines(stay(march(1), march(20)), absences=[away])
    assert told(found) == [(M, 1, 9, 9), (M, 10, 13, 4), (M, 14, 19, 6)]
    assert (found[1].unit_price, found[1].amount) == (Decimal(price), Decimal(amount))


@pytest.mark.rule("BIL-3")
def test_without_an_agreement_the_price_list_says_what_an_absence_costs():
    half = Prices(YEAR.valid_from, YEAR.valid_to, YEAR.day_rate, absence_percent=50)
    away = [Absence("P1", march(10), march(14)), Absence("P1", march(14), march(15), 100)]
    found = lines(stay(march(1), march(20)), absences=away, lists=[half])
    assert [(line.quantity, line.percent) for line in found] == [(9, 100), (4, 50), (6, 100)]


@pytest.mark.rule("BIL-3")
def test_an_absence_of_another_child_changes_nothing():
    away = Absence("P2", march(10), march(14), 0)
    assert told(lines(stay(march(1), march(20)), absences=[away])) == [(M, 1, 19, 19)]


@pytest.mark.rule("BIL-4")
def test_a_month_over_two_lists_has_a_line_for_each():
    spring = Prices(date(2025, 1, 1), march(15), Decimal("3800.00"))
    summer = Prices(march(16), date(2025, 12, 31), Decimal("3950.00"))
    found = lines(stay(march(1), None), lists=[summer, spring])
    assert told(found) == [(M, 1, 15, 15), (M, 16, 31, 16)]
    assert [line.amount for line in found] == [Decimal("57000.00"), Decimal("63200.00")]


@pytest.mark.rule("BIL-1")
def test_after_its_last_day_the_newest_list_holds_on_provisionally():
    past = Prices(date(2024, 1, 1), date(2024, 12, 31), Decimal("3500.00"))
    (line,) = lines(stay(march(1), march(4)), lists=[past])
    assert (line.unit_price, line.provisional) == (Decimal("3500.00"), True)
    (line,) = lines(stay(march(1), march(4)), lists=[past, YEAR])
    assert (line.unit_price, line.provisional) == (Decimal("3800.00"), False)


@pytest.mark.rule("BIL-1")
def test_a_list_that_ends_within_a_run_does_not_break_it():
    (line,) = lines(stay(march(1), None), lists=[Prices(date(2025, 1, 1), march(15), Decimal("3800.00"))])
    assert (line.quantity, line.provisional) == (31, True)
    (line,) = lines(
        stay(march(1), march(16)), lists=[Prices(date(2025, 1, 1), march(15), Decimal("3800.00"))]
    )
    assert (line.quantity, line.provisional) == (15, False)


@pytest.mark.rule("BIL-1")
def test_days_before_the_first_list_are_refused():
    later = Prices(march(10), date(2025, 12, 31), Decimal("3800.00"))
    with pytest.raises(Refused, match="09.03.2025"):
        lines(stay(march(9), None), lists=[later])
    assert told(lines(stay(march(10), march(12)), lists=[later])) == [(M, 10, 11, 2)]
    with pytest.raises(Refused, match="01.03.2025"):
        lines(stay(march(1), None), lists=[])


@pytest.mark.rule("BIL-1")
def test_a_list_without_a_day_rate_is_refused():
    with pytest.raises(Refused, match="01.01.2025"):
        lines(stay(march(1), None), lists=[Prices(YEAR.valid_from, YEAR.valid_to, None)])


def test_a_price_with_a_percent_is_rounded_to_whole_oere():
    odd = Prices(YEAR.valid_from, YEAR.valid_to, Decimal("3333.33"))
    (line,) = lines(stay(march(1), march(4)), absences=[Absence("P1", march(1), march(9), 33)], lists=[odd])
    assert (line.unit_price, line.amount) == (Decimal("1100.00"), Decimal("3300.00"))


@pytest.mark.rule("BIL-2")
def test_the_short_and_the_long_day_of_the_clock_count_as_one_each():
    (line,) = lines(
        stay(date(2026, 3, 28), date(2026, 3, 30)), first=date(2026, 3, 1), last=date(2026, 3, 31)
    )
    assert line.quantity == 2
    (line,) = lines(
        stay(date(2026, 10, 24), date(2026, 10, 26)), first=date(2026, 10, 1), last=date(2026, 10, 31)
    )
    assert line.quantity == 2


# From here on nobody chose the example.

START, END = date(2025, 1, 1), date(2025, 4, 30)
FIRST, LAST = date(2025, 2, 1), date(2025, 3, 31)
percents = st.sampled_from([None, 0, 33, 50, 100])


@st.composite
def childhoods(draw, child):
    """Stays of one child one after another, as the database would let them stand."""
    day, placement, stays = START + timedelta(days=draw(st.integers(0, 60))), 0, []
    for _ in range(draw(st.integers(0, 6))):
        placement += draw(st.integers(0, 1))
        begins = day + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 5])))
        day = begins + timedelta(days=draw(st.one_of(st.sampled_from([0, 0, 1]), st.integers(0, 40))))
        stays.append(Stay((child, placement), child, draw(st.sampled_from([M, IL, A])), begins, day))
    if stays and draw(st.booleans()):
        final = stays.pop()
        stays.append(Stay(final.placement, child, final.unit, final.begins, None))
    return stays


@st.composite
def absences_of(draw, stays):
    found, day = [], START
    for placement in sorted({stay.placement for stay in stays}):
        begins = day + timedelta(days=draw(st.integers(0, 30)))
        day = begins + timedelta(days=draw(st.integers(1, 30)))
        found.append(Absence(placement, begins, day, draw(percents)))
    return found


@st.composite
def price_lists(draw):
    turn = date(2025, 1, 15) + timedelta(days=draw(st.integers(0, 90)))
    settings = {
        "absence_percent": draw(st.sampled_from([0, 75, 100])),
        "count_departure_day": draw(st.booleans()),
    }
    rate = draw(st.decimals(0, 9999, places=2))
    held_on = date(2024, 12, 31) if draw(st.booleans()) else turn - timedelta(days=1)
    return [Prices(date(2024, 1, 1), held_on, Decimal("3500.00"), **settings), Prices(turn, END, rate)]


@st.composite
def centres(draw):
    stays = [stay for child in range(draw(st.integers(1, 3))) for stay in draw(childhoods(child))]
    return (
        draw(st.permutations(stays)) if draw(st.booleans()) else stays,
        draw(absences_of(stays)),
        draw(price_lists()),
    )


def holder(day, stays, departure_counts):
    """Asks one night after the other, as a person with a calendar would; `stays` are one child's in order."""
    tonight = [s for s in stays if s.begins <= day and (s.ends is None or day < s.ends)]
    if tonight:
        return tonight[-1]
    woke = [s for s in stays if s.ends == day and s.begins < day]
    visited = [s for s in stays if s.begins == s.ends == day]
    arrived = [s for s in visited if s.placement not in {w.placement for w in woke}]
    if arrived:
        return arrived[-1]
    return (woke + visited)[-1] if woke and departure_counts else None


def brute_force(stays, absences, lists, first, last):
    """{(child, date): (placement, unit, amount)}, worked out for each date alone."""
    charged = {}
    for child in {stay.child for stay in stays}:
        own = sorted((s for s in stays if s.child == child), key=lambda s: (s.begins, s.ends or date.max))
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            prices = [p for p in lists if p.valid_from <= day][-1]
            if found := holder(day, own, prices.count_departure_day):
                away = [a for a in absences if a.placement == found.placement and a.begins <= day < a.ends]
                percent = 100 if not away else away[0].percent
                percent = prices.absence_percent if percent is None else percent
                cents = (prices.day_rate * percent).quantize(Decimal(1), rounding="ROUND_HALF_UP")
                charged[child, day] = (found.placement, found.unit, cents / 100)
    return charged


def spread(found):
    return {
        (line.child, day): (line.placement, line.unit, line.unit_price)
        for line in found
        for day in line.dates
    }


def untangled(stays):
    """Same-day stays of one child on one date have no order that dates could tell; the given order is theirs."""
    same_day = Counter((s.child, s.begins) for s in stays if s.begins == s.ends)
    return all(count == 1 for count in same_day.values())


@pytest.mark.rule("BIL-2", "BIL-3", "BIL-4", "BIL-10")
@given(centres())
def test_the_days_of_the_lines_are_the_days_of_the_calendar(centre):
    stays, absences, lists = centre
    if untangled(stays):
        assert spread(day_lines(FIRST, LAST, *centre)) == brute_force(*centre, FIRST, LAST)
    else:
        assert spread(day_lines(FIRST, LAST, *centre)).keys() == brute_force(*centre, FIRST, LAST).keys()


@pytest.mark.rule("BIL-2")
@given(centres())
def test_no_child_is_charged_twice_for_a_date(centre):
    found = day_lines(FIRST, LAST, *centre)
    dates = [(line.child, day) for line in found for day in line.dates]
    assert len(dates) == len(set(dates)) == sum(line.quantity for line in found)
    assert all(FIRST <= day <= LAST for _, day in dates)


@pytest.mark.rule("BIL-10")
@given(centres())
def test_the_amounts_add_up_to_the_days(centre):
    found = day_lines(FIRST, LAST, *centre)
    assert sum(line.amount for line in found) == sum(price for _, _, price in spread(found).values())
    assert all(line.amount.as_tuple().exponent >= -2 for line in found)


@given(centres())
def test_a_line_is_as_long_as_it_can_be(centre):
    found = day_lines(FIRST, LAST, *centre)
    same = Counter(
        (x.child, x.placement, x.unit, x.prices, x.percent, x.last + timedelta(days=1)) for x in found
    )
    assert not [x for x in found if (x.child, x.placement, x.unit, x.prices, x.percent, x.begins) in same]


@pytest.mark.rule("BIL-4")
@given(centres(), st.integers(0, 58))
def test_two_months_have_the_days_of_both_together(centre, length):
    turn = FIRST + timedelta(days=length)
    halves = day_lines(FIRST, turn, *centre) + day_lines(turn + timedelta(days=1), LAST, *centre)
    assert spread(halves) == spread(day_lines(FIRST, LAST, *centre))
    assert len(spread(halves)) == sum(line.quantity for line in halves)


@given(centres(), st.randoms())
def test_the_order_in_which_stays_are_known_does_not_count(centre, random):
    stays, absences, lists = centre
    shuffled = random.sample(stays, len(stays))
    if untangled(stays):
        assert spread(day_lines(FIRST, LAST, shuffled, absences, lists)) == spread(
            day_lines(FIRST, LAST, *centre)
        )
