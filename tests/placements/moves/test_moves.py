"""An internal move is one act: no gap, no double day, and the new unit sees the child from that day (PLC-9)."""

from datetime import timedelta
from functools import partial

import pytest

from billing.preview import preview
from core.acting import acting
from core.periods import Month
from core.refusals import Refused
from placements.models import Child, ContactPerson, Move, Stay
from placements.moves import services
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-9")
AHEAD = date(2026, 3, 24)
TAKEN = "That place was taken by another since you opened this. Choose another place."


def text(response):
    return response.content.decode()


@pytest.fixture
def there(units):
    return units.ilasiaq.places.order_by("pk").first()


@pytest.fixture
def page(placement):
    return f"/placements/{placement.pk}/move/"


@pytest.fixture
def said(there):
    return {
        "place": str(there.pk),
        "begins": "2026-03-17",
        "agreed_with": "Kaja Prøvesagsbehandler",
        "agreed_on": "2026-03-16",
        "reason": "Søskende samles.",
    }


@pytest.fixture
def moved(placement, there, leader):
    def move(begins=TODAY, place=there, of=placement, by=leader, **facts):
        given = {
            "agreed_with": "Kaja",
            "agreed_on": TODAY,
            "reason": "Ro",
            "exception_reason": "",
            "contacts": {},
        }
        given |= {"by": by, "at": NOW, "on": TODAY, **facts}
        return services.move(of, place=place, begins=begins, **given)

    return move


def stays(placement):
    rows = Stay.objects.filter(placement=placement).order_by("begins", "pk")
    return [(stay.place.unit.slug, stay.begins, stay.ends) for stay in rows]


def contacts(placement):
    rows = ContactPerson.objects.filter(placement=placement).order_by("role", "begins")
    return [(row.role, row.person, row.begins, row.ends) for row in rows]


def sees(person, placement, day):
    return Child.objects.visible_to(person, on=day).filter(pk=placement.child_id).exists()


# The act


def test_the_old_stay_ends_on_the_day_on_which_the_new_one_begins(as_, leader, placement, page, said):
    assert as_(leader).fill(page, **said).url == "/children/"
    assert stays(placement) == [("maelkeboetten", date(2026, 1, 12), TODAY), ("ilasiaq", TODAY, None)]
    move = Move.objects.get()
    assert (move.agreed_with, move.agreed_on, move.reason) == (
        "Kaja Prøvesagsbehandler",
        date(2026, 3, 16),
        "Søskende samles.",
    )
    assert move.stay.place == move.place and move.moved_by == leader


@pytest.mark.rule("BIL-2")
def test_no_day_is_lost_or_charged_twice(placement, moved):
    factories.make_price_list()
    moved()
    (share,) = preview(month=Month(2026, 3)).shares
    lines = [(line.unit, line.begins.day, line.last.day) for line in share.lines]
    assert share.days == 31
    assert [(first, last) for _unit, first, last in lines] == [(1, 16), (17, 31)]


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("begins", [TODAY, AHEAD])
def test_each_units_staff_see_the_child_on_their_days(
    placement, moved, care_worker, other_care_worker, begins
):
    moved(begins)
    before = begins - timedelta(days=1)
    assert (sees(care_worker, placement, before), sees(other_care_worker, placement, before)) == (True, False)
    assert (sees(care_worker, placement, begins), sees(other_care_worker, placement, begins)) == (False, True)


@pytest.mark.rule("ACC-1")
def test_the_old_unit_keeps_its_own_entries(as_, placement, moved, units, care_worker, other_care_worker):
    factories.make_entry(placement.child, units.maelkeboetten, care_worker, text="Fra den gamle afdeling.")
    moved()
    factories.make_entry(placement.child, units.ilasiaq, other_care_worker, text="Fra den nye afdeling.")
    page = text(as_(care_worker).get(f"/children/{placement.child_id}/diary/"))
    assert "Fra den gamle afdeling." in page and "Fra den nye afdeling." not in page


def test_the_caseworker_is_filled_in(as_, leader, placement, page, caseworker):
    with acting(leader):
        placement.caseworker = caseworker
        placement.save()
    assert as_(leader).form(page).values["agreed_with"] == "Kaja Prøvesagsbehandler"


def test_the_page_shows_the_places_free_from_the_day(as_, leader, units, page, there):
    with acting(leader):
        Stay.objects.filter(pk=factories.make_placement(place=there).stays.get().pk).update(ends=AHEAD)
    option = f'name="place" value="{there.pk}"'
    assert option not in text(as_(leader).get(f"{page}places/?begins=2026-03-23"))
    assert option in text(as_(leader).get(f"{page}places/?begins=2026-03-24"))


# Contact persons


@pytest.fixture
def pair(placement, care_worker, leader, units):
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, leader, role="secondary")
    factories.make_assignment(leader, units.ilasiaq)
    return care_worker, leader


def test_who_does_not_work_there_is_replaced_in_the_same_form(
    as_, pair, placement, leader, page, said, other_care_worker
):
    refused = text(as_(leader).fill(page, **said))
    assert (
        "Pia Prøvepædagog does not work in Ilasiaq on 17 March 2026. Choose a contact person who does."
        in refused
    )
    assert "Søskende samles." in refused and stays(placement) == [("maelkeboetten", date(2026, 1, 12), None)]
    as_(leader).fill(page, **said, primary=str(other_care_worker.pk))
    assert contacts(placement) == [
        ("primary", pair[0], date(2026, 1, 12), TODAY),
        ("primary", other_care_worker, TODAY, None),
        ("secondary", leader, date(2026, 1, 12), None),
    ]


