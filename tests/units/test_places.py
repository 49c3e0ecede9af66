"""Opening, adding and closing places (UNIT-1, UNIT-2)."""

from datetime import date, timedelta
from functools import partial

import pytest

from core.acting import acting, command
from core.refusals import Refused
from placements.lifecycle import PLACEMENT
from placements.models import Stay
from tests.factories import (
    TODAY,
    made,
    make_assignment,
    make_child,
    make_place,
    make_placement,
    make_planned,
    make_unit,
    make_user,
)
from units import services
from units.models import Place, Unit

AILI = {
    "name": "Ny afdeling Øst",
    "kind": "residential",
    "age_from": 0,
    "age_to": 3,
    "opens": None,
    "note": "",
}
SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=21)


def emergency(unit, by, **facts):
    facts = {"opens": TODAY, "closes": LATER, "reason": "Tre søskende på en nat.", **facts}
    return services.open_emergency_place(unit, **facts, by=by, on=TODAY)


def close(place, by, closes=SOON):
    return services.close_place(place, closes=closes, by=by, on=TODAY)


# A unit, from nothing to the first child


@pytest.mark.rule("UNIT-1")
def test_a_unit_is_created_and_opened_without_a_line_of_code(director):
    unit = services.create(**AILI, by=director)
    assert unit.slug == "ny-afdeling-oest"
    services.add_places(unit, count=3, opens=TODAY, by=director)
    assert [place.name for place in unit.places.order_by("pk")] == [f"Ny afdeling Øst {n}" for n in (1, 2, 3)]
    placement = make_placement(unit, arrived=TODAY)
    assert placement.stays.get().place.unit == unit


def test_a_new_unit_stands_last(director, units):
    services.create(**AILI, by=director)
    assert Unit.objects.last().name == "Ny afdeling Øst"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": "Mælkebøtten"}, "There is already a unit of that name."),
        ({"name": "!!!"}, "Write a name with letters in it."),
        ({"age_from": 5, "age_to": 4}, "The highest age is below the lowest."),
        ({"age_to": None}, "A unit has a lowest and a highest age, or neither."),
        ({"age_from": None}, "A unit has a lowest and a highest age, or neither."),
    ],
)
def test_a_unit_that_cannot_be(director, units, changed, says):
    with pytest.raises(Refused, match=says):
        services.create(**{**AILI, **changed}, by=director)
    assert Unit.objects.count() == 3


def test_editing_keeps_the_name_in_addresses(director, units):
    services.edit(units.allu, **{**AILI, "name": "Allu Nord"}, by=director)
    unit = Unit.objects.get(pk=units.allu.pk)
    assert (unit.slug, unit.name, unit.age_from) == ("allu", "Allu Nord", 0)


def test_a_unit_with_places_stays_residential(director, units):
    with pytest.raises(Refused, match="Only a residential unit has places"):
        services.edit(units.allu, **{**AILI, "kind": "drop_in"}, by=director)


def test_only_a_residential_unit_has_places(director):
    unit = make_unit(kind="contact_house")
    with pytest.raises(Refused, match="Only a residential unit has places"):
        services.add_places(unit, count=1, opens=TODAY, by=director)
    with pytest.raises(Refused, match="Only a residential unit has places"):
        emergency(unit, director)


def test_new_places_take_names_that_are_free(director):
    unit = make_unit("lille", name="Lille")
    make_place(unit, name="Lille 2")
    services.add_places(unit, count=2, opens=TODAY, by=director)
    assert [place.name for place in unit.places.order_by("name")] == ["Lille 1", "Lille 2", "Lille 3"]


@pytest.mark.parametrize("who", ["leader", "care_worker", "administration", "system_admin", "caseworker"])
def test_only_the_director_changes_units_and_ordinary_places(request, units, who):
    by = request.getfixturevalue(who)
    place = units.maelkeboetten.places.order_by("pk").first()
    acts = [
        lambda: services.create(**AILI, by=by),
        lambda: services.edit(units.maelkeboetten, **AILI, by=by),
        lambda: services.add_places(units.maelkeboetten, count=1, opens=TODAY, by=by),
        lambda: close(place, by),
    ]
    for act in acts:
        with pytest.raises(Refused, match="Only the director changes the units"):
            act()
    assert Place.objects.count() == 24 and not Place.objects.exclude(closes=None).exists()


# Emergency places


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize("who", ["director", "leader"])
def test_an_emergency_place_is_opened_for_a_period_with_a_reason(request, units, who):
    by = request.getfixturevalue(who)
    place = emergency(units.maelkeboetten, by)
    assert (place.emergency, place.opens, place.closes) == (True, TODAY, LATER)
    assert place.reason == "Tre søskende på en nat."
    assert place in Place.objects.open_on(LATER - timedelta(days=1))
    assert place not in Place.objects.open_on(LATER)
    event = Place.pgh_event_model.objects.get(pgh_obj_id=place.pk)
    assert event.pgh_context["person"] == by.pk


@pytest.mark.rule("UNIT-2")
def test_a_child_can_live_in_it_and_another_on_top_is_refused(director, units):
    place = emergency(units.maelkeboetten, director)
    make_placement(place=place, arrived=TODAY)
    with pytest.raises(Exception, match="placements_place_holds_one_child"):
        make_placement(place=place, arrived=TODAY)


@pytest.mark.parametrize(
    "who", ["other_leader", "care_worker", "administration", "system_admin", "therapist"]
)
def test_nobody_else_opens_one(request, units, who):
    with pytest.raises(Refused, match="Only the unit's leader and the director do this"):
        emergency(units.maelkeboetten, request.getfixturevalue(who))


