"""A placement ends at 18 at the latest (PLC-14)."""

from datetime import timedelta

import pytest

from core import preferences
from core.refusals import Refused
from core.violations import explained
from deadlines import registry
from placements.discharge import services
from placements.discharge.turning import eighteenth
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.discharge.conftest import leave, prepare, text

pytestmark = pytest.mark.rule("PLC-14")
SAYS = "A placement ends on the child's 18th birthday at the latest."


def born(birthday):
    """A child whose 18th birthday is that day."""
    return factories.make_child(born=birthday.replace(year=birthday.year - 18))


@pytest.mark.parametrize(
    ("discharged", "allowed"), [(date(2026, 3, 10), True), (date(2026, 3, 11), False)], ids=["on", "after"]
)
def test_the_database_refuses_a_day_after_the_birthday(units, discharged, allowed):
    child, facts = born(date(2026, 3, 10)), {"arrived": date(2026, 1, 5), "discharged": discharged}
    if allowed:
        factories.make_placement(units.allu, child=child, **facts)
        return
    with pytest.raises(Refused, match=SAYS), explained():
        factories.make_placement(units.allu, child=child, **facts)


def test_the_database_refuses_an_arrival_on_the_birthday(units):
    with pytest.raises(Refused, match=SAYS), explained():
        factories.make_placement(units.allu, child=born(TODAY), arrived=TODAY)


def test_who_was_born_on_29_february_turns_18_on_1_march(units):
    child = factories.make_child(born=date(2008, 2, 29))
    assert eighteenth(child.born) == date(2026, 3, 1)
    factories.make_placement(units.allu, child=child, arrived=date(2026, 1, 5), discharged=date(2026, 3, 1))


def test_a_discharge_is_refused_after_it_and_possible_on_the_day(units, municipality, director, stored):
    placement = factories.make_placement(units.allu, child=born(date(2026, 3, 16)), municipality=municipality)
    with pytest.raises(Refused, match="The child turns 18 on 16 March 2026") as refusal:
        services.plan(placement, planned_for=TODAY, by=director)
    assert refusal.value.field == "planned_for"
    prepare(placement, director, planned_for=date(2026, 3, 16))
    with pytest.raises(Refused, match="The child turns 18 on 16 March 2026"):
        leave(placement, director)
    leave(placement, director, left_on=date(2026, 3, 16))
    assert stored(placement).discharged == date(2026, 3, 16)


def test_it_is_shown_a_year_ahead(units, municipality, director, as_):
    soon = factories.make_placement(units.allu, child=born(date(2027, 3, 17)), municipality=municipality)
    later = factories.make_placement(units.allu, child=born(date(2027, 3, 18)), municipality=municipality)
    page = text(as_(director).get("/turning-18/"))
    assert soon.child.name in page and later.child.name not in page
    says = "Turns 18 on"
    assert f"{says} 17 March 2027" in text(as_(director).get(f"/children/{soon.child_id}/"))
    assert says not in text(as_(director).get(f"/children/{later.child_id}/"))
    preferences.change("discharge.turning_18_months", 13, by=director, at=NOW)
    assert later.child.name in text(as_(director).get("/turning-18/"))
    assert says in text(as_(director).get(f"/children/{later.child_id}/"))


def test_the_leaders_owe_it(units, municipality, other_leader, leader):
    placement = factories.make_placement(
        units.ilasiaq, child=born(TODAY + timedelta(days=300)), municipality=municipality
    )
    (owed,) = [o for o in registry.collect(at(TODAY)) if o.rule == "PLC-14"]
    assert (owed.due, owed.owners, owed.child_id) == (
        registry.end_of(TODAY + timedelta(days=300)),
        (other_leader,),
        placement.child_id,
    )
    early = at(TODAY - timedelta(days=70))
    assert not [o for o in registry.collect(early) if o.rule == "PLC-14"]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_costs_the_same(units, municipality, director, as_, queries, number):
    for _ in range(max(0, number - 8)):
        factories.make_place(units.allu)
    for _ in range(number):
        factories.make_placement(units.allu, child=born(date(2026, 9, 1)), municipality=municipality)
    visitor = as_(director)
    visitor.get("/turning-18/")
    with queries(6):
        page = text(visitor.get("/turning-18/"))
    assert page.count("in 168 days") == number


@pytest.mark.rule("ACC-1")
def test_a_leader_sees_the_own_units_children(units, municipality, leader, other_leader, care_worker, as_):
    child = born(date(2026, 9, 1))
    factories.make_placement(units.ilasiaq, child=child, municipality=municipality)
    assert child.name in text(as_(other_leader).get("/turning-18/"))
    page = text(as_(leader).get("/turning-18/"))
    assert child.name not in page and "No child of your units turns 18" in page
    assert as_(care_worker).get("/turning-18/").status_code == 403
