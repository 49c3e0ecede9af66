"""When a plan is owed, by whom, and where it shows: tasks, the portal and the child's page (PLC-2)."""

from datetime import date, timedelta

import pytest

from core import preferences
from deadlines.registry import end_of
from municipalities.portal import awaiting
from placements.plans.deadlines import action_plans
from placements.plans.models import GoalState
from tests import factories
from tests.factories import TODAY, at

pytestmark = [pytest.mark.rule("PLC-2"), pytest.mark.django_db]


def owed(day=TODAY):
    return list(action_plans(at(day)))


@pytest.mark.parametrize(
    ("arrived", "plans", "due"),
    [
        (date(2026, 3, 1), [], date(2026, 3, 8)),
        (date(2026, 1, 12), [date(2025, 6, 30)], date(2026, 6, 30)),
        (date(2026, 1, 12), [date(2024, 2, 29)], date(2025, 2, 28)),
        (date(2026, 1, 12), [date(2025, 6, 30), date(2026, 2, 1), date(2024, 1, 1)], date(2027, 2, 1)),
        # A plan may be older than the placement, and counts instead of the arrival.
        (date(2026, 3, 1), [date(2025, 3, 20)], date(2026, 3, 20)),
    ],
)
def test_12_months_after_the_newest_plan_else_7_days_after_the_arrival(units, arrived, plans, due):
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived)
    for dated in plans:
        factories.make_plan(placement, dated)
    (obligation,) = owed()
    assert (obligation.rule, obligation.subject, obligation.due) == ("PLC-2", "", end_of(due))
    assert (obligation.child_id, obligation.path) == (placement.child_id, f"/placements/{placement.pk}/plan/")


def test_only_what_was_received_by_that_day_counts(units):
    placement = factories.make_placement(units.maelkeboetten, arrived=date(2026, 1, 12))
    factories.make_plan(placement, date(2026, 2, 1), received=date(2026, 3, 10))
    factories.make_plan(placement, date(2026, 3, 1), received=None)
    assert [o.due for o in owed(date(2026, 3, 9))] == [end_of(date(2026, 1, 19))]
    assert [o.due for o in owed(date(2026, 3, 10))] == [end_of(date(2027, 2, 1))]


def test_the_centre_decides_how_long_a_first_plan_may_take(as_, units, director, leader):
    placement = factories.make_placement(units.maelkeboetten, arrived=date(2026, 3, 1))
    preferences.change("placements.action_plan_meeting_days", 30, by=director, at=at(TODAY))
    assert [o.due for o in owed()] == [end_of(date(2026, 3, 31))]
    for page in ("/plans/", f"/placements/{placement.pk}/plan/", f"/children/{placement.child_id}/"):
        assert "no action plan yet" in as_(leader).get(page).content.decode()


def test_only_running_placements_owe_one(units):
    factories.make_placement(units.maelkeboetten, arrived=date(2026, 1, 12), discharged=TODAY)
    factories.make_planned(units.maelkeboetten)
    assert owed() == []
    assert len(owed(TODAY - timedelta(days=1))) == 1


def test_the_primary_contact_person_owes_it_else_the_leaders(placement, leader, care_worker):
    assert [o.owners for o in owed()] == [(leader,)]
    factories.make_contact(placement, care_worker)
    assert [o.owners for o in owed()] == [(care_worker,)]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_it_costs_the_same_for_every_number_of_children(units, queries, rows):
    for placement in factories.make_children(units.maelkeboetten, rows):
        factories.make_plan(placement)
    with queries(7):
        owed()


def test_the_caseworker_finds_what_is_missing_or_too_old_of_the_own_municipality(
    units, placement, municipality, other_caseworker, caseworker
):
    old, fine = (factories.make_placement(units.allu, municipality=municipality) for _ in range(2))
    factories.make_plan(old, date(2025, 3, 1))
    factories.make_plan(fine, date(2025, 4, 1))
    found = {a.path: a for a in awaiting(caseworker, TODAY) if a.path.endswith("/plan/")}
    assert found.keys() == {f"/portal/placements/{p.pk}/plan/" for p in (placement, old)}
    late = found[f"/portal/placements/{old.pk}/plan/"]
    assert late.note == "The newest is of 01.03.2025, older than 12 months"
    assert (late.kind, late.due) == ("bad", date(2026, 3, 1))
    missing = found[f"/portal/placements/{placement.pk}/plan/"]
    assert (missing.note, missing.due) == (
        "The centre has none yet",
        placement.arrived + timedelta(days=7),
    )
    assert [a for a in awaiting(other_caseworker, TODAY) if a.path.endswith("/plan/")] == []


def test_the_childs_page_shows_the_open_goals_and_the_signs_seen_lately(as_, care_worker, placement):
    plan = factories.make_plan(placement, date(2025, 6, 1))
    worked_on = factories.make_sub_goal(plan, text="Siger til i tide")
    factories.make_sub_goal(plan, text="Allerede nået", state=GoalState.REACHED, closed_on=TODAY)
    for days in (0, 30, 31):
        factories.make_sighting(worked_on, care_worker, TODAY - timedelta(days=days))
    page = as_(care_worker).get(f"/children/{placement.child_id}/").content.decode()
    panel = page.split('id="plan"')[1].split("</section>")[0]
    assert "Plan of 01.06.2025" in panel
    assert "up to date" in panel
    assert "Siger til i tide" in panel
    assert "2 signs in 30 days" in panel
    assert "Allerede nået" not in panel


def test_the_childs_page_says_that_the_plan_is_missing_and_how_often_it_was_asked_for(
    as_, care_worker, leader, placement
):
    for _ in range(2):
        factories.make_asking(placement, leader)
    page = as_(care_worker).get(f"/children/{placement.child_id}/").content.decode()
    panel = page.split('id="plan"')[1].split("</section>")[0]
    assert "no action plan" in panel
    assert "asked for 2 times" in panel
    alerts = page.split('id="plan"')[0]
    assert "The action plan is missing." in alerts
    ask = f"/placements/{placement.pk}/plan/ask/"
    assert ask not in page
    assert ask in as_(leader).get(f"/children/{placement.child_id}/").content.decode()
