"""How full each unit is today, on any past date, and in the weeks to come (UNIT-4)."""

from datetime import date, timedelta

import pytest

from placements import occupancy
from tests import factories
from tests.factories import TODAY

pytestmark = [pytest.mark.rule("UNIT-4"), pytest.mark.django_db]
MONDAY = date(2026, 3, 16)


def weeks(unit, **facts):
    (found,) = occupancy.forecast(TODAY, 12, units=[unit], **facts)
    return found


def held(unit):
    return [week.held for week in weeks(unit).weeks]


def test_the_first_week_begins_today_and_the_others_on_monday(units):
    begins = [week.begins for week in weeks(units.allu).weeks]
    assert begins[:2] == [TODAY, MONDAY + timedelta(days=7)]
    assert begins[-1] == MONDAY + timedelta(weeks=11)


def test_arrivals_and_departures_that_are_planned_count(units):
    factories.make_placement(units.allu)
    factories.make_planned(units.allu, arrived=MONDAY + timedelta(weeks=2))
    factories.make_placement(units.allu, discharged=MONDAY + timedelta(weeks=4), state="ended")
    assert held(units.allu) == [2, 2, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2]
    assert [week.free for week in weeks(units.allu).weeks][:5] == [6, 6, 5, 5, 6]


def test_the_fullest_night_of_a_week_counts(units):
    day = MONDAY + timedelta(weeks=3, days=2)
    factories.make_placement(units.allu, arrived=day, discharged=day + timedelta(days=1))
    assert held(units.allu)[2:5] == [0, 1, 0]


def test_who_leaves_on_the_day_another_comes_shares_the_place(units):
    place, day = units.allu.places.order_by("pk").first(), MONDAY + timedelta(weeks=1, days=3)
    factories.make_placement(place=place, discharged=day)
    factories.make_placement(place=place, arrived=day, state="planned")
    assert held(units.allu) == [1] * 12


def test_places_that_open_and_close_are_counted_while_they_are_open(units):
    factories.make_place(units.allu, closes=MONDAY + timedelta(weeks=2), emergency=True, reason="Søskende")
    factories.make_place(units.allu, opens=MONDAY + timedelta(weeks=5))
    assert [week.places for week in weeks(units.allu).weeks] == [9, 9, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9]


def test_a_place_that_is_given_up_is_not_free_and_holds_its_child(units):
    place = factories.make_place(units.allu, closes=date(2027, 1, 1))
    assert weeks(units.allu).weeks[0].places == 8
    factories.make_placement(place=place)
    assert (weeks(units.allu).weeks[0].places, weeks(units.allu).weeks[0].free) == (9, 8)


def test_a_child_who_is_only_thought_of_takes_a_place_from_its_day(units):
    day = MONDAY + timedelta(weeks=2)
    thought_of = weeks(units.allu, extra=(units.allu, day))
    assert [week.left for week in thought_of.weeks][:4] == [8, 8, 7, 7]
    assert thought_of.too_many is None
    assert [week.extra for week in weeks(units.ilasiaq, extra=(units.allu, day)).weeks] == [0] * 12


def test_the_week_in_which_it_would_find_no_place_is_named(units):
    factories.make_children(units.allu, 7)
    factories.make_planned(units.allu, arrived=MONDAY + timedelta(weeks=6))
    thought_of = weeks(units.allu, extra=(units.allu, TODAY))
    assert thought_of.too_many.begins == MONDAY + timedelta(weeks=6)
    assert [week.left for week in thought_of.weeks][5:7] == [0, -1]


def test_a_unit_without_places_has_nothing_to_draw_and_is_drawn(units):
    empty = factories.make_unit("aili", name="Aili", ages=(0, 3))
    bars = list(weeks(empty).bars())
    assert [bar["places"]["height"] for bar in bars] == [0] * 12


def test_bars_stay_in_the_drawing(units):
    factories.make_children(units.allu, 8)
    for bar in weeks(units.allu, extra=(units.allu, TODAY)).bars():
        assert bar["extra"]["y"] >= occupancy.TOP
        assert bar["x"] + bar["width"] <= 100


@pytest.mark.parametrize("children", [1, 30])
def test_three_queries_whatever_lives_there(units, queries, children):
    factories.make_children(units.ilasiaq, children)
    with queries(3):
        occupancy.forecast(TODAY, 12)


# The page


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("", "1 of 8 places taken · 1 coming · 6 free"),
        ("2026-01-11", "0 of 8 places taken · 2 coming · 6 free"),
        ("2025-05-05", "1 of 8 places taken · 1 coming · 6 free"),
        ("2026-06-01", "2 of 8 places taken · 6 free"),
        ("2026-02-31", "1 of 8 places taken · 1 coming · 6 free"),
        ("9999-12-31", "1 of 8 places taken · 1 coming · 6 free"),
    ],
)
def test_today_any_past_date_and_any_to_come(as_, care_worker, units, on, sentence):
    factories.make_placement(units.allu)
    factories.make_placement(units.allu, arrived=date(2025, 1, 1), discharged=date(2026, 1, 1))
    factories.make_planned(units.allu)
    visitor = as_(care_worker)
    visitor.cookies["django_language"] = "en"
    assert sentence in text(visitor.get("/occupancy/", {"on": on}))


@pytest.mark.parametrize("children", [1, 30])
def test_the_page_asks_as_often_for_one_child_as_for_thirty(as_, administration, units, queries, children):
    factories.make_children(units.ilasiaq, children)
    visitor = as_(administration)
    visitor.get("/occupancy/")
    with queries(9):
        visitor.get("/occupancy/")


def test_nobodys_name_stands_there(as_, administration, child):
    page = text(as_(administration).get("/occupancy/"))
    assert child.name not in page
    assert child.given_name not in page
