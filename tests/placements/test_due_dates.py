"""Due dates at the ends of months, in leap years, on the day of a discharge and for a stay of no night."""

import pytest

from deadlines import registry
from placements.discharge.deadlines import unconfirmed
from placements.meetings.deadlines import action_plan_meetings, monthly_meetings, quarterly_meetings
from placements.plans.deadlines import action_plans
from placements.reports.deadlines import half_yearly_reports, statements
from tests import factories
from tests.factories import at, date, timedelta
from tests.placements.reports.making import make_delivered, make_request

RULES = (
    action_plan_meetings,
    monthly_meetings,
    quarterly_meetings,
    action_plans,
    half_yearly_reports,
    statements,
    unconfirmed,
)


def owed(placement, on):
    """Rule and subject of what is known to be owed about the placement on a day, with the due date."""
    found = [o for rule in RULES for o in rule(at(on)) if o.child_id == placement.child_id]
    return {f"{o.rule} {o.subject}".strip(): o.due for o in found}


def ends(**days):
    return {name.replace("_", "-", 1).replace("_", " "): registry.end_of(day) for name, day in days.items()}


@pytest.mark.rule("PLC-1")
@pytest.mark.rule("PLC-2")
@pytest.mark.rule("PLC-5")
@pytest.mark.rule("PLC-6")
@pytest.mark.parametrize(
    ("arrived", "expected"),
    [
        (
            date(2026, 1, 31),
            ends(
                PLC_1=date(2026, 2, 7),
                PLC_2=date(2026, 2, 7),
                PLC_5_monthly=date(2026, 2, 28),
                PLC_5_quarterly=date(2026, 4, 30),
                PLC_6=date(2026, 7, 31),
            ),
        ),
        (
            date(2024, 2, 29),
            ends(
                PLC_1=date(2024, 3, 7),
                PLC_2=date(2024, 3, 7),
                PLC_5_monthly=date(2024, 3, 29),
                PLC_5_quarterly=date(2024, 5, 29),
                PLC_6=date(2024, 8, 29),
            ),
        ),
    ],
)
def test_from_the_last_day_of_a_month(units, arrived, expected):
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived)
    assert owed(placement, arrived - timedelta(days=1)) == {}
    assert owed(placement, arrived) == expected


@pytest.mark.rule("PLC-2")
@pytest.mark.rule("PLC-5")
@pytest.mark.rule("PLC-6")
def test_months_are_counted_from_the_original_day(units):
    """A chain of clamped dates would end on the 28th."""
    placement = factories.make_placement(units.maelkeboetten, arrived=date(2024, 2, 29))
    factories.make_plan(placement, date(2024, 2, 29))
    factories.make_meeting(placement, date(2025, 1, 31), kind="quarterly")
    for day in (date(2024, 8, 29), date(2025, 2, 10)):
        make_delivered(placement, day)
    now = owed(placement, date(2025, 2, 20))
    assert now["PLC-2"] == registry.end_of(date(2025, 2, 28))
    assert now["PLC-5 monthly"] == registry.end_of(date(2025, 2, 28))
    assert now["PLC-5 quarterly"] == registry.end_of(date(2025, 4, 30))
    assert now["PLC-6"] == registry.end_of(date(2025, 8, 29))
    make_delivered(placement, date(2025, 3, 1), kind="statement")
    make_delivered(placement, date(2025, 8, 1))
    assert owed(placement, date(2025, 8, 1))["PLC-6"] == registry.end_of(date(2026, 2, 28))


@pytest.mark.rule("PLC-1")
@pytest.mark.rule("PLC-5")
def test_meetings_before_the_arrival_count_also_for_the_months(units):
    placement = factories.make_placement(units.maelkeboetten, arrived=date(2026, 1, 31))
    factories.make_meeting(placement, date(2026, 1, 30), kind="action_plan")
    factories.make_meeting(placement, date(2025, 12, 31), kind="quarterly")
    now = owed(placement, date(2026, 1, 31))
    assert "PLC-1" not in now
    assert now["PLC-5 monthly"] == registry.end_of(date(2026, 2, 28))
    assert now["PLC-5 quarterly"] == registry.end_of(date(2026, 3, 31))


@pytest.mark.rule("PLC-13")
@pytest.mark.parametrize("nights", [0, 1, 29])
def test_from_the_day_of_the_discharge_only_the_receipt_is_owed(units, nights):
    arrived, left = date(2024, 2, 29), date(2024, 2, 29) + timedelta(days=nights)
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived, discharged=left)
    make_request(placement, requested_on=arrived)
    before = set(owed(placement, left - timedelta(days=1)))
    assert before == (
        {"PLC-1", "PLC-2", "PLC-5 monthly", "PLC-5 quarterly", "PLC-6", "PLC-10"} if nights else set()
    )
    assert owed(placement, left) == ends(PLC_13=left + timedelta(days=14))
    assert owed(placement, left + timedelta(days=400)) == ends(PLC_13=left + timedelta(days=14))


@pytest.mark.rule("PLC-10")
def test_a_statement_asked_for_on_the_29th_of_february(units):
    placement = factories.make_placement(units.maelkeboetten, arrived=date(2024, 1, 31))
    make_request(placement, requested_on=date(2024, 2, 29))
    assert "PLC-10" not in owed(placement, date(2024, 2, 28))
    assert owed(placement, date(2024, 2, 29))["PLC-10"] == registry.end_of(date(2024, 3, 7))
