"""Giving and taking access: services and pages."""

import pytest
from django.urls import reverse

from accounts import services
from accounts.models import User
from accounts.roles import Role
from core.refusals import Refused
from tests.factories import NOW, make_assignment, make_user

PERSON = {"full_name": "Prøve Ny", "email": "ny@centret.test", "role": "care_worker"}


def page(person, action="person"):
    return reverse(f"people:{action}", args=[person.pk])


@pytest.fixture(params=["director", "system_admin"])
def manager(request):
    return request.getfixturevalue(request.param)


def test_a_new_person_gets_a_mail_and_chooses_a_password(as_, manager, smtp, run_outbox):
    sent = as_(manager).fill("/people/add/", **PERSON)
    person = User.objects.get(email="ny@centret.test")
    assert sent.url == page(person)
    assert not person.has_usable_password()
    run_outbox()
    [message] = smtp.to(person)
    assert "/password/new/" in message.get_content()
    assert "Prøve" not in message.get_content()


def test_who_gave_access_stands_in_the_history(as_, system_admin):
    as_(system_admin).fill("/people/add/", **PERSON)
    event = User.pgh_event_model.objects.get(email="ny@centret.test")
    assert event.pgh_context["person"] == system_admin.pk


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"full_name": ""}, "This field is required."),
        ({"full_name": "x" * 201}, "at most 200 characters"),
        ({"email": "ingen adresse"}, "valid email"),
        ({"role": "machine"}, "Select a valid choice"),
        ({"role": "caseworker"}, "Choose the municipality that the caseworker works for."),
    ],
)
def test_what_is_missing_or_wrong_stands_beside_the_field(as_, director, changed, says):
    before = User.objects.count()
    sent = as_(director).fill("/people/add/", **{**PERSON, **changed})
    assert says in sent.content.decode()
    assert User.objects.count() == before


def test_an_address_belongs_to_one_person_in_any_case(as_, director, care_worker):
    sent = as_(director).fill("/people/add/", **{**PERSON, "email": care_worker.email.upper()})
    assert "Somebody in Fnug has this address already." in sent.content.decode()


def test_a_caseworker_has_a_municipality_and_nobody_else_has(as_, director, municipality):
    visitor, chosen = as_(director), {"municipality": str(municipality.pk)}
    sent = visitor.fill("/people/add/", **{**PERSON, **chosen})
    assert "Only a caseworker belongs to a municipality." in sent.content.decode()
    visitor.fill("/people/add/", **{**PERSON, **chosen, "role": "caseworker"})
    assert User.objects.get(email="ny@centret.test").municipality == municipality


def test_editing_keeps_what_is_not_changed(as_, manager, care_worker):
    sent = as_(manager).fill(page(care_worker, "edit"), full_name="Åse Prøve")
    assert sent.url == page(care_worker)
    changed = User.objects.get(pk=care_worker.pk)
    assert (changed.full_name, changed.email, changed.role) == (
        "Åse Prøve",
        care_worker.email,
        care_worker.role,
    )
    assert changed.sort_name.startswith("}")


def test_nobody_changes_their_own_role(as_, manager):
    role = "director" if manager.role == Role.SYSTEM_ADMIN else "system_admin"
    sent = as_(manager).fill(page(manager, "edit"), role=role)
    assert "You cannot change your own role." in sent.content.decode()
    assert User.objects.get(pk=manager.pk).role == manager.role


def test_a_person_who_may_no_longer_sign_in_is_out_at_once(as_, manager, care_worker):
    inside = as_(care_worker)
    assert inside.get("/tasks/").status_code == 200
    as_(manager).post(page(care_worker, "deactivate"))
    assert inside.get("/tasks/").status_code == 302
    assert not User.objects.working().filter(pk=care_worker.pk).exists()


def test_and_may_sign_in_again(as_, manager, db):
    left = make_user(is_active=False)
    visitor = as_(manager)
    assert "may no longer sign in" in visitor.get(page(left)).content.decode()
    visitor.post(page(left, "reactivate"))
    assert User.objects.working().filter(pk=left.pk).exists()


