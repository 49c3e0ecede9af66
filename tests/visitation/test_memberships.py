"""Who sits in the committee: named by the director, for a period (ACC-1)."""

from datetime import date

import pytest

from core.refusals import Refused
from tests.factories import TODAY, make_membership, make_user
from visitation import memberships
from visitation.models import Membership
from visitation.queries import sits_in_committee


def page(person, rest="committee/"):
    return f"/people/{person.pk}/{rest}"


@pytest.mark.rule("ACC-1")
def test_a_named_leader_sees_requests_for_the_period_and_no_longer(as_, director, leader, caseworker):
    from tests.factories import make_request

    request = make_request(caseworker)
    visitor, address = as_(leader), f"/requests/{request.pk}/"
    assert visitor.get(address).status_code == 404
    as_(director).fill(page(leader), begins="2026-03-17", last_day="2026-03-31")
    membership = Membership.objects.get()
    assert (membership.begins, membership.ends) == (TODAY, date(2026, 4, 1))
    assert visitor.get(address).status_code == 200
    as_(director).fill(f"/memberships/{membership.pk}/end/", last_day="2026-03-16")
    assert visitor.get(address).status_code == 404


def test_until_further_notice(director, leader):
    memberships.name(leader, begins=TODAY, ends=None, by=director)
    assert sits_in_committee(leader, date(2030, 1, 1))


@pytest.mark.parametrize("role", ["care_worker", "administration", "system_admin", "therapist"])
def test_only_leaders_are_named(as_, director, role):
    person = make_user(role)
    sent = as_(director).fill(page(person), begins="2026-03-17")
    assert "Only unit leaders can be named as members." in sent.content.decode()
    assert "Name as member" not in as_(director).get(page(person, "")).content.decode()


def test_the_director_needs_no_naming(director):
    with pytest.raises(Refused, match="always a member"):
        memberships.name(make_user("director"), begins=TODAY, ends=None, by=director)


@pytest.mark.parametrize("role", ["unit_leader", "system_admin", "administration"])
def test_only_the_director_names(leader, role):
    by, membership = make_user(role), make_membership(leader)
    for act in (
        lambda: memberships.name(leader, begins=TODAY, ends=None, by=by),
        lambda: memberships.end(membership, ends=TODAY, by=by),
    ):
        with pytest.raises(Refused, match="The director names the members"):
            act()


@pytest.mark.parametrize(
    ("begins", "ends", "overlaps"),
    [
        (date(2026, 5, 1), None, True),
        (date(2026, 3, 1), date(2026, 4, 2), True),
        (date(2026, 3, 1), date(2026, 4, 1), False),
        (date(2026, 6, 1), None, False),
    ],
)
def test_nobody_is_a_member_twice_at_once(director, leader, begins, ends, overlaps):
    make_membership(leader, begins=date(2026, 4, 1), ends=date(2026, 6, 1))
    if overlaps:
        with pytest.raises(Refused, match="a member already"):
            memberships.name(leader, begins=begins, ends=ends, by=director)
    else:
        memberships.name(leader, begins=begins, ends=ends, by=director)
    assert Membership.objects.count() == (1 if overlaps else 2)


def test_a_last_day_before_the_first_is_refused(as_, director, leader):
    membership = make_membership(leader, begins=date(2026, 3, 10))
    sent = as_(director).fill(f"/memberships/{membership.pk}/end/", last_day="2026-03-01")
    assert "A membership ends after it begins." in sent.content.decode()


def test_the_membership_of_somebody_whose_role_changed_can_still_end(director):
    person = make_user("care_worker")
    membership = make_membership(person)
    memberships.end(membership, ends=TODAY, by=director)
    assert Membership.objects.get().ends == TODAY


def test_the_system_administrator_sees_memberships_and_changes_none(as_, system_admin, leader):
    membership = make_membership(leader)
    visitor = as_(system_admin)
    assert "Visitation committee" in visitor.get(page(leader, "")).content.decode()
    assert visitor.get(page(leader)).status_code == 403
    assert visitor.get(f"/memberships/{membership.pk}/end/").status_code == 403
