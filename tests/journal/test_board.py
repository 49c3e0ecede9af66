"""A unit's board: who lives here, what was last written, who is expected."""

import re
from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import NOW, TODAY

BOARD = "/units/maelkeboetten/"


def text(response):
    return response.content.decode()


def named(units, name, **facts):
    return factories.make_placement(
        units.maelkeboetten, child=factories.make_child(name=f"{name} Prøve"), **facts
    )


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("care_worker", 200),
        ("leader", 200),
        ("director", 200),
        ("other_care_worker", 404),
        ("other_leader", 404),
        ("administration", 403),
        ("caseworker", 403),
        ("system_admin", 403),
    ],
)
def test_who_opens_it(as_, child, request, who, status):
    response = as_(request.getfixturevalue(who)).get(BOARD)
    assert response.status_code == status
    assert (child.given_name in text(response)) is (status == 200)


def test_those_who_live_here_today_sorted(as_, units, care_worker):
    named(units, "Åse")
    named(units, "Bo")
    named(units, "Gået", discharged=TODAY)
    named(units, "Forventet", state="planned", arrived=TODAY)
    factories.make_placement(units.ilasiaq, child=factories.make_child(name="Anden Prøve"))
    names = re.findall(r'class="tile-link"[^>]*>([^<]+)<', text(as_(care_worker).get(BOARD)))
    assert names == ["Bo", "Åse"]


def test_the_last_words_about_each_and_whom_nobody_wrote_about(as_, units, care_worker):
    lived, quiet = named(units, "Bo"), named(units, "Åse")
    factories.make_entry(
        lived.child, units.maelkeboetten, care_worker, text="Ældre.", happened_at=NOW - timedelta(hours=2)
    )
    factories.make_entry(
        lived.child, units.maelkeboetten, care_worker, text="Nyere.", happened_at=NOW - timedelta(hours=1)
    )
    old = NOW - timedelta(hours=9)
    factories.make_entry(quiet.child, units.maelkeboetten, care_worker, text="I nat.", happened_at=old)
    page = text(as_(care_worker).get(BOARD))
    assert "Nyere." in page
    assert "Ældre." not in page
    assert page.count("tile-waiting") == 1


@pytest.mark.rule("UNIT-4")
def test_how_many_places_are_taken_coming_and_free(as_, units, leader):
    named(units, "Bo")
    named(units, "Forventet", state="planned", arrived=TODAY + timedelta(days=3))
    assert "1 of 9 places taken · 1 coming · 7 free" in text(as_(leader).get(BOARD))


def test_leaders_see_who_is_expected_and_register_the_arrival(as_, units, leader, care_worker):
    planned = named(units, "Forventet", state="planned", arrived=TODAY)
    link = f"/placements/{planned.pk}/arrival/"
    assert link in text(as_(leader).get(BOARD))
    page = text(as_(care_worker).get(BOARD))
    assert link not in page
    assert "Forventet" not in page


def test_allergies_and_medicine_are_seen_at_once(as_, units, care_worker):
    child = factories.make_child(allergies="Jordbær", medicine="Ventoline")
    factories.make_placement(units.maelkeboetten, child=child)
    page = text(as_(care_worker).get(BOARD))
    assert "Jordbær" in page
    assert "Medicine" in page


def test_an_empty_unit_says_so(as_, care_worker):
    assert "Nobody lives here today." in text(as_(care_worker).get(BOARD))


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("who", ["care_worker", "leader", "director"])
def test_the_board_costs_the_same_however_many(as_, units, queries, request, number, who):
    author = factories.make_user()
    for placement in factories.make_children(units.maelkeboetten, number):
        factories.make_contact(placement, author)
        for turn in range(3):
            factories.make_entry(
                placement.child, units.maelkeboetten, author, happened_at=NOW - timedelta(hours=turn)
            )
    visitor = as_(request.getfixturevalue(who))
    visitor.get("/tasks/")
    with queries(10 if who == "care_worker" else 11):
        visitor.get(BOARD)


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize(("closes", "kind"), [(date(2026, 3, 20), "warn"), (date(2026, 3, 17), "bad")])
def test_a_child_in_an_emergency_place_is_never_overlooked(as_, units, care_worker, closes, kind):
    place = factories.make_place(
        units.maelkeboetten, opens=date(2026, 3, 1), closes=closes, emergency=True, reason="Akut"
    )
    factories.make_placement(place=place, arrived=date(2026, 3, 2))
    page = text(as_(care_worker).get(BOARD))
    assert re.search(rf'class="pill pill-{kind}">.*?Emergency place until {closes.day}', page, re.DOTALL)
