"""Changing a contact person keeps who it was before (PLC-4)."""

import pytest

from core.refusals import Refused
from placements.adults import services
from placements.models import ContactPerson
from tests import factories
from tests.factories import TODAY, date

pytestmark = pytest.mark.rule("PLC-4")


@pytest.fixture
def pair(placement, care_worker, colleague):
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, colleague, role="secondary")
    return placement


@pytest.fixture
def third(units):
    return factories.make_user(name="Tina Tredje", units=[units.maelkeboetten])


@pytest.fixture
def sent(as_, leader, pair, third):
    def send(**values):
        facts = {"role": "primary", "person": str(third.pk), "begins": "2026-03-17", **values}
        return as_(leader).fill(f"/placements/{pair.pk}/contact/", **facts)

    return send


def periods(placement, role="primary"):
    rows = ContactPerson.objects.filter(placement=placement, role=role).order_by("begins")
    return [(row.person.full_name, row.begins, row.ends) for row in rows]


def test_the_old_one_stays_in_the_history(sent, pair):
    assert sent().url == f"/children/{pair.child_id}/"
    assert periods(pair) == [
        ("Pia Prøvepædagog", date(2026, 1, 12), TODAY),
        ("Tina Tredje", TODAY, None),
    ]
    assert periods(pair, "secondary") == [("Paul Prøvepædagog", date(2026, 1, 12), None)]


def test_the_page_shows_the_present_ones(sent, as_, pair, leader):
    sent()
    page = as_(leader).get(f"/children/{pair.child_id}/").content.decode()
    assert "Primary contact person</span><br>Tina" in page
    assert "Secondary contact person</span><br>Paul" in page
    assert "Primary contact person</span><br>Pia" not in page


def test_a_change_in_the_future_holds_from_its_day(sent, as_, pair, leader):
    sent(begins="2026-04-01")
    page = as_(leader).get(f"/children/{pair.child_id}/").content.decode()
    assert "Primary contact person</span><br>Pia" in page
    assert periods(pair)[0][2] == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"person": "secondary"}, "The primary and the secondary contact person are two different people."),
        ({"person": "primary"}, "Pia Prøvepædagog is that already."),
        ({"person": "elsewhere"}, "Select a valid choice."),
        ({"person": ""}, "This field is required."),
        ({"role": "tertiary"}, "Select a valid choice."),
        ({"begins": "2026-01-11"}, "is long ago."),
        ({"begins": "2026-01-11", "sure": "on"}, "The child does not live here on that day."),
        ({"begins": "2027-12-01"}, "is far ahead."),
        ({"begins": ""}, "This field is required."),
    ],
)
def test_what_is_refused(sent, pair, care_worker, colleague, other_care_worker, values, sentence):
    people = {"primary": care_worker, "secondary": colleague, "elsewhere": other_care_worker}
    if values.get("person") in people:
        values = {**values, "person": str(people[values["person"]].pk)}
    assert sentence in sent(**values).content.decode()
    assert periods(pair) == [("Pia Prøvepædagog", date(2026, 1, 12), None)]


def test_sent_twice_changes_once(sent, pair):
    sent()
    assert "Tina Tredje is that already." in sent().content.decode()
    assert len(periods(pair)) == 2


def test_the_present_one_began_later(sent, pair):
    sent(begins="2026-03-10")
    sentence = "The present contact person began later than that."
    assert (
        sentence
        in sent(person=str(pair.contact_persons.first().person_id), begins="2026-03-05").content.decode()
    )


def test_after_a_move_the_person_works_in_the_new_unit(pair, leader, third, units, other_care_worker):
    from core.acting import acting

    with acting(leader):
        pair.stays.update(ends=TODAY)
    factories.make_stay(pair, units.ilasiaq, begins=TODAY)
    facts = {"role": "primary", "begins": TODAY, "by": leader}
    with pytest.raises(Refused, match="Tina Tredje does not work in Ilasiaq on 17 March 2026."):
        services.name_contact(pair, person=third, **facts)
    services.name_contact(pair, person=other_care_worker, **facts)
    assert periods(pair)[-1] == ("Per Prøvepædagog", TODAY, None)


@pytest.mark.parametrize("state", ["planned", "ended"])
def test_only_for_a_child_who_lives_here(units, leader, third, state):
    ended = {"discharged": TODAY} if state == "ended" else {}
    placement = factories.make_placement(units.maelkeboetten, state=state, **ended)
    with pytest.raises(Refused, match="The child does not live here on that day."):
        services.name_contact(placement, role="primary", person=third, begins=date(2026, 3, 1), by=leader)


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_leave_one_contact_person(at_once, pair, leader, third, units):
    fourth = factories.make_user(name="Fie Fjerde", units=[units.maelkeboetten])

    def change(person):
        return lambda: services.name_contact(pair, role="primary", person=person, begins=TODAY, by=leader)

    results = at_once([change(third), change(fourth)])
    assert [type(r) for r in results].count(Refused) <= 1
    assert len([p for p in periods(pair) if p[2] is None]) == 1


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("director", 200),
        ("other_leader", 404),
        ("care_worker", 403),
        ("administration", 403),
        ("caseworker", 403),
    ],
)
def test_who_may_change_it(as_, placement, request, who, status):
    url = f"/placements/{placement.pk}/contact/"
    assert as_(request.getfixturevalue(who)).get(url).status_code == status


def test_a_placement_without_a_stay_breaks_no_page(as_, director):
    bare = factories.make_placement()
    for page in ("contact", "meeting", "arrival", "decision"):
        assert as_(director).get(f"/placements/{bare.pk}/{page}/").status_code == 200
    assert as_(director).get(f"/children/{bare.child_id}/").status_code == 200
