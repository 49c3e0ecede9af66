"""Registering the arrival (PLC-3) with two contact persons (PLC-4) and the municipality's decision (VIS-7)."""

from datetime import timedelta

import pytest

from accounts.models import AccessLog
from core.acting import acting
from core.lifecycle import CHANGED
from core.refusals import Refused
from placements.arrival import services
from placements.models import ContactPerson, Intake, Placement, Stay
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-3")


@pytest.fixture
def sent(as_, leader, planned, care_worker, colleague):
    """The form of the arrival, filled in and sent."""

    def send(placement=planned, by=leader, **values):
        facts = {
            "arrived": "2026-03-17",
            "brought_by": "Mormor",
            "primary": str(care_worker.pk),
            "secondary": str(colleague.pk),
            "belongings": "Bamse\nSkoletaske",
            **values,
        }
        return as_(by).fill(f"/placements/{placement.pk}/arrival/", **facts)

    return send


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.mark.rule("ACC-2")
def test_the_form_shows_the_childs_health_and_is_a_look(as_, leader, planned):
    as_(leader).get(f"/placements/{planned.pk}/arrival/")
    log = AccessLog.objects.get()
    assert (log.person, log.child, log.action) == (leader, planned.child, "arrival")


def test_the_child_has_arrived(sent, planned, leader):
    response = sent(allergies="Jordbær", medicine="Ingen", illness="", note="Var træt.")
    planned.refresh_from_db()
    intake = Intake.objects.get()
    assert response.url == f"/children/{planned.child_id}/"
    assert (planned.state, planned.arrived) == ("running", TODAY)
    assert (intake.brought_by, intake.belongings_list, intake.note) == (
        "Mormor",
        ["Bamse", "Skoletaske"],
        "Var træt.",
    )
    assert (intake.registered_by, intake.registered_at) == (leader, NOW)
    assert (planned.child.allergies, planned.child.medicine) == ("Jordbær", "Ingen")


def test_the_board_and_the_child_page_show_it(sent, as_, planned, leader, care_worker):
    sent(allergies="Jordbær")
    assert "Jordbær" in text(as_(care_worker).get("/units/maelkeboetten/"))
    page = text(as_(care_worker).get(f"/children/{planned.child_id}/"))
    for words in (
        "Mormor",
        "Bamse",
        "Primary contact person</span><br>Pia",
        "Secondary contact person</span><br>Paul",
        "Mælkebøtten since 17 March 2026",
    ):
        assert words in page


def test_what_the_request_said_about_health_stands_in_the_form(as_, leader, units, municipality, director):
    child = factories.make_child(illness="Astma", allergies="Fisk")
    placement = factories.make_planned(units.maelkeboetten, child=child, acute=True, arrived=TODAY)
    form = as_(leader).form(f"/placements/{placement.pk}/arrival/")
    assert (form.values["illness"], form.values["allergies"]) == ("Astma", "Fisk")


@pytest.mark.rule("PLC-4")
def test_two_contact_persons_from_the_arrival_on(sent, planned, care_worker, colleague):
    sent()
    assert list(ContactPerson.objects.order_by("role").values_list("role", "person", "begins", "ends")) == [
        ("primary", care_worker.pk, TODAY, None),
        ("secondary", colleague.pk, TODAY, None),
    ]


@pytest.mark.rule("PLC-4")
def test_they_are_two_different_people(sent, planned, care_worker, stored):
    page = text(sent(secondary=str(care_worker.pk)))
    assert "The primary and the secondary contact person are two different people." in page
    assert "Skoletaske" in page
    assert stored(planned).state == "planned"


@pytest.mark.rule("PLC-4")
def test_they_work_in_the_childs_unit(sent, planned, other_care_worker, care_worker, leader, stored):
    page = text(sent(primary=str(other_care_worker.pk)))
    assert "Select a valid choice." in page
    assert stored(planned).state == "planned"
    facts = {"brought_by": "Mormor", "belongings": "", "note": "", "health": {}, "at": NOW, "on": TODAY}
    with pytest.raises(Refused, match="Per Prøvepædagog does not work in Mælkebøtten on 17 March 2026."):
        services.register_arrival(
            planned, arrived=TODAY, primary=care_worker, secondary=other_care_worker, by=leader, **facts
        )


@pytest.mark.rule("PLC-4")
def test_who_left_is_not_offered(as_, leader, planned, units, care_worker):
    gone = factories.make_user(units=[units.maelkeboetten], is_active=False, name="Gerda Gået")
    former = factories.make_user(name="Frida Før")
    factories.make_assignment(former, units.maelkeboetten, ends=TODAY)
    page = text(as_(leader).get(f"/placements/{planned.pk}/arrival/"))
    assert "Pia Prøvepædagog" in page
    assert gone.full_name not in page
    assert former.full_name not in page


@pytest.mark.parametrize("arrived", [date(2026, 3, 14), date(2026, 3, 16), date(2026, 3, 17)])
def test_the_stay_begins_on_the_day_on_which_the_child_came(sent, planned, arrived):
    sent(arrived=str(arrived))
    planned.refresh_from_db()
    assert (planned.arrived, Stay.objects.get().begins) == (arrived, arrived)
    assert {c.begins for c in ContactPerson.objects.all()} == {arrived}


def test_a_child_who_comes_earlier_than_expected(sent, planned, leader, units, director, municipality):
    early = factories.make_planned(units.maelkeboetten, arrived=TODAY + timedelta(days=9), acute=True)
    sent(early)
    early.refresh_from_db()
    assert (early.state, early.arrived) == ("running", TODAY)


