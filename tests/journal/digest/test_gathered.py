"""What was gathered in a week, by goal and day, and the mail that says so (JRN-6)."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from accounts.models import AccessLog
from core.models import OutboxMessage
from journal import services
from journal.digest import gathering, tasks
from journal.weeks import Week, week_or
from tests import factories
from tests.factories import NOW, TODAY, at, make_contact, make_entry, make_plan, make_sighting, make_sub_goal

pytestmark = pytest.mark.rule("JRN-6")
MONDAY = date(2026, 3, 16)
WEEK = Week(MONDAY)


@pytest.fixture
def url(child):
    return f"/children/{child.pk}/gathered/"


@pytest.fixture
def goal(placement):
    return make_sub_goal(make_plan(placement), text="Sætter ord på det svære")


@pytest.fixture
def gathered(child, care_worker):
    return lambda: gathering.of_week(child, WEEK, care_worker, on=TODAY)


def signs(found):
    return {goal.text: [sign.text for sign in told] for goal, told in found.goals}


def test_signs_stand_under_their_goal_and_the_rest_beside(gathered, goal, care_worker, write, child):
    other = make_sub_goal(goal.goal.plan, goal=goal.goal, text="Kommer op uden kamp")
    make_sub_goal(goal.goal.plan, text="Nået", state="reached", closed_on=TODAY)
    make_sighting(goal, care_worker, note="Sagde selv til.")
    make_sighting(goal, care_worker, MONDAY - timedelta(days=1), note="Ugen før.")
    write(child, "Bad om hjælp.", sub_goals=[goal.pk])
    write(child, "Legede.", own_words="Det er min hule!")
    found = gathered()
    assert signs(found) == {goal.text: ["Sagde selv til.", "Bad om hjælp."], other.text: []}
    assert [entry.text for entry in found.others] == ["Legede."]
    assert [entry.told_own_words for entry in found.own_words] == ["Det er min hule!"]


@pytest.mark.rule("JRN-2")
def test_a_sign_is_told_as_it_was_corrected_and_is_gone_when_taken_out(
    gathered, goal, write, child, care_worker
):
    entry = write(child, "Bad om hjælp.", sub_goals=[goal.pk])
    facts = {"by": care_worker, "at": NOW, "sub_goals": [goal.pk]}
    services.correct(entry, key=uuid4(), children=[child], text="Bad selv om hjælp.", **facts)
    assert signs(gathered()) == {goal.text: ["Bad selv om hjælp."]}
    other = factories.make_placement(entry.unit).child
    newest = child.entries.said().get()
    services.correct(
        newest, key=uuid4(), children=[other], text="Bad selv om hjælp.", **{**facts, "sub_goals": []}
    )
    found = gathered()
    assert (signs(found), found.others) == ({goal.text: []}, [])


@pytest.mark.rule("JRN-3")
def test_another_child_is_not_named(as_, care_worker, url, write, child, units, goal):
    other = factories.make_placement(units.maelkeboetten).child
    write(child, f"Legede med {other.given_name}.", sub_goals=[goal.pk])
    page = as_(care_worker).get(url).content.decode()
    assert "Legede med another child." in page and other.given_name not in page


def test_days_without_a_word_are_shown_and_days_that_do_not_count_are_not(
    child, placement, units, care_worker
):
    make_entry(child, units.maelkeboetten, care_worker, happened_at=at(MONDAY - timedelta(days=4), 23, 30))
    make_entry(child, units.maelkeboetten, care_worker, happened_at=at(MONDAY - timedelta(days=7), 0))
    with factories.acting(care_worker):
        type(placement).objects.filter(pk=placement.pk).update(arrived=MONDAY - timedelta(days=6))
    before = gathering.of_week(child, WEEK.before, care_worker, on=TODAY)
    assert [count for _day, count in before.days] == [1, 0, 0, 1, 0, 0, 0]
    assert [day.weekday() for day in before.empty] == [1, 2, 4, 5, 6]
    now = gathering.of_week(child, WEEK, care_worker, on=TODAY)
    assert [count for _day, count in now.days] == [0, 0, None, None, None, None, None]


def test_the_page_is_for_those_who_work_with_the_child_and_each_look_is_logged(
    as_, url, child, care_worker, other_care_worker, administration
):
    page = as_(care_worker).get(f"{url}?week=2026-W11").content.decode()
    assert (
        "Gathered in week 11" in page and "2026-W10" in page and "2026-W12" in page and "not a word" in page
    )
    assert [(row.action, row.child) for row in AccessLog.objects.all()] == [("gathered", child)]
    assert as_(other_care_worker).get(url).status_code == 404
    assert as_(administration).get(url).status_code == 403


def test_weeks_have_their_iso_number_also_around_new_year():
    assert [str(week_or(text, TODAY)) for text in ("2026-W53", "2027-W01", "2026-W54", "x", None)] == [
        *("2026-W53", "2027-W01", "2026-W12", "2026-W12", "2026-W12")
    ]
    assert str(Week(date(2026, 12, 28)).after) == "2027-W01" and Week.of(date(2027, 1, 3)).number == 53


def test_my_children_are_those_whose_primary_contact_person_i_am(
    as_, care_worker, colleague, placement, units
):
    make_contact(placement, care_worker)
    make_entry(placement.child, units.maelkeboetten, colleague, happened_at=at(MONDAY - timedelta(days=3)))
    second = factories.make_placement(units.maelkeboetten)
    make_contact(second, colleague), make_contact(second, care_worker, role="secondary")
    page = as_(care_worker).get("/gathered/").content.decode()
    assert placement.child.name in page and second.child.name not in page
    assert "1 observation" in page
    assert f"/children/{placement.child_id}/gathered/?week=2026-W11" in page
    assert "Monday, Tuesday, Wednesday, Thursday, Saturday, Sunday" in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_both_pages_cost_the_same_however_much_was_gathered(
    as_, queries, units, placement, care_worker, goal, number
):
    make_contact(placement, care_worker)
    for _ in range(number):
        sub_goal = make_sub_goal(goal.goal.plan, goal=goal.goal)
        entry = make_entry(placement.child, units.maelkeboetten, care_worker, own_words="Hej")
        make_sighting(sub_goal, care_worker)
        factories.made(
            type(make_sighting(goal, care_worker)),
            key=uuid4(),
            sub_goal=sub_goal,
            entry=entry,
            seen_on=TODAY,
            seen_by=care_worker,
            written_at=NOW,
        )
        make_contact(factories.make_placement(child=None), care_worker)
    visitor = as_(care_worker)
    with queries(10):
        visitor.get(f"/children/{placement.child_id}/gathered/")
    with queries(6):
        visitor.get("/gathered/")


# The mail of Monday


def posted():
    return list(OutboxMessage.objects.filter(kind="mail").order_by("key").values_list("key", flat=True))


@pytest.mark.rule("ACC-4")
def test_on_monday_at_eight_each_primary_contact_person_hears_once(
    placement, units, care_worker, colleague, run_outbox, smtp
):
    make_contact(placement, care_worker), make_contact(placement, colleague, role="secondary")
    make_contact(factories.make_placement(units.maelkeboetten), care_worker)
    make_contact(factories.make_placement(units.allu, discharged=MONDAY - timedelta(days=1)), colleague)
    counts = [
        tasks.run_if_due(at=at(MONDAY, *clock)) for clock in ((0, 0), (7, 59), (8, 0), (8, 15), (23, 0))
    ]
    assert (counts, posted()) == ([0, 0, 1, 0, 0], [f"gathered:{care_worker.pk}:2026-W12"])
    run_outbox()
    (mail,) = smtp.to(care_worker)
    text = mail.get_payload(decode=True).decode()
    assert "/gathered/" in text and placement.child.given_name not in text
    assert tasks.run_if_due(at=at(MONDAY + timedelta(days=7), 8)) == 1


def test_a_missed_monday_is_made_up_in_its_week_and_a_new_contact_person_waits_for_the_next(
    placement, care_worker, colleague
):
    contact = make_contact(placement, care_worker)
    with factories.acting(care_worker):
        type(contact).objects.update(ends=TODAY)
    make_contact(placement, colleague, begins=TODAY)
    assert tasks.run_if_due(at=at(TODAY + timedelta(days=2))) == 1
    assert tasks.run_if_due(at=at(MONDAY + timedelta(days=7), 8)) == 1
    assert posted() == sorted([f"gathered:{care_worker.pk}:2026-W12", f"gathered:{colleague.pk}:2026-W13"])


def test_nobody_hears_of_a_child_who_came_this_morning(units, care_worker):
    make_contact(factories.make_placement(units.maelkeboetten, arrived=MONDAY), care_worker)
    assert tasks.run_if_due(at=at(MONDAY, 9)) == 0


@pytest.mark.parametrize("monday", [date(2026, 3, 30), date(2026, 10, 26)])
def test_it_is_eight_by_the_clock_on_the_wall_also_after_the_clocks_changed(placement, care_worker, monday):
    make_contact(placement, care_worker)
    begins = at(monday - timedelta(days=2), 12).timestamp()
    hours = [datetime.fromtimestamp(begins + 3600 * hour, factories.NUUK) for hour in range(50)]
    tasks.run_if_due(at=hours[0])
    assert [f"{hour:%a %H}" for hour in hours[1:] if tasks.run_if_due(at=hour)] == ["Mon 08"]