def test_a_leader_whose_time_in_the_unit_is_over_opens_none(units):
    former = make_user("unit_leader")
    make_assignment(former, units.allu, begins=date(2025, 1, 1), ends=TODAY)
    with pytest.raises(Refused, match="Only the unit's leader"):
        emergency(units.allu, former)


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize(
    ("changed", "says", "field"),
    [
        ({"reason": " \n "}, "Write why the unit needs more places", "reason"),
        ({"closes": TODAY}, "The last day lies before the first", "last_day"),
        ({"closes": TODAY + timedelta(days=400)}, "a year at most", "last_day"),
    ],
)
def test_an_emergency_place_without_reason_or_end_is_refused(director, units, changed, says, field):
    with pytest.raises(Refused, match=says) as refused:
        emergency(units.maelkeboetten, director, **changed)
    assert refused.value.field == field
    assert not Place.objects.filter(emergency=True).exists()


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize("missing", [{"reason": ""}, {"closes": None}])
def test_the_database_itself_wants_the_reason_and_the_end(director, units, missing):
    facts = {"reason": "Fuldt.", "closes": LATER, **missing}
    with pytest.raises(Exception, match="units_emergency_place_has_reason_and_end"):
        made(Place, director, unit=units.allu, name="X", opens=TODAY, emergency=True, **facts)


def test_two_emergency_places_have_two_names(director, units):
    names = {emergency(units.allu, director).name for _time in range(2)}
    assert len(names) == 2


# Closing


@pytest.mark.rule("UNIT-2")
def test_an_empty_place_is_closed_from_a_day(director, units):
    place = close(units.allu.places.order_by("pk").first(), director)
    assert place.closes == SOON
    assert place in Place.objects.open_on(SOON - timedelta(days=1))
    with pytest.raises(Exception, match="is not open on 2026-03-24"):
        make_placement(place=place, arrived=SOON)


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize(
    ("stay", "says"),
    [
        ({"arrived": date(2026, 1, 12)}, "A child lives in this place"),
        ({"arrived": date(2026, 1, 12), "ends": SOON + timedelta(days=1)}, "A child holds this place until"),
        ({"arrived": SOON, "state": "planned"}, "A child is expected in this place on"),
        ({"arrived": LATER, "state": "planned"}, "A child is expected in this place on"),
    ],
)
def test_a_place_that_a_child_needs_is_not_closed(director, units, stay, says):
    place = units.allu.places.order_by("pk").first()
    ends = stay.pop("ends", None)
    placement = make_placement(**stay)
    begins = placement.arrived
    made(Stay, placement=placement, child=placement.child, place=place, begins=begins, ends=ends)
    with pytest.raises(Refused, match=says) as refused:
        close(place, director)
    assert placement.child.name.split()[0] not in str(refused.value)
    assert Place.objects.get(pk=place.pk).closes is None


def test_a_child_that_leaves_in_time_does_not_keep_it_open(director, units):
    place = units.allu.places.order_by("pk").first()
    placement = make_placement(arrived=date(2026, 1, 12))
    made(Stay, placement=placement, child=placement.child, place=place, begins=placement.arrived, ends=SOON)
    assert close(place, director).closes == SOON


def test_a_placement_that_came_to_nothing_does_not_keep_it_open(director, units):
    placement = make_planned(units.allu, arrived=SOON)
    with acting(director):
        PLACEMENT.move(placement, "cancel", by=director)
    assert close(placement.stays.get().place, director).closes == SOON


def test_a_place_is_not_closed_in_the_past(director, units):
    with pytest.raises(Refused, match="Choose today or a later day"):
        close(units.allu.places.order_by("pk").first(), director, TODAY - timedelta(days=1))


def test_a_place_does_not_close_before_it_opens(director, units):
    place = make_place(units.allu, opens=LATER)
    with pytest.raises(Refused, match="closes after the day on which it opens"):
        close(place, director)


def test_a_leader_closes_an_emergency_place_early_but_not_an_ordinary_one(leader, units):
    place = emergency(units.maelkeboetten, leader)
    assert close(place, leader).closes == SOON
    with pytest.raises(Refused, match="Only the director"):
        close(units.maelkeboetten.places.filter(emergency=False).order_by("pk").first(), leader)


def test_an_emergency_place_always_has_an_end(director, units):
    place = emergency(units.maelkeboetten, director)
    with pytest.raises(Refused, match="An emergency place needs a reason and a last day"):
        close(place, director, None)


def test_an_ordinary_place_can_be_kept_open_after_all(director, units):
    place = close(units.allu.places.order_by("pk").first(), director)
    assert close(place, director, None).closes is None


@pytest.mark.rule("UNIT-2")
def test_a_child_and_a_closing_do_not_meet_in_one_place(at_once):
    """Ten times the same second: the place never ends closed with a child in it after that day."""
    director, unit = make_user("director"), make_unit("lille", places=10)
    children = [make_child() for _ in range(10)]
    placements = [make_placement(child=child, arrived=SOON, state="planned") for child in children]

    @command
    def admit(placement, place, *, by):
        return Stay.objects.create(placement=placement, child=placement.child, place=place, begins=SOON)

    acts = []
    for placement, place in zip(placements, unit.places.order_by("pk"), strict=True):
        acts += [partial(admit, placement, place, by=director), partial(close, place, director)]
    outcomes = at_once(acts)
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 10
    assert not Stay.objects.filter(place__closes__isnull=False).exists()
