"""The shift home: whose shift it is, who lives here, what was last written, who is expected."""

import re
from datetime import date, time, timedelta

import pytest

from placements.enums import AbsenceKind
from tests import factories
from tests.factories import NOW, TODAY, at
from units.models import Shift

BOARD = "/units/maelkeboetten/"


def text(response):
    return response.content.decode()


def tiles(response):
    return re.search(r'id="tiles".*?</section>', text(response), re.DOTALL)[0]


def shifts(unit, **begins):
    for name, hour in (begins or {"Day": 7, "Evening": 15, "Night": 23}).items():
        factories.made(Shift, unit=unit, name=name, begins=time(hour))


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
    names = re.findall(r'class="tile-link"[^>]*>([^<]+)<', tiles(as_(care_worker).get(BOARD)))
    assert names == ["Bo", "Åse"]


def wrote(units, child, author, text, happened_at, written_at=None, **facts):
    when = {"happened_at": happened_at, "written_at": written_at}
    return factories.make_entry(child, units.maelkeboetten, author, text=text, **when, **facts)


@pytest.mark.rule("JRN-1")
def test_the_last_words_about_each_and_how_the_child_was(as_, units, care_worker):
    child = named(units, "Bo").child
    wrote(units, child, care_worker, "Ældre.", NOW - timedelta(hours=2))
    wrote(units, child, care_worker, "Nyere.", NOW - timedelta(hours=1), mood="happy")
    page = tiles(as_(care_worker).get(BOARD))
    assert "Nyere." in page
    assert "Ældre." not in page
    assert 'aria-label="happy"' in page


def test_names_stand_on_the_tile_of_those_who_live_here_only(as_, units, care_worker):
    bo, aase = named(units, "Bo").child, named(units, "Åse").child
    cut = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Ib Prøve")).child
    text = f"⟦{aase.pk}|Åse⟧ og ⟦{cut.pk}|Ib⟧ var med."
    wrote(units, bo, care_worker, text, NOW)
    assert "Åse og another child var med." in tiles(as_(care_worker).get(BOARD))


@pytest.mark.rule("JRN-1")
@pytest.mark.parametrize(
    ("happened", "written", "quiet"),
    [((6, 59), (6, 59), True), ((6, 30), (7, 10), False), ((9, 0), (9, 0), False), (None, None, True)],
)
def test_whom_nobody_wrote_about_in_this_shift(as_, units, care_worker, happened, written, quiet):
    shifts(units.maelkeboetten)
    child = named(units, "Bo").child
    if happened:
        wrote(units, child, care_worker, "Spiste.", at(TODAY, *happened), at(TODAY, *written))
    page = text(as_(care_worker).get(BOARD))
    assert ("nothing yet this shift" in page) is quiet
    assert page.count("tile-waiting") == quiet


def test_who_is_away_is_not_missed_in_the_diary_and_who_is_missing_burns(as_, units, care_worker):
    away, missing = named(units, "Bo"), named(units, "Åse")
    factories.make_absence(away, TODAY, None)
    factories.make_absence(missing, TODAY - timedelta(days=2), None, kind=AbsenceKind.MISSING)
    page = tiles(as_(care_worker).get(BOARD))
    assert "nothing yet this shift" not in page
    assert page.count("Away:") == 1
    assert re.search(r'class="pill pill-bad">.*?Missing since', page, re.DOTALL)


@pytest.mark.parametrize(
    ("begins", "shift"),
    [({}, "<strong>Day 07–15</strong>"), ({"Early": 6, "Late": 18}, "<strong>Early 06–18</strong>")],
)
def test_whose_shift_it_is(as_, units, care_worker, begins, shift):
    shifts(units.maelkeboetten, **begins)
    assert shift in text(as_(care_worker).get(BOARD))


def test_what_a_child_has_today_stands_on_its_tile(as_, units, care_worker):
    placement = named(units, "Bo")
    for day in (TODAY, TODAY + timedelta(days=1)):
        factories.make_appointment(placement.child, at(day, 13, 15))
    page = tiles(as_(care_worker).get(BOARD))
    assert page.count("Tandlæge") == 1


@pytest.mark.rule("JRN-1")
def test_one_tap_on_a_child_writes_and_another_place_leads_to_the_page(as_, units, care_worker):
    child = named(units, "Bo").child
    page = tiles(as_(care_worker).get(BOARD))
    assert re.search(rf'class="tile-link" href="/children/{child.pk}/diary/write/"', page)
    assert f'class="tile-page" href="/children/{child.pk}/"' in page


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
@pytest.mark.parametrize("who", ["care_worker", "director"])
def test_the_board_costs_the_same_however_many(as_, units, queries, request, number, who):
    author = factories.make_user()
    shifts(units.maelkeboetten)
    for placement in factories.make_children(units.maelkeboetten, number):
        factories.make_entry(placement.child, units.maelkeboetten, author)
        factories.make_appointment(placement.child, at(TODAY, 13))
        place = factories.make_place(units.maelkeboetten, name=f"Til {placement.pk}")
        factories.make_planned(units.maelkeboetten, place=place)
    visitor = as_(request.getfixturevalue(who))
    visitor.get("/tasks/")
    with queries(10):
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
