"""The shifts of a unit: in the catalogue, and changed by those who lead it (JRN-5)."""

import io
from datetime import time

import pytest
from django.core.management import call_command

from core.refusals import Refused
from tests import factories as f
from tests.simultaneous import at_once  # noqa: F401
from units import services
from units.models import Shift, Unit

pytestmark = pytest.mark.rule("JRN-5")
ADD = "/units/maelkeboetten/shifts/add/"
SETTINGS = "/units/maelkeboetten/settings/"
FILE = """
    [[shifts]]
    name = "Dag"
    begins = {dag}
    [[shifts]]
    name = "Nat"
    begins = 23:00:00
"""


@pytest.fixture
def day(units):
    return f.make_shift(units.maelkeboetten)


@pytest.fixture
def load(units, tmp_path):
    def run(text):
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
        out = io.StringIO()
        call_command("load_catalogue", tmp_path / "mine.toml", stdout=out)
        return out.getvalue()

    return run


def of(unit):
    return {shift.name: f"{shift.begins:%H:%M}" for shift in unit.shifts.all()}


def text(response):
    return response.content.decode()


@pytest.mark.rule("UNIT-1")
def test_the_centres_own_file_gives_every_residential_unit_day_evening_and_night(db):
    call_command("load_catalogue", stdout=io.StringIO())
    units = {unit.slug: of(unit) for unit in Unit.objects.all()}
    homes = {"maelkeboetten", "ilasiaq", "allu", "aili"}
    assert {slug for slug, shifts in units.items() if shifts} == homes
    assert units["aili"] == {"Dag": "07:00", "Aften": "15:00", "Nat": "23:00"}


@pytest.mark.rule("UNIT-1")
def test_what_the_page_says_wins_over_the_file(load, units, leader):
    load(FILE.format(dag="07:00:00"))
    day, night = units.maelkeboetten.shifts.all()
    services.edit_shift(day, name="Dag", begins=time(7, 30), by=leader, on=f.TODAY)
    services.remove_shift(night, by=leader, on=f.TODAY)
    services.add_shift(units.maelkeboetten, name="Sen", begins=time(8), by=leader, on=f.TODAY)
    said = load(FILE.format(dag="08:00:00"))
    assert of(units.maelkeboetten) == {"Dag": "07:30", "Sen": "08:00"}
    assert of(units.allu) == {"Dag": "08:00", "Nat": "23:00"}
    assert "maelkeboetten, shift Dag" in said and "maelkeboetten, shift Nat (removed in Fnug)" in said
    assert load(FILE.format(dag="08:00:00")).startswith("Catalogue: 0 new, 0 updated, 2 kept.")


@pytest.mark.parametrize(
    ("dag", "fault"),
    [
        ('"7.00"', "shifts 1 (Dag), begins: This must be a time, such as 09:00:00."),
        ("23:00:00", "23:00:00: This stands in the file twice."),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_place(load, capsys, dag, fault):
    with pytest.raises(SystemExit):
        load(FILE.format(dag=dag))
    assert fault in capsys.readouterr().err
    assert not Shift.objects.exists()


def test_a_leader_adds_changes_and_removes_a_shift(as_, leader, units):
    visitor = as_(leader)
    assert "One shift lasts the whole day." in text(visitor.get(SETTINGS))
    visitor.fill(ADD, name="Dag", begins="07:00")
    visitor.fill(ADD, name="Nat", begins="22:45")
    day, night = units.maelkeboetten.shifts.all()
    assert visitor.fill(f"/shifts/{night.pk}/", begins="23:00").url == SETTINGS
    assert of(units.maelkeboetten) == {"Dag": "07:00", "Nat": "23:00"}
    assert visitor.fill(f"/shifts/{day.pk}/", action=f"/shifts/{day.pk}/remove/").url == SETTINGS
    assert of(units.maelkeboetten) == {"Nat": "23:00"}
    people = {event.pgh_context["person"] for event in Shift.pgh_event_model.objects.all()}
    assert people == {leader.pk} and Shift.pgh_event_model.objects.count() == 4


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"begins": "07:00"}, "Another shift of the unit begins at that time."),
        ({"name": "Dag"}, "The unit has a shift of that name already."),
        ({"begins": "25:00"}, "Enter a valid time."),
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 31}, "at most 30 characters"),
    ],
)
def test_a_shift_that_cannot_be_stays_in_the_form(as_, leader, day, changed, says):
    facts = {"name": "Aften", "begins": "15:00", **changed}
    sent = as_(leader).fill(ADD, **facts)
    assert sent.status_code == 200 and says in text(sent)
    assert Shift.objects.get() == day


def test_the_last_shift_stays(as_, leader, day):
    visitor = as_(leader)
    assert "A unit keeps one shift at least." in text(visitor.get(f"/shifts/{day.pk}/"))
    sent = visitor.post(f"/shifts/{day.pk}/remove/", follow=True)
    assert "A unit keeps one shift at least." in text(sent)
    assert Shift.objects.get() == day


def test_a_unit_where_nobody_lives_has_no_shifts(director):
    house = f.make_unit("ullorissat", kind="contact_house")
    with pytest.raises(Refused, match="Only a residential unit has shifts."):
        services.add_shift(house, name="Dag", begins=time(7), by=director, on=f.TODAY)


def test_who_does_not_lead_the_unit_is_refused(day, care_worker, other_leader):
    for person in (care_worker, other_leader):
        with pytest.raises(Refused, match="Only the unit's leader and the director do this."):
            services.edit_shift(day, name="Dag", begins=time(8), by=person, on=f.TODAY)
        with pytest.raises(Refused, match="Only the unit's leader and the director do this."):
            services.remove_shift(day, by=person, on=f.TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_remove_the_last_two_at_once(at_once, units, director, leader):  # noqa: F811
    shifts = f.make_shift(units.maelkeboetten), f.make_shift(units.maelkeboetten, "Nat", "23:00")
    acts = zip(shifts, (director, leader), strict=True)
    at_once([lambda row=row, by=by: services.remove_shift(row, by=by, on=f.TODAY) for row, by in acts])
    assert units.maelkeboetten.shifts.count() == 1
