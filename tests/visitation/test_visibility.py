"""Who sees a request: its municipality, the committee, and whoever took it down (ACC-1)."""

from datetime import timedelta

import pytest

from accounts.models import AccessLog, User
from core.acting import acting
from tests import factories
from tests.factories import NOW, TODAY, date
from visitation.models import Request

pytestmark = pytest.mark.rule("ACC-1")
PAGES = ["", "edit/", "decide/", "places/"]
POSTS = ["edit/", "submit/", "answer/", "withdraw/", "decide/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_caseworker_of_another_municipality_reads_not_a_byte(as_, asked_for, other_caseworker, page):
    response = as_(other_caseworker).get(f"/requests/{asked_for.pk}/{page}")
    assert response.status_code == (403 if page in ("decide/", "places/") else 404)
    assert "Aviaja" not in response.content.decode()


@pytest.mark.parametrize("page", POSTS)
def test_nor_does_anything(as_, asked_for, other_caseworker, stored, page):
    response = as_(other_caseworker).post(f"/requests/{asked_for.pk}/{page}", {"answer": "Ja"})
    assert response.status_code in (403, 404)
    assert "Aviaja" not in response.content.decode()
    assert stored(asked_for).state == "submitted"


def test_the_list_holds_only_the_own_municipalitys(as_, asked_for, caseworker, other_caseworker):
    assert "Aviaja Prøvebarn" in as_(caseworker).get("/requests/").content.decode()
    assert "Aviaja" not in as_(other_caseworker).get("/requests/").content.decode()


@pytest.mark.parametrize(
    "role",
    ["care_worker", "administration", "therapist", "contact_house", "drop_in", "system_admin"],
)
def test_the_other_roles_are_turned_away(as_, asked_for, role, request):
    person = request.getfixturevalue(role)
    for url in ("/requests/", f"/requests/{asked_for.pk}/"):
        response = as_(person).get(url)
        assert response.status_code == 403
        assert "Aviaja" not in response.content.decode()


def test_a_leader_outside_the_committee_sees_nothing(as_, asked_for, leader):
    assert as_(leader).get(f"/requests/{asked_for.pk}/").status_code == 404
    assert "Aviaja" not in as_(leader).get("/requests/").content.decode()


@pytest.mark.parametrize(
    ("begins", "ends", "sees"),
    [
        (-10, None, True),
        (0, None, True),
        (-10, 1, True),
        (1, None, False),
        (-10, 0, False),
        (-10, -5, False),
    ],
)
def test_a_member_sees_them_while_named(as_, asked_for, leader, begins, ends, sees):
    first = TODAY + timedelta(days=begins)
    last = ends if ends is None else TODAY + timedelta(days=ends)
    factories.make_membership(leader, begins=first, ends=last)
    assert (as_(leader).get(f"/requests/{asked_for.pk}/").status_code == 200) is sees


def test_a_care_worker_named_by_mistake_sees_none(as_, asked_for, care_worker):
    factories.make_membership(care_worker)
    assert as_(care_worker).get(f"/requests/{asked_for.pk}/").status_code == 403


def test_the_director_always_does(as_, asked_for, director):
    assert "Aviaja Prøvebarn" in as_(director).get(f"/requests/{asked_for.pk}/").content.decode()


@pytest.mark.parametrize("role", ["care_worker", "administration", "system_admin", "drop_in"])
def test_a_leader_who_becomes_something_else_loses_what_they_took_down(
    as_, leader, asked_for, decide, director, role
):
    letter = decide(asked_for, "wait", director).letter
    with acting(director):
        Request.objects.update(created_by=leader)
        User.objects.filter(pk=leader.pk).update(role=role)
    visitor = as_(User.objects.get(pk=leader.pk))
    assert visitor.get(f"/documents/{letter.number}/").status_code == 404
    assert visitor.get(f"/requests/{asked_for.pk}/").status_code == 403
    assert "Aviaja" not in visitor.get("/", follow=True).content.decode()


def test_a_caseworker_who_moved_to_another_municipality_changes_nothing_there(
    as_, caseworker, other_municipality, director, stored
):
    draft = factories.make_draft(caseworker, child_name="Aviaja Prøvebarn")
    with acting(director):
        User.objects.filter(pk=caseworker.pk).update(municipality=other_municipality)
    moved = User.objects.get(pk=caseworker.pk)
    answer = as_(moved).post("/requests/new/", {"key": draft.key, "child_name": "En anden", "send": "1"})
    assert answer.status_code == 200
    assert "Aviaja" not in answer.content.decode()
    assert stored(draft).child_name == "Aviaja Prøvebarn"


@pytest.mark.rule("ACC-2")
def test_each_look_is_logged(as_, asked_for, member):
    as_(member).get(f"/requests/{asked_for.pk}/")
    log = AccessLog.objects.get()
    assert (log.person, log.at, log.action) == (member, NOW, f"request {asked_for.pk}")


@pytest.mark.rule("ACC-1")
def test_a_leader_outside_the_committee_learns_nothing_by_writing_down_a_cpr_number(
    as_, units, caseworker, other_leader
):
    child = factories.make_child(name="Kanarie Forhen")
    factories.make_placement(
        units.maelkeboetten, child=child, reference="A-KANARIE", discharged=date(2026, 2, 2)
    )
    request = factories.make_request(caseworker, cpr=child.cpr, child_name="Noget andet")
    with acting(other_leader):
        Request.objects.filter(pk=request.pk).update(created_by=other_leader)
    page = as_(other_leader).get(f"/requests/{request.pk}/decide/").content.decode()
    assert "Only the visitation committee decides on requests." in page
    for secret in ("Kanarie", "A-KANARIE", "02.02.2026", "12.01.2026"):
        assert secret not in page