def test_not_while_another_still_holds_the_place(sent, planned, units, stored):
    place = planned.stays.get().place
    factories.make_placement(place=place, arrived=date(2026, 1, 1), discharged=date(2026, 3, 16))
    page = text(sent(arrived="2026-03-15"))
    assert "is still held by another child that day. Move that child first, or enter a later day." in page
    assert stored(planned).state == "planned"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"arrived": "2026-03-18"},
            "That day has not come yet. Register the arrival when the child is here.",
        ),
        (
            {"arrived": "2027-05-01"},
            "That day has not come yet. Register the arrival when the child is here.",
        ),
        ({"arrived": ""}, "This field is required."),
        ({"arrived": "2026-02-30"}, "Enter a valid date."),
        ({"arrived": "2026-01-05"}, "is long ago. If it is right, tick"),
        ({"brought_by": ""}, "This field is required."),
        ({"brought_by": "a" * 201}, "at most 200 characters"),
        ({"primary": ""}, "This field is required."),
        ({"belongings": "a" * 5001}, "at most 5000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(sent, planned, stored, values, sentence):
    page = text(sent(**{"note": "Var træt.", **values}))
    assert sentence in page
    assert "Var træt." in page
    assert stored(planned).state == "planned"
    assert not Intake.objects.exists()


def test_long_ago_is_taken_with_a_tick(sent, planned, stored):
    sent(arrived="2026-01-05", sure="on")
    assert stored(planned).arrived == date(2026, 1, 5)


@pytest.mark.rule("VIS-7")
def test_without_the_municipalitys_paper_the_button_says_why(as_, sent, leader, units, stored):
    bare = factories.make_planned(units.maelkeboetten, arrived=TODAY)
    page = text(as_(leader).get(f"/placements/{bare.pk}/arrival/"))
    assert "The municipality's decision is missing. Ask the caseworker to send it." in page
    assert "The municipality's decision is missing." in text(sent(bare))
    assert stored(bare).state == "planned"


@pytest.mark.rule("VIS-7")
def test_a_decision_whose_paper_is_missing_is_not_enough(sent, units, stored):
    bare = factories.make_planned(units.maelkeboetten, arrived=TODAY)
    factories.make_decision(bare)
    sent(bare)
    assert stored(bare).state == "planned"


@pytest.mark.rule("VIS-7")
def test_an_acute_child_arrives_without_it(sent, units, stored):
    acute = factories.make_planned(units.maelkeboetten, arrived=TODAY, acute=True)
    sent(acute)
    assert stored(acute).state == "running"


def test_sent_twice_is_registered_once(as_, leader, planned, care_worker, colleague):
    visitor, url = as_(leader), f"/placements/{planned.pk}/arrival/"
    form = visitor.form(url)
    facts = {"brought_by": "Mormor", "primary": str(care_worker.pk), "secondary": str(colleague.pk)}
    visitor.send(form, **facts)
    page = text(visitor.send(form, **facts))
    assert "This is no longer possible: it is “running”." in page
    assert (Intake.objects.count(), ContactPerson.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once_register_once(at_once, planned, leader, director, care_worker, colleague):
    facts = {
        "arrived": TODAY,
        "primary": care_worker,
        "secondary": colleague,
        "brought_by": "Mormor",
        "belongings": "",
        "note": "",
        "health": {},
        "at": NOW,
        "on": TODAY,
    }

    def register(by):
        placement = type(planned).objects.get(pk=planned.pk)
        return lambda: services.register_arrival(placement, by=by, **facts)

    results = at_once([register(leader), register(director)])
    assert [type(r) for r in results].count(Refused) == 1
    assert (Intake.objects.count(), ContactPerson.objects.count()) == (1, 2)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("director", 200),
        ("other_leader", 404),
        ("care_worker", 403),
        ("other_care_worker", 403),
        ("administration", 403),
        ("caseworker", 403),
        ("system_admin", 403),
        ("therapist", 403),
    ],
)
def test_who_may_register(as_, planned, request, who, status):
    response = as_(request.getfixturevalue(who)).get(f"/placements/{planned.pk}/arrival/")
    assert response.status_code == status
    assert ("Nivi" in text(response)) is (status == 200)


def test_an_imported_child_with_two_stays_ahead_arrives_in_the_first(as_, sent, planned, leader, units):
    stay = planned.stays.get()
    with acting(leader):
        planned.stays.update(ends=stay.begins + timedelta(days=30))
    factories.make_stay(planned, units.ilasiaq, begins=stay.begins + timedelta(days=30))
    page = text(as_(leader).get(f"/placements/{planned.pk}/arrival/"))
    assert "Mælkebøtten" in page
    sent()
    assert [s.begins for s in planned.stays.order_by("begins")] == [TODAY, stay.begins + timedelta(days=30)]


def test_an_arrival_from_two_windows_is_registered_once(planned, leader, care_worker, colleague):
    facts = {"arrived": TODAY, "primary": care_worker, "secondary": colleague, "brought_by": "Mormor"}
    facts |= {"belongings": "", "note": "", "health": {}, "by": leader, "at": NOW, "on": TODAY}
    other_window = Placement.objects.get(pk=planned.pk)
    services.register_arrival(planned, **facts)
    with pytest.raises(Refused) as refusal:
        services.register_arrival(other_window, **facts)
    assert refusal.value.sentence == CHANGED
