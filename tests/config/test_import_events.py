"""Meetings, action plans and reports out of the centre's spreadsheets, and every fault in them at once."""

from datetime import date

import pytest

from placements.models import ActionPlan, Meeting, Report
from tests.config.test_import_records import (  # noqa: F401
    CHILDREN,
    GOOD,
    PLACEMENTS,
    STAYS,
    house,
    import_,
    more,
    refused,
)

MEETINGS = "placement,kind,held,minutes_by\n"
PLANS = "placement,dated,received\n"
REPORTS = "placement,kind,delivered\n"
SOUND = {
    "meetings": more(MEETINGS, "PA,action_plan,2025-02-05,municipality", "PA,monthly,2025-03-10,"),
    "action_plans": more(PLANS, "PA,2025-02-01,2025-02-12", "PA,2026-02-01,"),
    "reports": more(REPORTS, "PA,half_year,2025-08-11", "PB,statement,2025-03-18"),
}


@pytest.mark.rule("PLC-5")
@pytest.mark.rule("PLC-2")
@pytest.mark.rule("PLC-6")
def test_every_column_arrives(import_):  # noqa: F811
    import_(**GOOD, **SOUND)
    meetings = Meeting.objects.order_by("held").values_list(
        "placement__reference", "kind_id", "held", "minutes_by"
    )
    assert list(meetings) == [
        ("PA", "action_plan", date(2025, 2, 5), "municipality"),
        ("PA", "monthly", date(2025, 3, 10), ""),
    ]
    assert set(Meeting.objects.order_by("pk").values_list("state", flat=True)) == {"held"}
    plans = ActionPlan.objects.order_by("dated").values_list("dated", "received", "recorded_by__role")
    assert list(plans) == [
        (date(2025, 2, 1), date(2025, 2, 12), "machine"),
        (date(2026, 2, 1), None, "machine"),
    ]
    reports = Report.objects.order_by("delivered").values_list(
        "placement__reference", "kind", "state", "delivered"
    )
    assert list(reports) == [
        ("PB", "statement", "delivered", date(2025, 3, 18)),
        ("PA", "half_year", "delivered", date(2025, 8, 11)),
    ]


def test_columns_that_may_be_empty_may_be_left_out(import_):  # noqa: F811
    import_(
        **GOOD,
        meetings="placement,kind,held\nPA,quarterly,2025-03-10\n",
        action_plans="placement,dated\nPA,2025-02-01\n",
    )
    assert Meeting.objects.get().minutes_by == ""
    assert ActionPlan.objects.get().received is None


def test_all_faults_at_once(refused):  # noqa: F811
    faults = refused(
        meetings=more(
            MEETINGS, "PX,monthly,2025-03-10,", "PA,network,2025-03-10,kommunen", "PA,monthly,2026-03-18,"
        ),
        action_plans=more(
            PLANS, "PA,2025-02-30,", "PA,2025-02-12,2025-02-11", "PX,2025-02-01,2026-03-18", ",2025-02-01,"
        ),
        reports=more(
            REPORTS,
            "PA,yearly,2025-08-11",
            "PA,half_year,",
            "PA,half_year,2025-02-09",
            "PX,statement,2026-04-01",
        ),
    )
    assert faults == [
        "meetings.csv:2: placement: There is no placement with this reference in placements.csv.",
        "meetings.csv:3: kind: There is no such kind of meeting. Fnug knows action_plan, monthly, quarterly.",
        "meetings.csv:3: minutes_by: Minutes are written by one of centre, municipality.",
        "meetings.csv:4: held: This date is still to come.",
        "action_plans.csv:2: dated: This date does not exist.",
        "action_plans.csv:3: received: A plan cannot be received before its date.",
        "action_plans.csv:4: placement: There is no placement with this reference in placements.csv.",
        "action_plans.csv:4: received: This date is still to come.",
        "action_plans.csv:5: placement: This must be filled in.",
        "reports.csv:2: kind: There is no such kind of report. Fnug knows half_year, statement.",
        "reports.csv:3: delivered: This must be filled in.",
        "reports.csv:4: delivered: This is before the child arrived.",
        "reports.csv:5: placement: There is no placement with this reference in placements.csv.",
        "reports.csv:5: delivered: This date is still to come.",
    ]


def test_what_stands_there_twice(refused):  # noqa: F811
    faults = refused(
        meetings=more(
            MEETINGS, "PA,monthly,2025-03-10,", "PA,quarterly,2025-03-10,", "PA,monthly,2025-03-10,centre"
        ),
        action_plans=more(
            PLANS,
            "PA,2025-03-10,",
            "PB,2025-03-10,",
            "PA,2025-03-10,2025-03-12",
        ),
        reports=more(
            REPORTS, "PA,half_year,2025-08-11", "PA,statement,2025-08-11", "PA,half_year,2025-08-11"
        ),
    )
    assert faults == [
        "meetings.csv:4: held: This is already on line 2.",
        "action_plans.csv:4: dated: A plan of this date is already on line 2.",
        "reports.csv:4: delivered: This is already on line 2.",
    ]


def test_one_fault_elsewhere_keeps_everything_out(refused):  # noqa: F811
    refused(**SOUND, stays=more(STAYS, "PX,allu,2025-03-05,"))
    assert not Meeting.objects.exists() and not ActionPlan.objects.exists() and not Report.objects.exists()


def test_without_placements_there_is_nothing_to_hang_them_on(import_, capsys):  # noqa: F811
    with pytest.raises(SystemExit):
        import_(children=CHILDREN, meetings=more(MEETINGS, "PA,monthly,2025-03-10,"))
    assert "meetings.csv:2: placement: There is no placement" in capsys.readouterr().err


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow_with_the_rows(import_, queries, number):  # noqa: F811
    days = [f"2025-03-{n:02}" for n in range(1, number + 1)]
    files = {
        "meetings": more(MEETINGS, *(f"PA,monthly,{day}," for day in days)),
        "action_plans": more(PLANS, *(f"PA,{day}," for day in days)),
        "reports": more(REPORTS, *(f"PA,half_year,{day}" for day in days)),
    }
    with queries(16):
        import_(children=CHILDREN, placements=PLACEMENTS, **files)
