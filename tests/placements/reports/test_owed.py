"""When the half-yearly report and the statement are due, who owes them, and whose turn a report is."""

import pytest

from core import preferences
from core.acting import acting
from deadlines.registry import collect, end_of
from placements.models import Report
from placements.reports import services
from placements.reports.deadlines import half_yearly_reports, statements, to_read
from placements.reports.periods import next_half_year
from tests import factories
from tests.factories import NOW, TODAY, at, date, made, timedelta
from tests.placements.reports.making import make_delivered, make_report, make_request
from units.models import Assignment

D = date


@pytest.mark.rule("PLC-6")
@pytest.mark.parametrize(
    ("arrived", "delivered", "due"),
    [
        (D(2025, 9, 17), [], D(2026, 3, 17)),
        (D(2025, 8, 31), [], D(2026, 2, 28)),
        (D(2025, 8, 31), [D(2026, 2, 20)], D(2026, 8, 31)),
        (D(2024, 8, 31), [D(2025, 2, 20), D(2025, 9, 9)], D(2026, 2, 28)),
        (D(2025, 9, 17), [TODAY], D(2026, 9, 17)),
        (D(2025, 9, 17), [TODAY + timedelta(days=1)], D(2026, 3, 17)),
    ],
)
def test_half_a_year_after_arrival_for_each_report_delivered(units, leader, arrived, delivered, due):
    placement = factories.make_placement(units.maelkeboetten, arrived=arrived)
    for day in delivered:
        make_delivered(placement, day)
    (owed,) = half_yearly_reports(at(TODAY))
    assert (owed.rule, owed.subject, owed.due, owed.owners) == ("PLC-6", "", end_of(due), (leader,))
    assert owed.path == f"/placements/{placement.pk}/reports/"


@pytest.mark.rule("PLC-6")
def test_statements_corrections_and_drafts_are_no_half_yearly_reports(running, report):
    make_delivered(running, TODAY - timedelta(days=9), kind="statement")
    first = make_delivered(running, TODAY - timedelta(days=8))
    make_delivered(running, TODAY - timedelta(days=7), corrects=first)
    (owed,) = half_yearly_reports(at(TODAY))
    assert owed.due == end_of(D(2026, 9, 17))


@pytest.mark.rule("PLC-6")
def test_it_is_on_the_list_from_thirty_days_before(running, care_worker):
    def listed(day):
        return [o.owners for o in collect(at(day)) if (o.rule, o.subject) == ("PLC-6", "")]

    assert listed(D(2026, 2, 14)) == []
    assert listed(D(2026, 2, 15)) == [(care_worker,)]


@pytest.mark.rule("PLC-6")
@pytest.mark.parametrize("facts", [{"discharged": TODAY}, {"state": "planned"}, {"state": "cancelled"}])
def test_only_running_placements_owe_one(units, facts):
    placement = factories.make_placement(units.maelkeboetten, arrived=D(2025, 9, 17), **facts)
    if facts.get("state") != "planned":
        made_request = make_request(placement)
        assert made_request.due
    assert list(half_yearly_reports(at(TODAY))) == []
    assert list(statements(at(TODAY))) == []


@pytest.mark.rule("PLC-10")
@pytest.mark.parametrize(("days", "due"), [(7, D(2026, 3, 22)), (2, D(2026, 3, 17)), (30, D(2026, 4, 14))])
def test_a_statement_is_due_a_week_after_it_was_asked_for_or_as_agreed(running, care_worker, days, due):
    make_request(running, requested_on=D(2026, 3, 15), days=days)
    (owed,) = statements(at(TODAY))
    assert (owed.rule, owed.due, owed.owners) == ("PLC-10", end_of(due), (care_worker,))
    assert list(statements(at(D(2026, 3, 14)))) == []


@pytest.mark.rule("PLC-10")
def test_the_clock_of_the_statement_stops_with_its_delivery_or_withdrawal(running, units):
    asked = make_request(running, requested_on=D(2026, 3, 1), report=make_delivered(running, D(2026, 3, 10)))
    other = factories.make_placement(units.maelkeboetten)
    make_request(other, requested_on=D(2026, 3, 1), withdrawn_on=D(2026, 3, 12))
    children = [[o.child_id for o in statements(at(D(2026, 3, day)))] for day in (9, 10, 11, 12)]
    assert asked.report.delivered == D(2026, 3, 10)
    assert children == [[running.child_id, other.child_id], [other.child_id], [other.child_id], []]


@pytest.mark.rule("PLC-6")
def test_the_second_reader_and_then_a_leader_have_it_on_their_lists(
    report, care_worker, colleague, leader, director
):
    def turns(moment=NOW):
        found = [o for o in collect(moment) if o.subject in ("reading", "signing")]
        return [(o.subject, o.owners, o.due, o.path) for o in found]

    path, due = f"/reports/{report.pk}/", end_of(TODAY + timedelta(days=5))
    preferences.change("reports.turn_days", 5, by=director, at=NOW)
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    assert turns() == [("reading", (colleague,), due, path)]
    assert turns(NOW - timedelta(hours=1)) == []
    later = NOW + timedelta(hours=2)
    services.read(report, note="", by=colleague, at=later)
    assert turns(later) == [("signing", (leader,), due, path)]
    assert turns() == [("reading", (colleague,), due, path)]
    services.give_back(report, note="Skriv mere om skolen.", by=leader, at=later)
    assert turns(later) == []


@pytest.mark.rule("ACC-1")
def test_what_is_owed_of_a_child_is_not_told_to_who_works_with_it_no_more(
    units, running, report, care_worker, colleague, leader
):
    def owners():
        return {(o.subject, o.owners) for o in collect(NOW) if o.child_id == running.child_id}

    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    assert owners() >= {("reading", (colleague,)), ("", (care_worker,))}
    with acting(leader):
        Assignment.objects.filter(person__in=[care_worker, colleague]).update(unit=units.ilasiaq)
    assert owners() >= {("reading", (leader,)), ("", (leader,))}
    assert not {person for _subject, people in owners() for person in people} & {care_worker, colleague}


@pytest.mark.rule("PLC-6")
def test_the_period_goes_on_where_the_last_report_ended(running):
    assert next_half_year(running, on=TODAY) == (D(2025, 9, 17), TODAY)
    assert next_half_year(running, on=D(2026, 4, 1)) == (D(2025, 9, 17), D(2026, 3, 17))
    make_delivered(running, D(2026, 3, 12), begins=D(2025, 9, 17), ends=D(2026, 3, 10))
    assert next_half_year(running, on=TODAY) == (D(2026, 3, 11), TODAY)


@pytest.mark.rule("PLC-6")
@pytest.mark.rule("PLC-10")
def test_as_many_queries_for_thirty_children_as_for_one(units, leader, care_worker, queries):
    for number, add in ((1, 1), (3, 2), (30, 27)):
        for _ in range(add):
            placement = factories.make_placement(place=factories.make_place(units.maelkeboetten))
            make_request(placement)
            made(
                Report,
                care_worker,
                placement=placement,
                kind="half_year",
                author=care_worker,
                reader=leader,
                asked_at=NOW,
                state="reading",
            )
        with queries(13):
            assert len(list(half_yearly_reports(NOW))) == len(list(statements(NOW))) == number
        with queries(8):
            assert len(list(to_read("half_year")(NOW))) == number


def test_what_is_given_up_is_nobodys_turn(report, care_worker, colleague):
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    services.drop(report, reason="Begyndt på det forkerte barn.", by=care_worker)
    assert [o for o in collect(NOW) if o.subject == "reading"] == []
    assert make_report(report.placement, care_worker).is_open
