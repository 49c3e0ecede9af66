from datetime import date, timedelta

import pytest

from tests.factories import TODAY, make_assignment, make_place, make_placement, make_unit, make_user
from units.models import Assignment, Place, Unit

NEXT = "2026-03-24"
EMERGENCY = "/units/maelkeboetten/places/emergency/"


def text(response):
    return response.content.decode()


def test_the_director_sees_every_unit_and_a_leader_their_own(as_, units, director, leader):
    make_unit("ullorissat", name="Ullorissat", kind="contact_house")
    everything = text(as_(director).get("/units/"))
    assert all(name in everything for name in ("Mælkebøtten", "Ilasiaq", "Allu", "Ullorissat"))
    own = text(as_(leader).get("/units/"))
    assert "Mælkebøtten" in own and "Ilasiaq" not in own


def test_a_leader_without_a_unit_is_told_why_the_list_is_empty(as_, db):
    assert "The director says who works where." in text(as_(make_user("unit_leader")).get("/units/"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_asks_the_same_whatever_its_length(as_, db, queries, number):
    visitor = as_(make_user("unit_leader", units=[make_unit(places=2) for _ in range(number)]))
    with queries(5):
        page = visitor.get("/units/")
    assert text(page).count('scope="row"') == number


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_units_page_asks_the_same_whatever_its_places(as_, director, queries, number):
    make_unit("lille", places=number)
    visitor = as_(director)
    with queries(7):
        page = visitor.get("/units/lille/settings/")
    assert text(page).count('scope="row"') == number


def test_the_page_says_what_each_place_is(as_, director, units):
    make_place(units.allu, name="Lukket", closes=TODAY)
    make_place(units.allu, name="Senere", opens=TODAY + timedelta(days=1))
    make_place(
        units.allu, name="Ekstra", closes=date(2026, 5, 1), emergency=True, reason="Fuldt hus i påsken."
    )
    page = text(as_(director).get("/units/allu/settings/"))
    for words in ("closed", "not open yet", "emergency place", "Fuldt hus i påsken."):
        assert words in page


def test_the_page_names_no_child(as_, director, units):
    placement = make_placement(units.allu)
    assert placement.child.name not in text(as_(director).get("/units/allu/settings/"))


def test_a_leader_reads_and_does_not_edit(as_, leader, units):
    page = text(as_(leader).get("/units/maelkeboetten/settings/"))
    assert "/settings/edit/" not in page and "/places/add/" not in page
    assert EMERGENCY in page


@pytest.mark.rule("UNIT-1")
def test_a_director_creates_and_opens_a_unit_on_the_pages(as_, director):
    visitor = as_(director)
    sent = visitor.fill("/units/settings/new/", name="Aili", kind="residential", age_from="0", age_to="3")
    assert sent.url == "/units/"
    assert "not open yet" in text(visitor.get("/units/"))
    sent = visitor.fill("/units/aili/places/add/", count="4", opens="2026-04-01")
    assert sent.url == "/units/aili/settings/"
    assert [p.name for p in Place.objects.order_by("pk")] == [f"Aili {n}" for n in range(1, 5)]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 51}, "at most 50 characters"),
        ({"name": "Allu"}, "There is already a unit of that name."),
        ({"age_from": "-1"}, "greater than or equal to 0"),
        ({"age_from": "fem"}, "Enter a whole number."),
        ({"age_from": "5"}, "A unit has a lowest and a highest age, or neither."),
        ({"opens": "i morgen"}, "Enter a valid date."),
        ({"opens": "9999-12-31"}, "less than or equal to"),
        ({"note": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_a_unit_that_cannot_be_stays_in_the_form(as_, director, units, changed, says):
    facts = {"name": "Ny", "kind": "residential", **changed}
    sent = as_(director).fill("/units/settings/new/", **facts)
    assert sent.status_code == 200 and says in text(sent)
    assert facts["name"] in text(sent)
    assert Unit.objects.count() == 3


def test_editing_a_unit(as_, director, units):
    sent = as_(director).fill("/units/ilasiaq/settings/edit/", age_to="11", note="Familielignende.")
    assert sent.url == "/units/ilasiaq/settings/"
    unit = Unit.objects.get(slug="ilasiaq")
    assert (unit.age_from, unit.age_to, unit.note, unit.name) == (3, 11, "Familielignende.", "Ilasiaq")


@pytest.mark.parametrize("count", ["0", "21", "", "to"])
def test_a_number_of_places_that_cannot_be(as_, director, units, count):
    assert as_(director).fill("/units/allu/places/add/", count=count, opens=NEXT).status_code == 200
    assert units.allu.places.count() == 8


def test_a_day_far_ahead_is_asked_about(as_, director, units):
    visitor = as_(director)
    sent = visitor.fill("/units/allu/places/add/", count="1", opens="2027-12-01")
    assert "is far ahead" in text(sent)
    form = {"count": "1", "opens": "2027-12-01", "sure": "on"}
    assert visitor.post("/units/allu/places/add/", form).status_code == 302


@pytest.mark.rule("UNIT-2")
def test_a_leader_opens_an_emergency_place_until_its_last_day(as_, leader, units):
    facts = {"opens": "2026-03-17", "last_day": NEXT, "reason": "Tre søskende."}
    sent = as_(leader).fill(EMERGENCY, **facts)
    assert sent.url == "/units/maelkeboetten/settings/"
    place = Place.objects.get(emergency=True)
    assert (place.opens, place.closes) == (TODAY, date(2026, 3, 25))


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"reason": ""}, "This field is required."),
        ({"last_day": ""}, "This field is required."),
        ({"last_day": "2026-03-16"}, "The last day lies before the first."),
        ({"last_day": "2099-01-01"}, "a year at most"),
        ({"last_day": "9999-12-31"}, "less than or equal to"),
        ({"opens": "2025-01-01"}, "is long ago"),
    ],
)
def test_an_emergency_place_that_cannot_be_stays_in_the_form(as_, leader, units, changed, says):
    facts = {"opens": "2026-03-17", "last_day": NEXT, "reason": "Tre søskende.", **changed}
    sent = as_(leader).fill(EMERGENCY, **facts)
    assert sent.status_code == 200 and says in text(sent)
    assert not Place.objects.filter(emergency=True).exists()


