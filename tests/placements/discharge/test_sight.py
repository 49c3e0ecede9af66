"""Who still sees a child who has left (ACC-1), and one file for a child who returns (PLC-15)."""

from datetime import timedelta

import pytest

from documents.models import Document
from placements import services as placements
from placements.discharge import receipts
from placements.models import Child, Placement
from tests import factories
from tests.factories import NOW, TODAY, date
from tests.placements.discharge.conftest import text

pytestmark = pytest.mark.rule("ACC-1")


def who_sees(child, *people):
    return [Child.objects.visible_to(person, on=TODAY).filter(pk=child.pk).exists() for person in people]


def confirmed(placement, by):
    facts = {"received_on": TODAY, "next_step": "none", "words": "Tak.", "by": by, "at": NOW, "on": TODAY}
    return receipts.confirm(placement, **facts)


def test_until_the_receipt_the_last_units_leaders_see_the_child_and_nobody_else_of_the_units(
    left, director, leader, care_worker, other_leader, caseworker, as_
):
    assert who_sees(left.child, director, leader, care_worker, other_leader) == [True, True, False, False]
    page = text(as_(leader).get(f"/children/{left.child_id}/"))
    assert "has left" in page and "The municipality's receipt is due on 31 March 2026" in page
    number = Document.objects.get(kind="discharge_summary").number
    confirmed(left, caseworker)
    assert who_sees(left.child, director, leader) == [True, False]
    assert as_(leader).get(f"/children/{left.child_id}/").status_code == 404
    assert as_(leader).get(f"/documents/{number}/").status_code == 200
    page = text(as_(director).get(f"/children/{left.child_id}/"))
    assert "No further step is planned" in page and "is due on" not in page


def test_after_a_move_only_the_last_units_leaders(units, municipality, leader, other_leader):
    moved = factories.make_placement(
        municipality=municipality, arrived=date(2026, 1, 5), discharged=date(2026, 3, 10)
    )
    factories.make_stay(moved, units.maelkeboetten, begins=date(2026, 1, 5), ends=date(2026, 2, 2))
    factories.make_stay(moved, units.ilasiaq, begins=date(2026, 2, 2), ends=date(2026, 3, 10))
    assert who_sees(moved.child, leader, other_leader) == [False, True]


def test_a_move_on_the_very_day_of_the_discharge(units, municipality, leader, other_leader):
    gone = factories.make_placement(
        municipality=municipality, arrived=date(2026, 1, 5), discharged=date(2026, 3, 10)
    )
    factories.make_stay(gone, units.maelkeboetten, begins=date(2026, 1, 5), ends=date(2026, 3, 10))
    factories.make_stay(gone, units.ilasiaq, begins=date(2026, 3, 10), ends=date(2026, 3, 10))
    assert who_sees(gone.child, leader, other_leader) == [False, True]


@pytest.mark.rule("PLC-15")
def test_who_returns_keeps_one_file_and_the_old_unit_sees_it_no_more(
    left, units, municipality, leader, other_leader, director, saying
):
    known = {"name": left.child.name, "cpr": left.child.cpr, "born": left.child.born}
    with factories.acting(director):
        child = placements.find_or_create_child(**known)
    again = placements.plan(
        child=child,
        municipality=municipality,
        caseworker=None,
        place=units.ilasiaq.places.first(),
        begins=TODAY + timedelta(days=20),
        acute=False,
        by=director,
        on=TODAY,
    )
    assert (child, Placement.objects.filter(child=child).count()) == (left.child, 2)
    assert who_sees(child, leader, other_leader) == [False, True]
    page = saying(f"/children/{child.pk}/", other_leader)
    assert f"/placements/{left.pk}/" in page and "expected" in page
    assert Placement.objects.left_to(leader, on=TODAY).get() == left
    assert again.child_id == left.child_id


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_children_of_a_leader_cost_the_same(units, municipality, leader, queries, number):
    for _ in range(max(0, number - 9)):
        factories.make_place(units.maelkeboetten)
    for _ in range(number):
        factories.make_placement(
            units.maelkeboetten,
            municipality=municipality,
            arrived=date(2026, 1, 5),
            discharged=date(2026, 2, 2),
        )
    with queries(1):
        assert len(Child.objects.visible_to(leader, on=TODAY)) == number