def test_nobody_takes_away_their_own_access(as_, manager):
    visitor = as_(manager)
    assert "You cannot take away your own sign-in." in visitor.get(page(manager)).content.decode()
    sent = visitor.post(page(manager, "deactivate"))
    assert sent.status_code == 409 and "You cannot take away your own sign-in." in sent.content.decode()
    assert User.objects.get(pk=manager.pk).is_active


@pytest.mark.parametrize(
    ("action", "active"), [("deactivate", False), ("reactivate", True), ("invite", False)]
)
def test_what_has_happened_already_is_refused(as_, director, action, active):
    person = make_user(is_active=active)
    assert as_(director).post(page(person, action)).status_code == 409


def test_a_link_can_be_sent_once_more(as_, manager, care_worker, smtp, run_outbox):
    as_(manager).post(page(care_worker, "invite"))
    run_outbox()
    assert len(smtp.to(care_worker)) == 1


@pytest.mark.parametrize("action", ["deactivate", "reactivate", "invite"])
def test_acts_are_no_links(as_, director, care_worker, action):
    assert as_(director).get(page(care_worker, action)).status_code == 405


def test_fnug_itself_is_nobody_to_manage(as_, director):
    machine = User.objects.machine()
    assert as_(director).get(page(machine)).status_code == 404
    assert as_(director).post(page(machine, "invite")).status_code == 404


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.DIRECTOR, Role.SYSTEM_ADMIN, Role.CASEWORKER, Role.MACHINE})
)
def test_the_services_refuse_everybody_else_too(care_worker, role):
    by = make_user(role)
    facts = {"email": "x@centret.test", "full_name": "X", "role": Role.DIRECTOR, "municipality": None}
    for act in (
        lambda: services.create(**facts, by=by, at=NOW),
        lambda: services.edit(care_worker, **facts, by=by),
        lambda: services.deactivate(care_worker, by=by),
        lambda: services.reactivate(care_worker, by=by),
        lambda: services.invite(care_worker, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="managed by the system administrator and the director"):
            act()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_asks_the_same_whatever_its_length(as_, system_admin, units, queries, number):
    for n in range(number):
        make_assignment(make_user(name=f"Prøve {n}"), units.allu)
    visitor = as_(system_admin)
    with queries(5):
        page = visitor.get("/people/")
    assert page.content.decode().count("Allu") == number


def test_names_are_sorted_as_in_danish(as_, director):
    for name in ("Øje Prøve", "Ære Prøve", "Åse Prøve", "Zoe Prøve"):
        make_user(name=name)
    text = as_(director).get("/people/").content.decode()
    places = [text.index(name) for name in ("Zoe Prøve", "Ære Prøve", "Øje Prøve", "Åse Prøve")]
    assert places == sorted(places)


def test_those_who_left_are_listed_apart(as_, director):
    left = make_user(name="Prøve Rejst", is_active=False)
    visitor = as_(director)
    assert left.full_name not in visitor.get("/people/").content.decode()
    assert left.full_name in visitor.get("/people/?left").content.decode()


@pytest.mark.rule("ACC-1")
def test_the_system_administrator_neither_makes_nor_changes_a_director(as_, system_admin, director):
    visitor, only = as_(system_admin), "Only a director names a director, or changes one."
    assert only in visitor.fill("/people/add/", **{**PERSON, "role": "director"}).content.decode()
    changed = visitor.fill(page(director, "edit"), email="taken@centret.test")
    assert only in changed.content.decode()
    assert visitor.post(page(director, "deactivate")).status_code == 409
    director.refresh_from_db()
    assert (director.email, director.is_active) != ("taken@centret.test", False)
    assert User.objects.in_role(Role.DIRECTOR).count() == 1


def test_the_first_director_is_named_by_the_system_administrator(as_, system_admin):
    as_(system_admin).fill("/people/add/", **{**PERSON, "role": "director"})
    assert [person.email for person in User.objects.in_role(Role.DIRECTOR)] == [PERSON["email"]]
