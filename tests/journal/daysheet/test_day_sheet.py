"""A unit's day on paper (JRN-9): what stands on it, who reads it, and that one waits every morning."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from accounts.models import AccessLog, User
from config.celery import app
from core.refusals import Refused
from documents.models import Document
from journal.daysheet import services, tasks
from journal.daysheet.models import DaySheet
from journal.models import Acceptance
from tests import factories
from tests.documents.reading import assert_sound
from tests.factories import NOW, TODAY, at, made, make_absence, make_appointment, make_contact, make_entry

pytestmark = pytest.mark.rule("JRN-9")
URL = "/units/maelkeboetten/day-sheet/"
SIX = at(TODAY, 6)


@pytest.fixture
def house(units):
    return units.maelkeboetten


@pytest.fixture
def machine():
    return User.objects.machine()


@pytest.fixture
def make(house, leader):
    return lambda: services.make(house, day=TODAY, by=leader, at=NOW)


def told(sheet):
    return sheet.document.data


def test_it_says_who_lives_here_what_they_need_and_what_they_have_today(
    make, house, placement, child, leader
):
    with factories.acting(leader):
        type(child).objects.filter(pk=child.pk).update(allergies="nødder", medicine="Panodil ved feber")
    make_contact(placement, leader)
    make_appointment(child, at(TODAY, 13), where="Sana", bring="Malik")
    make_appointment(child, at(TODAY, 15), what="Aflyst", state="cancelled", reason="Syg")
    away = factories.make_placement(house)
    make_absence(away, TODAY - timedelta(days=1), None, kind="missing")
    data = told(make())
    one, other = sorted(data["children"], key=lambda row: row["name"] != child.name)
    assert (one["allergies"], one["medicine"], one["contacts"]) == (
        "nødder",
        "Panodil ved feber",
        leader.first_name,
    )
    assert one["events"] == [{"at": "13.00", "title": "Tandlæge", "note": "Sana · Malik"}]
    assert (one["age"], one["place"]) == ("8 år", "Plads 1")
    assert other["away"] == "Væk: savnet siden 16. marts 2026"
    assert data["pins"] == [{"child": away.child.name, "sentence": "Savnet siden 16. marts"}]
    assert (data["day"], data["made"], data["number"]) == ("tirsdag den 17. marts", "10.00", 1)


@pytest.mark.rule("JRN-5")
def test_what_is_handed_over_stands_there_until_it_is_accepted(make, house, child, care_worker, colleague):
    ahead = {"handover": True}
    accepted = make_entry(child, house, care_worker, text="Er overtaget.", **ahead)
    made(Acceptance, colleague, entry=accepted, person=colleague, at=NOW)
    make_entry(child, house, care_worker, text="Ikke til vagtskiftet.")
    first = make_entry(
        child, house, care_worker, text="Ring til skolen.", happened_at=NOW - timedelta(hours=2), **ahead
    )
    make_entry(child, house, care_worker, text="Ring til mor.", original=first, corrects=first, **ahead)
    assert [row["text"] for row in told(make())["handover"]] == ["Ring til mor."]


@pytest.mark.rule("JRN-3")
def test_an_entry_about_two_children_stands_once_with_both_names_and_one_who_moved_out_has_none(
    make, house, child, care_worker, write
):
    other = factories.make_placement(house).child
    gone = factories.make_placement(house, discharged=TODAY - timedelta(days=3)).child
    text = f"{child.given_name} og {other.given_name} savner {gone.given_name}."
    write(child, text, others=[other], handover=True)
    make_entry(child, house, care_worker, text=f"Skriv til ⟦{gone.pk}|{gone.given_name}⟧.", handover=True)
    make_entry(gone, house, care_worker, text="Tasken blev glemt.", handover=True)
    both, letter = told(make())["handover"]
    assert set(both["children"].split(", ")) == {child.name, other.name}
    assert child.given_name in both["text"] and other.given_name in both["text"]
    assert letter["text"] == "Skriv til et andet barn."


def test_what_is_long_or_many_is_read_in_fnug(make, house, child, care_worker):
    for number in range(17):
        make_entry(child, house, care_worker, text=f"{number} " + "ord " * 9000, handover=True)
    data = told(make())
    assert (len(data["handover"]), data["more"]) == (15, 2)
    assert all(len(row["text"]) <= 400 for row in data["handover"])


def test_a_full_house_is_a_sound_paper_of_two_pages_at_most(make, house, leader, run_outbox):
    for placement in factories.make_children(house, 9):
        make_contact(placement, leader)
        make_appointment(placement.child, at(TODAY, 13), where="Sana", bring="Malik går med")
        make_entry(placement.child, house, leader, text="Husk at ringe til skolen.", handover=True)
    sheet = make()
    run_outbox()
    sheet.document.refresh_from_db()
    text = assert_sound(sheet.document, bytes(sheet.document.file.content))
    assert all(child["name"] in text for child in told(sheet)["children"])
    assert sheet.document.file.pages <= 2 and text.count("Sana · Malik går med") == 9


def test_it_is_made_anew_on_demand_with_a_number_of_its_own(as_, leader, placement, run_outbox):
    visitor = as_(leader)
    assert "There is no sheet of today yet." in visitor.get(URL).content.decode()
    visitor.post(URL), visitor.post(URL)
    page = visitor.get(URL).content.decode()
    assert "Sheet 2, made by" in page and "Earlier sheets" in page and "It is being written" in page
    run_outbox()
    assert visitor.get(URL).content.decode().count("Open to print") == 2
    assert list(DaySheet.objects.order_by("number").values_list("number", "day")) == [(1, TODAY), (2, TODAY)]


def test_without_children_none_is_made(house, leader, machine):
    with pytest.raises(Refused, match="Nobody lives here today"):
        services.make(house, day=TODAY, by=leader, at=NOW)
    assert tasks.run_if_due(at=NOW) == 0


@pytest.mark.rule("ACC-1", "ACC-2")
def test_the_unit_reads_it_and_each_child_on_it_was_looked_at(
    as_, make, house, placement, child, run_outbox, care_worker, other_care_worker, caseworker, system_admin
):
    other = factories.make_placement(house).child
    document = make().document
    run_outbox()
    path = f"/documents/{document.number}/pdf/"
    for stranger in (other_care_worker, caseworker, system_admin):
        assert as_(stranger).get(path).status_code == 404
    assert as_(care_worker).get(path).status_code == 200
    looks = AccessLog.objects.filter(action="document", document=document, person=care_worker)
    assert set(looks.values_list("child", flat=True)) == {child.pk, other.pk}
    assert document.number not in as_(care_worker).get(f"/children/{child.pk}/documents/").content.decode()


@pytest.mark.rule("ACC-1")
def test_after_a_week_only_the_director_reads_it(make, placement, leader, director):
    number = make().document.number
    for person, days, there in ((leader, 6, True), (leader, 7, False), (director, 7, True)):
        found = Document.objects.visible_to(person, on=TODAY + timedelta(days=days)).filter(number=number)
        assert found.exists() == there, (person, days)


# Every morning


def moments(*clocks, day=TODAY):
    return [at(day, *map(int, clock.split("."))) for clock in clocks]


def test_from_six_there_is_one_for_each_unit_with_children_and_it_comes_once(placement, units):
    factories.make_placement(units.allu)
    counts = [tasks.run_if_due(at=moment) for moment in moments("0.00", "5.59", "6.00", "6.05", "23.59")]
    assert counts == [0, 0, 2, 0, 0]
    assert {(s.unit.slug, s.document.issued_at) for s in DaySheet.objects.all()} == {
        ("maelkeboetten", SIX),
        ("allu", SIX),
    }


def test_one_of_the_night_does_not_stand_for_the_morning_and_one_of_the_morning_does(
    placement, house, leader
):
    services.make(house, day=TODAY, by=leader, at=at(TODAY, 0, 30))
    assert tasks.run_if_due(at=SIX) == 1
    services.make(house, day=TODAY, by=leader, at=at(TODAY, 9))
    assert tasks.run_if_due(at=at(TODAY, 9, 5)) == 0
    assert list(DaySheet.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_a_missed_morning_is_made_up_that_day_and_none_for_yesterday(placement):
    assert tasks.run_if_due(at=at(TODAY, 21, 40)) == 1
    assert tasks.run_if_due(at=at(TODAY + timedelta(days=2), 3)) == 0
    assert tasks.run_if_due(at=at(TODAY + timedelta(days=2), 8)) == 1
    assert sorted(DaySheet.objects.values_list("day", flat=True)) == [TODAY, TODAY + timedelta(days=2)]


@pytest.mark.parametrize("night", [date(2026, 3, 28), date(2026, 10, 24)])
def test_the_clocks_jump_and_each_morning_has_one(placement, night):
    """Every hour of two days, one of 23 or 25 hours."""
    begins, found = at(night, 5).timestamp(), []
    for hour in range(30):
        when = datetime.fromtimestamp(begins + 3600 * hour, factories.NUUK)
        found += [f"{when:%d %H.%M}"] * tasks.run_if_due(at=when)
    assert found == [f"{night.day} 06.00", f"{(night + timedelta(days=1)).day} 06.00"]


def test_one_unit_that_fails_keeps_no_other_from_its_sheet(placement, units, monkeypatch):
    factories.make_placement(units.ilasiaq)
    whole = services.content.told

    def told(unit, *args, **facts):
        if unit.slug == "maelkeboetten":
            raise ValueError
        return whole(unit, *args, **facts)

    monkeypatch.setattr(services.content, "told", told)
    assert tasks.run_if_due(at=SIX) == 1
    assert DaySheet.objects.get().unit == units.ilasiaq


def test_two_runs_at_once_make_one_and_two_people_make_two(at_once, placement, house, leader):
    assert sorted(at_once([lambda: tasks.run_if_due(at=SIX)] * 2)) == [0, 1]
    assert Document.objects.filter(kind="day_sheet").count() == 1
    again = at_once([lambda: services.make(house, day=TODAY, by=leader, at=NOW)] * 2)
    assert sorted(sheet.number for sheet in again) == [2, 3]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_making_one_costs_the_same_for_a_full_house(queries, house, leader, number):
    for placement in factories.make_children(house, number):
        make_appointment(placement.child, NOW)
        make_entry(placement.child, house, leader, text="Husk.", handover=True)
        make_contact(placement, leader)
    with queries(17):
        services.make(house, day=TODAY, by=leader, at=NOW)


def test_what_background_work_would_do_at_six_a_tick_does(placement):
    call_command("tick", "--at", "2026-03-17T06:00", stdout=io.StringIO())
    assert DaySheet.objects.get().document.file.pages == 1


def test_beat_wakes_a_task_for_each_of_them():
    app.loader.import_default_modules()
    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert {"journal.day_sheets", "journal.weekly_digest"} <= names <= app.tasks.keys()
