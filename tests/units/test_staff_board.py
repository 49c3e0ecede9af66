"""The staff board for the unit's wall: who works here, and who of them is here today (STF-3)."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from tests import factories
from tests.factories import TODAY
from units.models import OnDuty

pytestmark = pytest.mark.rule("STF-3")
URL = "/units/maelkeboetten/staff/"


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def here():
    return list(OnDuty.objects.order_by("pk").values_list("person__full_name", flat=True))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        *((who, 200) for who in ("director", "leader", "care_worker", "colleague")),
        *((who, 404) for who in ("other_leader", "administration", "therapist", "system_admin")),
        *((who, 403) for who in ("caseworker", "other_caseworker")),
    ],
)
def test_who_sees_it(as_, request, units, care_worker, who, status):
    answer = as_(request.getfixturevalue(who)).get(URL)
    assert answer.status_code == status
    assert (care_worker.first_name in text(answer)) is (status == 200)


def test_it_shows_those_who_work_there_today_by_first_name(as_, units, leader):
    malik = factories.make_user(name="Malik Prøvesen", units=[units.maelkeboetten])
    factories.make_user(name="Sara Prøvesen", units=[units.ilasiaq])
    gone = factories.make_user(name="Aviaja Prøvesen")
    period = {"begins": TODAY - timedelta(days=9), "ends": TODAY}
    factories.make_assignment(gone, units.maelkeboetten, **period)
    page = text(as_(leader).get(URL))
    assert "Malik" in page
    assert malik.full_name not in page
    assert "Sara" not in page
    assert "Aviaja" not in page


def test_one_tap_says_that_one_is_here_and_another_that_one_has_gone(as_, care_worker, units):
    visitor = as_(care_worker)
    for _ in range(2):
        visitor.post(f"{URL}here/", {"person": care_worker.pk, "here": "yes"})
    assert here() == [care_worker.full_name]
    page = text(visitor.get(URL))
    assert "1 is here today" in page
    assert "I have gone home" in page
    visitor.post(f"{URL}here/", {"person": care_worker.pk, "here": "no"})
    assert here() == []


def test_it_is_about_today_only(as_, care_worker, units):
    unit = units.maelkeboetten
    factories.made(OnDuty, care_worker, person=care_worker, unit=unit, day=TODAY - timedelta(days=1))
    assert "0 are here today" in text(as_(care_worker).get(URL))


def test_the_leader_says_it_for_others_and_a_colleague_does_not(as_, care_worker, colleague, leader):
    as_(leader).post(f"{URL}here/", {"person": care_worker.pk, "here": "yes"})
    assert here() == [care_worker.full_name]
    visitor = as_(colleague)
    visitor.post(f"{URL}here/", {"person": care_worker.pk, "here": "no"})
    assert "Only the unit's leader and the director do this." in text(visitor.get(URL))
    assert here() == [care_worker.full_name]


def test_somebody_of_another_house_is_not_here(as_, care_worker, other_care_worker, director):
    visitor = as_(director)
    visitor.post(f"{URL}here/", {"person": other_care_worker.pk, "here": "yes"})
    assert "does not work in Mælkebøtten today" in text(visitor.get(URL))
    assert here() == []


@pytest.mark.parametrize("person", ["", "0", "999999", "x", "9" * 30])
def test_an_odd_number_is_nobody(as_, care_worker, director, person):
    assert as_(director).post(f"{URL}here/", {"person": person, "here": "yes"}).status_code == 404


def test_the_contact_house_has_a_board_too_and_one_board_is_opened_at_once(db, as_):
    house = factories.make_unit("ullorissat", kind="contact_house", ages=(None, None))
    person = factories.make_user(Role.CONTACT_HOUSE, units=[house])
    assert as_(person).get("/staff/").url == "/units/ullorissat/staff/"
    assert as_(person).get("/units/ullorissat/staff/").status_code == 200


def test_several_boards_are_a_choice_and_none_says_why(
    as_, units, director, leader, other_leader, administration
):
    page = text(as_(director).get("/staff/"))
    assert URL in page
    assert "/units/ilasiaq/staff/" in page
    assert "You do not work in a unit today." in text(as_(administration).get("/staff/"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_board_costs_the_same_however_many_work_there(as_, units, queries, number):
    for _ in range(number):
        person = factories.make_user(units=[units.maelkeboetten])
        factories.made(OnDuty, person, person=person, unit=units.maelkeboetten, day=TODAY)
    visitor = as_(person)
    with queries(7):
        visitor.get(URL)
