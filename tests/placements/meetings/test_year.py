"""The year ahead, proposed in one step (PLC-5) and with the action-plan meeting (PLC-1)."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from core.acting import acting
from core.periods import add_months
from core.refusals import Refused
from core.working_days import is_working_day
from placements.discharge.models import Discharge
from placements.meetings import services, year
from placements.meetings.models import Meeting
from placements.meetings.year import Proposal
from tests import factories
from tests.factories import NOW, TODAY, at, date, made

pytestmark = pytest.mark.rule("PLC-5")


def proposed(placement, on=TODAY):
    return year.proposed_for(placement, on)


def met(placement, day, kind="monthly"):
    factories.make_meeting(placement, day, kind=kind)


def days_between(days):
    return [(after - before).days for before, after in zip(days, days[1:], strict=False)]


def test_a_year_held_as_proposed_is_never_late(placement):
    """Each at most a month after the one before, a quarterly one at most three months after the last."""
    met(placement, date(2026, 3, 4), kind="action_plan")
    rows = proposed(placement)
    days, quarters = [date(2026, 3, 4)], [placement.arrived]
    for row in rows:
        assert is_working_day(row.day)
        assert row.day <= add_months(days[-1], 1)
        days.append(row.day)
        if row.kind == "quarterly":
            assert row.day <= add_months(quarters[-1], 3)
            quarters.append(row.day)
    assert {row.kind for row in rows} == {"monthly", "quarterly"}
    assert len(quarters) in (5, 6)
    assert add_months(TODAY, 11) < days[-1] <= add_months(TODAY, 12)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2026, 3, 16), date(2026, 4, 16)),
        # 16 May is a Saturday, and 15 May follows Ascension Day: Friday it is.
        (date(2026, 4, 16), date(2026, 5, 15)),
        # 3 April is Good Friday and 2 April Maundy Thursday.
        (date(2026, 3, 3), date(2026, 4, 1)),
        # The 31st is clamped to the month's end.
        (date(2026, 3, 31), date(2026, 4, 30)),
        # Overdue since long: as soon as possible.
        (date(2026, 1, 2), date(2026, 3, 18)),
    ],
)
def test_the_first_one_is_a_month_after_the_last_and_on_a_working_day(placement, last, first):
    met(placement, last, kind="action_plan")
    on = max(last, TODAY)
    assert proposed(placement, on)[0].day == first


def test_what_is_planned_already_is_not_proposed_again(placement, leader):
    met(placement, date(2026, 3, 4), kind="action_plan")
    for row in proposed(placement):
        factories.make_planned_meeting(placement, at(row.day), kind=row.kind)
    assert proposed(placement) == []
    kept = Meeting.objects.planned().order_by("starts")
    with acting(leader):
        kept[2].delete()
    (again,) = proposed(placement)
    assert again.day == date(2026, 5, 29)


def test_a_meeting_moved_by_some_days_still_counts_for_its_month(placement):
    met(placement, date(2026, 3, 16), kind="action_plan")
    factories.make_planned_meeting(placement, at(date(2026, 4, 24)))
    assert proposed(placement)[0].day == date(2026, 5, 22)


@pytest.mark.rule("PLC-1")
@pytest.mark.parametrize(
    ("arrives", "day"),
    [
        # Before the child comes, on a working day: 30 March 2026 is a Monday.
        (date(2026, 3, 31), date(2026, 3, 30)),
        (date(2026, 3, 30), date(2026, 3, 27)),
        # Tomorrow is too soon for a meeting before: within seven days, and these are Tuesday 24 March.
        (date(2026, 3, 18), date(2026, 3, 25)),
    ],
)
def test_an_action_plan_meeting_before_the_arrival_or_within_a_week(units, arrives, day):
    planned = factories.make_planned(units.maelkeboetten, arrived=arrives)
    assert proposed(planned)[0] == Proposal(day, "action_plan")


@pytest.mark.rule("PLC-1")
def test_how_soon_is_a_setting(placement, director):
    from core import preferences

    preferences.change("placements.action_plan_meeting_days", 30, by=director, at=NOW)
    late = factories.make_placement(placement.stays.get().place.unit, arrived=date(2026, 3, 10))
    assert Proposal(date(2026, 4, 9), "action_plan") in proposed(late)
    assert "action_plan" not in {row.kind for row in proposed(_with_plan_meeting(late))}


def _with_plan_meeting(placement):
    met(placement, date(2026, 3, 1), kind="action_plan")
    return placement


def test_start_up_and_follow_up_only_for_municipalities_that_want_it(placement, as_, director):
    met(placement, date(2026, 3, 4), kind="action_plan")
    assert {row.kind for row in proposed(placement)} == {"monthly", "quarterly"}
    url = f"/municipalities/{placement.municipality_id}/edit/"
    as_(director).fill(url, twelve_week_follow_up="on")
    placement.municipality.refresh_from_db()
    rows = proposed(placement)
    follow_ups = [row.day for row in rows if row.kind == "follow_up"]
    assert [row.kind for row in rows].count("start_up") == 1
    assert follow_ups[0] == date(2026, 4, 1)  # 12 weeks after 12 January is Easter Monday
    assert all(gap <= 84 for gap in days_between(follow_ups))
    assert len({row.day for row in rows}) == len(rows)
    assert all(gap <= 31 for gap in days_between([date(2026, 3, 4), *(row.day for row in rows)]))


@pytest.mark.rule("PLC-14")
def test_nothing_after_the_18th_birthday(units, municipality):
    teen = factories.make_child(born=date(2008, 8, 10))
    placement = factories.make_placement(units.allu, child=teen, municipality=municipality)
    assert max(row.day for row in proposed(placement)) < date(2026, 8, 10)


def test_nothing_after_the_planned_discharge(placement, leader):
    made(Discharge, leader, placement=placement, planned_for=date(2026, 5, 20))
    assert max(row.day for row in proposed(placement)) <= date(2026, 5, 20)
    row = {"key": uuid4(), "kind": "monthly", "starts": at(date(2026, 5, 21)), "form": "phone"}
    with pytest.raises(Refused, match="The placement ends after 20 May 2026. Choose an earlier day."):
        services.plan(placement, rows=[row], by=leader, at=NOW)
    assert not Meeting.objects.exists()


# The page


@pytest.fixture
def page(as_, care_worker, placement):
    visitor = as_(care_worker)
    url = f"/placements/{placement.pk}/meetings/year/"
    return visitor, url, lambda: visitor.form(url)


def test_the_year_is_planned_in_one_step(page, placement):
    visitor, url, form = page
    first = form()
    assert (first.values["rows-0-time"], first.values["rows-0-how"]) == ("10:00", "phone")
    answer = visitor.send(first, follow=True)
    planned = Meeting.objects.planned().order_by("starts")
    assert f"{planned.count()} meetings are planned." in answer.content.decode()
    assert planned.count() >= 12
    assert {m.form for m in planned if m.kind_id == "quarterly"} == {"in_person"}
    assert {m.starts.hour for m in planned} <= {11, 12}
    assert all(m.invited_at is None for m in planned)


def test_time_and_form_are_chosen_once(page):
    visitor, url, _form = page
    form = visitor.form(f"{url}?time=13:30&how=video&in_person=video")
    rows = int(form.values["rows-TOTAL_FORMS"])
    assert {form.values[f"rows-{n}-time"] for n in range(rows)} == {"13:30"}
    assert {form.values[f"rows-{n}-how"] for n in range(rows)} == {"video"}


def test_saving_twice_makes_nothing_twice(page):
    visitor, url, form = page
    first = form()
    visitor.send(first)
    before = Meeting.objects.count()
    visitor.send(first)
    assert Meeting.objects.count() == before
    assert "The coming year is planned already" in visitor.get(url).content.decode()


def test_rows_are_changed_and_left_out(page):
    visitor, _url, form = page
    first = form()
    total = int(first.values["rows-TOTAL_FORMS"])
    out = {f"rows-{n}-keep": None for n in range(2, total)}
    # A row that is left out may hold nonsense.
    visitor.send(first, **{**out, "rows-2-day": "", "rows-0-day": "2026-03-20", "rows-0-kind": "network"})
    days = Meeting.objects.order_by("starts").values_list("starts__date", "kind")
    assert list(days)[0] == (date(2026, 3, 20), "network")
    assert len(days) == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rows-0-day": "2026-03-16"}, "That time has passed."),
        ({"rows-0-day": "2026-03-17", "rows-0-time": "10:00"}, "That time has passed."),
        ({"rows-0-day": "2026-03-28", "rows-0-time": "23:30"}, "because the clocks change"),
        ({"rows-0-day": "2026-10-24", "rows-0-time": "23:30"}, "because the clocks change"),
        ({"rows-0-day": "2036-03-16"}, "The placement ends after"),
        ({"rows-1-day": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_stands_in_its_row_and_nothing_is_planned(page, values, sentence):
    visitor, _url, form = page
    answer = visitor.send(form(), **values)
    assert sentence in answer.content.decode()
    assert not Meeting.objects.exists()


def test_the_saturday_whose_last_hour_is_missing_is_a_day_like_others(page):
    """28 March 2026 has no 23.00 to 24.00 in Nuuk; the hours before are there, and 27 and 30 March differ in UTC."""
    visitor, _url, form = page
    first = form()
    out = {f"rows-{n}-keep": None for n in range(1, int(first.values["rows-TOTAL_FORMS"]))}
    visitor.send(first, **out, **{"rows-0-day": "2026-03-28", "rows-0-time": "22:30"})
    assert Meeting.objects.get().starts == at(date(2026, 3, 28), 22, 30)


def test_two_people_plan_the_same_year(as_, care_worker, leader, page):
    visitor, url, form = page
    other = as_(leader)
    mine, theirs = form(), other.form(url)
    visitor.send(mine)
    count = Meeting.objects.count()
    answer = other.send(theirs)
    assert "A meeting is already planned on" in answer.content.decode()
    assert Meeting.objects.count() == count


@pytest.mark.django_db(transaction=True)
def test_two_people_plan_one_day_in_the_same_second(at_once, placement, leader, director):
    row = {"kind": "monthly", "form": "phone"}
    first = {**row, "key": uuid4(), "starts": at(date(2026, 4, 10), 9)}
    second = {**row, "key": uuid4(), "starts": at(date(2026, 4, 10), 13)}
    results = at_once(
        [
            partial(services.plan, placement, rows=[first], by=leader, at=NOW),
            partial(services.plan, placement, rows=[second], by=director, at=NOW),
        ]
    )
    (refused,) = [str(r) for r in results if isinstance(r, Refused)]
    assert refused == "A meeting is already planned on 10 April 2026."
    assert Meeting.objects.count() == 1


def test_nothing_is_planned_for_who_has_left(as_, leader, units):
    """The page may be open still in another window."""
    left = factories.make_placement(units.maelkeboetten, discharged=TODAY - timedelta(days=3))
    row = {"key": uuid4(), "kind": "monthly", "starts": at(date(2026, 4, 10)), "form": "phone"}
    with pytest.raises(Refused, match="The placement has ended. No meeting is planned any more."):
        services.plan(left, rows=[row], by=leader, at=NOW)


def test_a_single_meeting_is_planned(as_, leader, placement):
    url = f"/placements/{placement.pk}/meetings/plan/"
    as_(leader).fill(url, kind="network", day="2026-03-20", time="13:00", how="video")
    meeting = Meeting.objects.get()
    assert (meeting.kind_id, meeting.state, meeting.form) == ("network", "planned", "video")
    assert meeting.starts == at(date(2026, 3, 20), 13)
