"""Who has no plan or one older than 12 months, and how often it was asked for (PLC-2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.models import OutboxMessage
from core.refusals import Refused
from placements.models import Caseworker
from placements.plans import services
from placements.plans.models import Asking
from placements.plans.standing import standing
from tests import factories
from tests.factories import NOW, TODAY, at

pytestmark = pytest.mark.rule("PLC-2")


@pytest.mark.parametrize(
    ("dated", "arrived", "on", "state", "due", "late"),
    [
        (None, date(2026, 3, 10), date(2026, 3, 17), "missing", date(2026, 3, 17), False),
        (None, date(2026, 3, 9), date(2026, 3, 17), "missing", date(2026, 3, 16), True),
        (date(2025, 3, 17), date(2024, 1, 1), date(2026, 3, 17), "ok", date(2026, 3, 17), False),
        (date(2025, 3, 16), date(2024, 1, 1), date(2026, 3, 17), "old", date(2026, 3, 16), True),
        (date(2024, 2, 29), date(2024, 1, 1), date(2025, 2, 28), "ok", date(2025, 2, 28), False),
    ],
)
def test_missing_or_older_than_12_months(dated, arrived, on, state, due, late):
    stands = standing(dated, arrived, 7, on)
    assert (stands.state, stands.due, stands.late) == (state, due, late)


@pytest.fixture
def register(as_, leader):
    return lambda by=leader: as_(by).get("/plans/").content.decode()


def row_of(page, placement):
    return page.split(f"/placements/{placement.pk}/plan/", 1)[1].split("</tr>")[0]


def test_it_shows_at_once_who_lacks_one_with_counts_for_each_municipality(
    register, units, municipality, other_municipality, placement
):
    living = {"municipality": other_municipality, "unit": units.maelkeboetten}
    old, fine, left = (factories.make_placement(**living) for _ in range(3))
    factories.make_plan(old, date(2025, 3, 16))
    factories.make_plan(fine, date(2025, 3, 17))
    end_today(left)
    page = register()
    assert "no action plan" in row_of(page, placement)
    assert "older than 12 months" in row_of(page, old)
    for other in (fine, left):
        assert other.child.name not in page
    tiles = page.split('class="tiles"')[1].split("<section")[0]
    first, second = tiles.split("<article")[1:]
    assert "1 of 1" in first and str(municipality) in first and "1 missing" in first
    assert "1 of 2" in second and str(other_municipality) in second and "1 too old" in second


def end_today(placement):
    with factories.acting(factories.machine()):
        placement.stays.update(ends=TODAY)
        type(placement).objects.filter(pk=placement.pk).update(state="ended", discharged=TODAY)


def test_a_plan_that_is_announced_but_not_received_does_not_count(register, placement):
    factories.make_plan(placement, TODAY, received=None)
    assert "no action plan" in row_of(register(), placement)


@pytest.mark.rule("ACC-1")
def test_a_leader_sees_the_own_unit_the_director_all_and_others_nothing(
    register, as_, placement, units, other_leader, director, care_worker, administration
):
    elsewhere = factories.make_placement(units.ilasiaq)
    assert elsewhere.child.name not in register()
    assert placement.child.name not in register(other_leader)
    assert {p.child.name in register(director) for p in (placement, elsewhere)} == {True}
    for person in (care_worker, administration):
        assert as_(person).get("/plans/").status_code == 403


def test_without_children_it_says_so(register, other_leader):
    assert "No child lives here now." in register(other_leader)


def test_asked_in_one_tap_the_caseworker_gets_a_mail_that_says_nothing(as_, leader, caseworker, placement):
    done = as_(leader).fill("/plans/", f"/placements/{placement.pk}/plan/ask/", follow=True).content.decode()
    asking = Asking.objects.get()
    assert (asking.how, asking.asked_by, asking.asked_at) == ("portal", leader, NOW)
    assert "1 time" in row_of(done, placement)
    assert "last 17.03.2026, in the portal" in row_of(done, placement)
    (message,) = OutboxMessage.objects.filter(kind="mail")
    assert message.payload["to"] == caseworker.email
    assert message.payload["path"] == f"/portal/placements/{placement.pk}/plan/"
    assert placement.child.name not in str(message.payload)


def test_asked_in_another_way_it_keeps_what_was_said_and_sends_nothing(as_, leader, placement):
    page = f"/placements/{placement.pk}/plan/ask/"
    as_(leader).fill(page, how="phone", note="Kommer på fredag.")
    assert not OutboxMessage.objects.filter(kind="mail").exists()
    assert "Kommer på fredag." in as_(leader).get(f"/placements/{placement.pk}/plan/").content.decode()


def test_sent_twice_it_is_one_asking_and_one_mail(as_, leader, caseworker, placement):
    visitor = as_(leader)
    form = visitor.form("/plans/", f"/placements/{placement.pk}/plan/ask/")
    for _ in range(2):
        visitor.send(form)
    assert Asking.objects.count() == OutboxMessage.objects.filter(kind="mail").count() == 1


def test_the_mail_goes_to_those_who_have_the_case_else_to_all_of_the_municipality(
    placement, municipality, caseworker, other_caseworker
):
    second = factories.make_user("caseworker", municipality=municipality)
    third = factories.make_user("caseworker", municipality=municipality)
    assert services.caseworkers_of(placement, TODAY) == [caseworker, second, third]
    with factories.acting(factories.machine()):
        type(placement).objects.filter(pk=placement.pk).update(caseworker=second)
    placement.refresh_from_db()
    assert services.caseworkers_of(placement, TODAY) == [second]
    facts = {"placement": placement, "task": "measure", "begins": date(2026, 1, 12)}
    factories.made(Caseworker, person=third, **facts)
    assert services.caseworkers_of(placement, TODAY) == [third]


def test_where_nobody_reads_a_mail_the_centre_asks_in_another_way(units, leader):
    placement = factories.make_placement(units.maelkeboetten)
    facts = {"key": uuid4(), "by": leader, "at": NOW, "on": TODAY}
    with pytest.raises(Refused, match="uses Fnug. Ask in another way"):
        services.ask(placement, how="portal", **facts)
    assert not Asking.objects.exists()
    services.ask(placement, how="phone", **facts)


def test_askings_that_a_plan_has_answered_are_no_longer_counted(register, leader, placement):
    for month in (1, 2, 3):
        factories.make_asking(placement, leader, at(date(2025, month, 5)))
    factories.make_plan(placement, date(2025, 2, 1), received=date(2025, 2, 5))
    row = row_of(register(), placement)
    assert "1 time" in row
    assert "last 05.03.2025, by phone" in row


def test_nobody_is_asked_about_a_child_who_has_not_come(units, leader):
    planned = factories.make_planned(units.maelkeboetten)
    with pytest.raises(Refused, match="while the child lives here"):
        services.ask(planned, key=uuid4(), how="phone", by=leader, at=NOW, on=TODAY)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_it_costs_the_same_for_every_number_of_rows(as_, director, leader, units, queries, rows):
    for placement in factories.make_children(units.ilasiaq, rows):
        factories.make_plan(placement, TODAY - timedelta(days=500))
        factories.make_asking(placement, leader)
    visitor = as_(director)
    with queries(5):
        page = visitor.get("/plans/").content.decode()
    assert page.count("Ask in the portal") == rows