def test_another_units_leader_finds_no_such_page(as_, other_leader, units):
    visitor = as_(other_leader)
    for address in ("/units/maelkeboetten/settings/", EMERGENCY):
        assert visitor.get(address).status_code == 404
        assert visitor.post(address).status_code == 404


def test_a_place_is_closed_on_its_page(as_, director, units):
    place = units.allu.places.order_by("pk").first()
    assert as_(director).fill(f"/places/{place.pk}/close/", closes=NEXT).url == "/units/allu/settings/"
    assert Place.objects.get(pk=place.pk).closes == date(2026, 3, 24)


@pytest.mark.rule("UNIT-2")
def test_the_reason_why_a_place_cannot_be_closed_stands_in_the_form(as_, director, units):
    place = make_placement(units.allu).stays.get().place
    sent = as_(director).fill(f"/places/{place.pk}/close/", closes=NEXT)
    assert sent.status_code == 200 and "A child lives in this place." in text(sent)
    assert f'value="{NEXT}"' in text(sent)


def test_a_leader_sees_why_an_ordinary_place_is_not_theirs_to_close(as_, leader, units):
    place = units.maelkeboetten.places.order_by("pk").first()
    page = text(as_(leader).get(f"/places/{place.pk}/close/"))
    assert 'aria-disabled="true"' in page and "Only the director changes the units." in page


# Who works where


@pytest.fixture(params=["director", "system_admin"])
def manager(request):
    return request.getfixturevalue(request.param)


@pytest.mark.rule("ACC-1")
def test_whom_a_person_sees_follows_from_where_they_work(as_, manager, units):
    person, placement = make_user("care_worker"), make_placement(units.allu)
    visitor, child = as_(person), f"/children/{placement.child.pk}/"
    assert visitor.get(child).status_code == 404
    as_(manager).fill(f"/people/{person.pk}/assign/", unit=str(units.allu.pk), begins="2026-03-17")
    assert visitor.get(child).status_code == 200
    assignment = person.assignments.get()
    as_(manager).fill(f"/assignments/{assignment.pk}/end/", last_day="2026-03-16")
    assert visitor.get(child).status_code == 404


def test_the_last_day_is_still_a_day_there(as_, manager, care_worker, units):
    days = {"begins": "2026-03-17", "last_day": "2026-03-20"}
    as_(manager).fill(f"/people/{care_worker.pk}/assign/", unit=str(units.allu.pk), **days)
    assignment = care_worker.assignments.get(unit=units.allu)
    assert (assignment.begins, assignment.ends) == (TODAY, date(2026, 3, 21))
    assert "17.03.2026–20.03.2026" in text(as_(manager).get(f"/people/{care_worker.pk}/"))


def test_twice_in_one_unit_at_once_is_refused(as_, manager, care_worker, units):
    unit = str(units.maelkeboetten.pk)
    sent = as_(manager).fill(f"/people/{care_worker.pk}/assign/", unit=unit, begins=NEXT)
    assert "already works in that unit in this period" in text(sent)
    assert care_worker.assignments.count() == 1


def test_a_last_day_before_the_first_is_refused(as_, manager, units):
    person = make_user()
    assignment = make_assignment(person, units.allu, begins=date(2026, 3, 10))
    sent = as_(manager).fill(f"/assignments/{assignment.pk}/end/", last_day="2026-03-01")
    assert "An assignment ends after it begins." in text(sent)
    assert Assignment.objects.get(pk=assignment.pk).ends is None


@pytest.mark.parametrize("role", ["caseworker", "system_admin"])
def test_some_roles_work_in_no_unit(as_, director, units, municipality, role):
    person = make_user(role, municipality=municipality if role == "caseworker" else None)
    facts = {"unit": str(units.allu.pk), "begins": NEXT}
    sent = as_(director).fill(f"/people/{person.pk}/assign/", **facts)
    assert "Only those who work at the centre with children work in a unit." in text(sent)
    assert not person.assignments.exists()
