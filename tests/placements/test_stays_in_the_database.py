"""What the database itself refuses about places and stays, whoever writes (UNIT-2)."""

from datetime import timedelta

import psycopg
import pytest
from django.db import IntegrityError, transaction

from core.acting import acting, command
from core.refusals import Refused
from core.violations import sentence_of
from placements.models import Placement, Stay
from tests import factories
from tests.factories import TODAY, date

pytestmark = [pytest.mark.rule("UNIT-2"), pytest.mark.django_db]
FIRST = date(2026, 3, 1)


@pytest.fixture
def place(units):
    return units.maelkeboetten.places.order_by("pk").first()


def refused(act):
    """The sentence with which the database refuses."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return sentence_of(error.value)


def stay(place, begins, ends=None, **facts):
    return factories.make_placement(place=place, arrived=begins, discharged=ends, **facts)


def day(number):
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0, 10), (0, 10)),
        ((0, 10), (9, 20)),
        ((0, 10), (3, 4)),
        ((5, 6), (0, 10)),
        ((0, None), (100, None)),
        ((100, None), (0, None)),
    ],
)
def test_a_place_holds_one_child_a_night(place, first, second):
    begins, ends = first
    stay(place, day(begins), ends and day(ends))
    begins, ends = second
    sentence = refused(lambda: stay(place, day(begins), ends and day(ends)))
    assert sentence == "That place was taken by another since you opened this. Choose another place."


def test_leaving_and_arriving_on_one_date_share_a_place(place):
    stay(place, day(0), day(10))
    stay(place, day(10), day(20))
    assert Stay.objects.filter(place=place).count() == 2


def test_a_stay_of_one_day_holds_no_night(place):
    stay(place, day(5), day(5))
    stay(place, day(0), day(10))
    stay(place, day(5), day(5))
    assert Stay.objects.filter(place=place).count() == 3


def test_a_child_holds_one_place_a_night(units):
    child = factories.make_child()
    first = factories.make_placement(units.ilasiaq, child=child, arrived=day(0))
    sentence = refused(lambda: factories.make_stay(first, units.allu, begins=day(5)))
    assert sentence == "This child already holds a place in that period."


def test_a_move_without_gap_or_double_night(units):
    placement = factories.make_placement(units.ilasiaq, arrived=day(0))
    with acting(factories.machine()):
        placement.stays.update(ends=day(5))
    factories.make_stay(placement, units.allu, begins=day(5))
    assert placement.stays.count() == 2


@pytest.mark.rule("PLC-15")
def test_a_child_has_one_placement_at_a_time_unless_cancelled(units):
    child = factories.make_child()
    factories.make_placement(child=child, arrived=day(0), discharged=day(10))
    sentence = refused(lambda: factories.make_placement(child=child, arrived=day(9)))
    assert sentence == "This child already has a placement in that period."
    factories.make_placement(child=child, arrived=day(10), state="planned")
    factories.make_placement(child=child, arrived=day(10), state="cancelled")
    assert child.placements.count() == 3


@command
def end(placement, on, *, by):
    placement.stays.update(ends=on)


def test_a_stay_does_not_end_before_it_begins(place):
    placement = factories.make_placement(place=place, arrived=day(10))
    with pytest.raises(Refused, match="A period cannot end before it begins."):
        end(placement, day(9), by=factories.machine())
    end(placement, day(10), by=factories.machine())


@pytest.mark.parametrize(
    ("opens", "closes", "begins", "fits"),
    [(0, None, 0, True), (1, None, 0, False), (0, 10, 9, True), (0, 10, 10, False), (0, 10, 11, False)],
)
def test_the_place_is_open_on_the_first_day(units, opens, closes, begins, fits):
    place = factories.make_place(units.allu, opens=day(opens), closes=closes and day(closes))
    if fits:
        stay(place, day(begins))
    else:
        sentence = refused(lambda: stay(place, day(begins)))
        assert sentence == "That place is not open on this date. Choose another place or another date."


def test_nor_is_a_stay_moved_to_a_place_or_day_that_is_not_open(units):
    placement = factories.make_placement(units.allu, arrived=day(0))
    later = factories.make_place(units.allu, opens=day(5))
    for change in ({"place": later}, {"begins": date(2013, 1, 1)}):

        def moved(change=change):
            with acting(factories.machine()):
                placement.stays.update(**change)

        assert "not open on this date" in refused(moved)


def test_a_stay_belongs_to_the_child_of_its_placement(place, units):
    other = factories.make_child()
    placement = factories.make_placement(arrived=day(0))
    facts = {"child": other, "place": place, "begins": day(0)}
    sentence = refused(lambda: factories.made(Stay, placement=placement, **facts))
    assert sentence == "A stay belongs to the child of its placement."


def test_what_a_placements_end_and_state_say_agrees(units):
    placement = factories.make_placement(units.allu, arrived=day(0))

    def change(**values):
        with acting(factories.machine()):
            Placement.objects.filter(pk=placement.pk).update(**values)

    sentence = "A placement has a date of discharge when it has ended, and only then."
    assert refused(lambda: change(discharged=day(3))) == sentence
    assert refused(lambda: change(state="ended")) == sentence
    assert refused(lambda: change(state="ended", discharged=day(-1))) == (
        "A discharge cannot lie before the arrival."
    )


@pytest.mark.django_db(transaction=True)
def test_the_constraints_alone_hold_against_forty_connections(at_once, units):
    """No service, no lock: bare inserts of forty connections into one place."""
    place = units.maelkeboetten.places.order_by("pk").first()
    placements = [factories.make_placement(arrived=TODAY) for _ in range(40)]
    person = factories.machine().pk

    def insert(placement):
        from django.db import connection

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true),"
                " set_config('pghistory.context_metadata', %s, true)",
                [f'{{"person": {person}}}'],
            )
            cursor.execute(
                "INSERT INTO placements_stay (placement_id, child_id, place_id, begins) VALUES (%s, %s, %s, %s)",
                [placement.pk, placement.child_id, place.pk, TODAY],
            )

    def attempt(placement):
        try:
            insert(placement)
        except IntegrityError as error:
            assert isinstance(error.__cause__, psycopg.errors.ExclusionViolation)
            return sentence_of(error)
        return "in"

    results = at_once([lambda p=placement: attempt(p) for placement in placements])
    taken = "That place was taken by another since you opened this. Choose another place."
    assert sorted(results) == sorted(["in", *[taken] * 39])
    assert Stay.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_place_is_not_closed_under_a_child_that_is_just_coming(at_once, units):
    """Whoever comes second waits for the first and sees what was done."""
    place = units.allu.places.order_by("pk").first()
    placement = factories.make_placement(arrived=TODAY)

    def come():
        try:
            factories.make_stay(placement, place=place)
        except IntegrityError as error:
            return sentence_of(error)
        return "came"

    def close():
        with acting(factories.machine()), transaction.atomic():
            place.closes = TODAY
            place.save()
        return "closed"

    came, closed = at_once([come, close])
    assert closed == "closed"
    assert came in ("came", "That place is not open on this date. Choose another place or another date.")