def test_the_two_can_change_places_and_stay_two(pair, placement, moved, leader, other_care_worker):
    with pytest.raises(Refused, match="two different people"):
        moved(contacts={"primary": leader})
    moved(contacts={"primary": leader, "secondary": other_care_worker})
    now = [(role, who) for role, who, _begins, ends in contacts(placement) if ends is None]
    assert now == [("primary", leader), ("secondary", other_care_worker)]


def test_nobody_from_a_third_unit_takes_over(pair, moved, colleague):
    with pytest.raises(Refused, match="Paul Prøvepædagog does not work in Ilasiaq"):
        moved(contacts={"primary": colleague})


# What is refused


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"begins": "2026-03-01"}, "The child came to Mælkebøtten later than that."),
        ({"agreed_on": "2026-03-18"}, "What the caseworker agrees to later cannot be written down yet."),
        ({"agreed_with": ""}, "This field is required."),
        ({"reason": ""}, "This field is required."),
        ({"place": ""}, "This field is required."),
        ({"place": "own"}, "The child lives in that unit already."),
        ({"place": "taken"}, TAKEN),
        ({"place": "closing"}, "closes soon. Choose another place."),
    ],
)
def test_it_is_refused_and_nothing_moves(as_, leader, units, placement, page, said, values, sentence):
    if values.get("place") == "own":
        values = {"place": str(units.maelkeboetten.places.last().pk)}
    elif values.get("place") == "taken":
        values = {"place": str(factories.make_placement(units.ilasiaq).stays.get().place_id)}
    elif values.get("place") == "closing":
        values = {"place": str(factories.make_place(units.ilasiaq, closes=date(2026, 6, 1)).pk)}
    begins = date(2026, 3, 2)
    with acting(leader):
        placement.stays.update(begins=begins)
    assert sentence in text(as_(leader).fill(page, **{**said, **values}))
    assert stays(placement) == [("maelkeboetten", begins, None)]
    assert not Move.objects.exists()


@pytest.mark.rule("UNIT-3")
def test_another_age_needs_a_reason(as_, leader, units, placement, page, said):
    said["place"] = str(units.allu.places.first().pk)
    assert "takes 12–15 years" in text(as_(leader).get(page))
    assert "The child is 8 on 17 March 2026, and Allu takes children from 12 to 15." in text(
        as_(leader).fill(page, **said)
    )
    as_(leader).fill(page, **said, exception_reason="Hans søster bor der.")
    assert Move.objects.get().exception_reason == "Hans søster bor der."


@pytest.mark.rule("VIS-6")
def test_a_place_offered_to_another_child_is_not_taken(moved, there, caseworker, director):
    from visitation import offers

    request = factories.make_request(caseworker, state="waiting")
    factories.make_membership(director)
    offers.offer(request, place=there, begins=AHEAD, by=director, at=NOW, on=TODAY)
    with pytest.raises(Refused, match="is offered to another child until"):
        moved()


@pytest.mark.parametrize("state", ["planned", "ended"])
def test_only_a_child_who_lives_here_moves(units, moved, state):
    ended = {"discharged": TODAY} if state == "ended" else {}
    other = factories.make_placement(units.maelkeboetten, state=state, **ended)
    with pytest.raises(Refused, match="Only a child who lives here moves."):
        moved(of=other)


@pytest.mark.rule("UNIT-2")
@pytest.mark.django_db(transaction=True)
def test_the_last_place_at_the_same_second(at_once, units, moved, there):
    children = factories.make_children(units.maelkeboetten, 6)
    results = at_once([partial(moved, of=child) for child in children])
    refused = [str(result) for result in results if isinstance(result, Refused)]
    assert refused == [TAKEN] * 5
    assert Stay.objects.filter(place=there).count() == Move.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_child_moves_once_though_two_press(at_once, units, moved, placement):
    places = list(units.ilasiaq.places.order_by("pk")[:2])
    results = at_once([partial(moved, place=place, begins=AHEAD) for place in places])
    assert len([result for result in results if isinstance(result, Refused)]) == 1
    assert len(stays(placement)) == 2


# Planned ahead


def test_a_planned_move_is_seen_and_only_one_at_a_time(as_, leader, placement, moved, page):
    moved(AHEAD)
    assert "Moves to Ilasiaq on 24 March 2026" in text(as_(leader).get(f"/children/{placement.child_id}/"))
    assert "A move is planned for 24 March 2026 already." in text(as_(leader).get(page))
    with pytest.raises(Refused, match="A move is planned for 24 March 2026 already."):
        moved(AHEAD + timedelta(days=1))


def test_a_planned_move_is_cancelled_with_a_reason(
    as_, pair, leader, placement, moved, other_care_worker, units
):
    move = moved(AHEAD, contacts={"primary": other_care_worker})
    page = f"/moves/{move.pk}/cancel/"
    assert "This field is required." in text(as_(leader).fill(page))
    as_(leader).fill(page, reason="Kommunen har fortrudt.")
    assert stays(placement) == [("maelkeboetten", date(2026, 1, 12), None)]
    assert contacts(placement) == [
        ("primary", pair[0], date(2026, 1, 12), None),
        ("secondary", leader, date(2026, 1, 12), None),
    ]
    kept = Move.objects.get()
    assert (kept.stay, kept.begins, kept.cancelled_because) == (None, AHEAD, "Kommunen har fortrudt.")
    assert "This move is cancelled already." in text(as_(leader).fill(page, reason="Igen"))
    assert moved(AHEAD, contacts={"primary": other_care_worker}).stay


def test_a_move_that_took_place_is_not_cancelled(moved, director):
    with pytest.raises(Refused, match="The child has moved. A move back is a new move."):
        services.cancel(moved(), reason="x", by=director, at=NOW, on=TODAY)
