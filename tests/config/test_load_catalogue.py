import io
from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import User
from billing.enums import Item
from billing.models import Price, PriceList
from core.acting import acting
from municipalities.models import Municipality, Office, OpeningHours
from tests.factories import make_price_list, make_user
from units.models import Place, Unit

SMALL = """
    places_open = 2000-01-01

    [[units]]
    slug = "aili"
    name = "Aili"
    kind = "residential"
    age_from = 0
    age_to = 3
    places = 2
    note = "Åbner snart."

    [[municipalities]]
    code = "956"
    name = "Kommuneqarfik Sermersooq"

    [[municipalities.offices]]
    name = "Familieafdelingen"
    hours = { monday = "09:00-15:00", thursday = "10:00-17:00" }

    [[price_lists]]
    valid_from = 2025-01-01
    valid_to = 2025-12-31
    prices = { day_rate = 3800.00 }
"""


@pytest.fixture
def load(db, tmp_path):
    """Loads the centre's own catalogue, or a text; gives what was printed."""

    def run(text=None):
        path = tmp_path / "mine.toml"
        path.write_text(dedent(text or ""), encoding="utf-8")
        out = io.StringIO()
        with translation.override("en"):
            call_command("load_catalogue", *([path] if text else []), stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def refused(load, tmp_path, capsys):
    """The faults of a text that is refused; nothing of it may have been written."""

    def run(text):
        with pytest.raises(SystemExit) as ended:
            load(text)
        assert ended.value.code == 1
        assert not Unit.objects.exists() and not Municipality.objects.exists()
        return capsys.readouterr().err.splitlines()

    return run


def rows_of_history():
    models = (Unit, Place, Municipality, Office, OpeningHours, PriceList, Price)
    return sum(model.pgh_event_model.objects.count() for model in models)


def change(person, row, **values):
    with acting(person):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()


@pytest.mark.rule("UNIT-1")
def test_the_centres_own_file_holds_all_units_municipalities_and_prices(load):
    load()
    units = {unit.slug: unit for unit in Unit.objects.all()}
    assert list(units) == [
        "maelkeboetten", "ilasiaq", "allu", "aili", "ullorissat", "vaerestedet", "terapi", "kapisillit",
    ]  # fmt: skip
    places = {slug: unit.places.count() for slug, unit in units.items() if unit.places.exists()}
    assert places == {"maelkeboetten": 9, "ilasiaq": 7, "allu": 8}
    ages = {slug: (unit.age_from, unit.age_to) for slug, unit in units.items() if unit.age_to is not None}
    assert ages == {"maelkeboetten": (3, 12), "ilasiaq": (3, 11), "allu": (12, 15), "aili": (0, 3)}
    assert units["ullorissat"].opens == date(2024, 11, 1)
    assert units["aili"].note
    assert [m.code for m in Municipality.objects.all()] == ["955", "956", "957", "959", "960"]
    assert {(m.cvr, m.gln) for m in Municipality.objects.all()} == {("", "")}


@pytest.mark.rule("BIL-1")
def test_the_centres_own_file_holds_the_prices_of_2025(load):
    load()
    prices = PriceList.objects.get(valid_from="2025-01-01", valid_to="2025-12-31").prices
    assert dict(prices.values_list("item", "amount")) == {
        Item.DAY_RATE: Decimal("3800.00"),
        Item.SUPERVISED_CONTACT: Decimal("850.00"),
        Item.PSYCHOLOGICAL_ASSESSMENT: Decimal("17000.00"),
        Item.THERAPY: Decimal("1200.00"),
        Item.SUPERVISION_INDIVIDUAL: Decimal("1200.00"),
        Item.SUPERVISION_GROUP: Decimal("1600.00"),
        Item.ULLORISSAT_HOUR: Decimal("700.00"),
        Item.ULLORISSAT_OBSERVER: Decimal("850.00"),
        Item.ULLORISSAT_DAY: Decimal("1500.00"),
        Item.ULLORISSAT_WEEKEND: Decimal("3000.00"),
        Item.CANCELLATION: Decimal("250.00"),
    }


@pytest.mark.rule("UNIT-1")
def test_loading_twice_changes_nothing(load):
    load()
    before = rows_of_history()
    assert load() == "Catalogue: 0 new, 0 updated, 0 kept.\n"
    assert rows_of_history() == before


def test_every_weekday_has_its_own_hours(load):
    load(SMALL)
    hours = OpeningHours.objects.values_list("weekday", "opens__hour", "closes__hour")
    assert list(hours) == [(0, 9, 15), (3, 10, 17)]


@pytest.mark.rule("UNIT-1")
def test_what_nobody_changed_follows_the_file(load):
    load(SMALL)
    printed = load(
        SMALL.replace("Åbner snart.", "Åben.").replace("3800.00", "3900").replace("09:00", "08:30")
    )
    assert Unit.objects.get().note == "Åben."
    assert Price.objects.get().amount == Decimal("3900.00")
    assert OpeningHours.objects.get(weekday=0).opens.minute == 30
    assert "0 new, 3 updated, 0 kept" in printed
    assert "updated: unit aili, note" in printed


@pytest.mark.rule("UNIT-1")
def test_what_a_person_changed_stays_and_is_listed(load, director):
    load(SMALL)
    change(director, Unit.objects.get(), age_to=4)
    printed = load(SMALL.replace("Åbner snart.", "Åben."))
    unit = Unit.objects.get()
    assert (unit.age_to, unit.note) == (4, "Åben.")
    assert "0 new, 1 updated, 1 kept" in printed
    assert "unit aili, age_to" in printed


def test_a_value_that_a_person_changed_and_changed_back_is_still_the_persons(load, director):
    load(SMALL)
    change(director, Unit.objects.get(), age_to=4)
    change(director, Unit.objects.get(), age_to=3)
    assert "0 kept" in load(SMALL)
    assert "1 kept" in load(SMALL.replace("age_to = 3", "age_to = 5"))
    assert Unit.objects.get().age_to == 3


def test_another_value_of_a_changed_row_still_follows_the_file(load, director):
    load(SMALL)
    change(director, Unit.objects.get(), note="Ring først.")
    load(SMALL.replace("age_to = 3", "age_to = 5"))
    assert (Unit.objects.get().age_to, Unit.objects.get().note) == (5, "Ring først.")


def test_a_renamed_place_is_not_created_again(load, director):
    load(SMALL)
    change(director, Place.objects.get(name="Aili 2"), name="Det blå værelse")
    assert "unit aili, place 2, name" in load(SMALL)
    assert [p.name for p in Place.objects.order_by("pk")] == ["Aili 1", "Det blå værelse"]


def test_what_a_person_removed_does_not_come_back(load, administration):
    load(SMALL)
    with acting(administration):
        OpeningHours.objects.get(weekday=3).delete()
    assert "thursday (removed in Fnug)" in load(SMALL)
    assert [h.weekday for h in OpeningHours.objects.all()] == [0]


@pytest.mark.rule("UNIT-1")
def test_nothing_is_removed_by_taking_it_out_of_the_file(load):
    load(SMALL)
    assert load("places_open = 2001-01-01\n") == "Catalogue: 0 new, 0 updated, 0 kept.\n"
    assert Unit.objects.exists() and Municipality.objects.exists() and Price.objects.exists()


@pytest.mark.rule("UNIT-1")
def test_a_unit_opens_and_grows_by_two_lines_of_the_file(load):
    """Aili: no line of code."""
    load()
    load(SMALL.replace("places = 2", "places = 4\n    opens = 2026-10-01"))
    aili = Unit.objects.get(slug="aili")
    assert aili.opens == date(2026, 10, 1)
    assert [(p.name, p.opens) for p in aili.places.order_by("pk")] == [
        (f"Aili {number}", date(2026, 10, 1)) for number in range(1, 5)
    ]


def test_the_history_names_fnug_itself(load):
    load(SMALL)
    event = Unit.pgh_event_model.objects.get()
    assert event.pgh_context["person"] == User.objects.machine().pk


FAULTS = {
    'kind = "residential"': ('kind = "castle"', "units 1 (aili), kind:"),
    'slug = "aili"': ('slug = "Aili 2!"', "units 1 (Aili 2!), slug:"),
    'name = "Aili"': ("name = 5", "units 1 (aili), name: This must be a text in quotation marks."),
    "age_to = 3": ("age_to = -3", "units 1 (aili), age_to:"),
    "age_from = 0": ("", "units 1 (aili): A unit has a lowest and a highest age, or neither."),
    "age_from = 0\n": ("age_from = 7\n", "units 1 (aili): The highest age is below the lowest."),
    "places = 2": ("places = 2.5", "units 1 (aili), places: This must be a whole number."),
    "places = 2\n": ("places = 900\n", "units 1 (aili), places: Choose a number from 0 to 60."),
    "places_open = 2000-01-01": ('places_open = "i går"', "places_open: This must be a date"),
    'note = "Åbner snart."': ('remark = ""', "units 1 (aili), remark: Fnug does not know this key."),
    'code = "956"': ('code = "95600"', "municipalities 1 (95600), code:"),
    'code = "956"\n': ('code = "956"\n    gln = "5790000000001"\n', "municipalities 1 (956), gln: This GLN"),
    "09:00-15:00": ("9-15", "municipalities 1 (956), offices 1 (Familieafdelingen), hours, monday:"),
    "10:00-17:00": ("17:00-10:00", "hours, thursday: An office closes after it opens."),
    "thursday": ("torsdag", "hours, torsdag: Fnug does not know this key."),
    "valid_from = 2025-01-01": ("", "price_lists 1 (?), valid_from: This is missing."),
    "valid_to = 2025-12-31": ("valid_to = 2024-12-31", "A price list ends after it begins."),
    "3800.00": ("-1", "price_lists 1 (2025-01-01), prices, day_rate:"),
    "3800.00 ": ("3800.005 ", "price_lists 1 (2025-01-01), prices, day_rate:"),
    "day_rate": ("night_rate", "prices, night_rate: Fnug does not know this key."),
}


@pytest.mark.parametrize(("found", "instead", "says"), [(old, *new) for old, new in FAULTS.items()])
def test_a_fault_is_named_with_its_place_and_nothing_is_loaded(refused, found, instead, says):
    assert found in SMALL
    faults = refused(SMALL.replace(found, instead))
    assert all(line.startswith("mine.toml: ") for line in faults)
    assert any(says in line for line in faults), faults


def test_all_faults_are_named_at_once(refused):
    faults = refused(
        SMALL.replace("age_to = 3", 'age_to = "x"').replace("3800.00", "-1").replace("09:00", "9")
    )
    assert len(faults) == 3


def test_one_unit_twice(refused):
    twice = SMALL + SMALL[SMALL.index("[[units]]") : SMALL.index("[[municipalities]]")]
    assert refused(twice) == ["mine.toml: aili: This stands in the file twice."]


def test_a_place_needs_a_day_on_which_it_opens(refused):
    assert "places: Say from when" in refused(SMALL.replace("places_open = 2000-01-01", ""))[0]


def test_only_a_residential_unit_has_places(refused):
    [fault] = refused(SMALL.replace("residential", "drop_in"))
    assert "Only a residential unit has places." in fault


def test_a_price_list_that_overlaps_another_refuses_the_whole_file(refused):
    make_price_list(date(2025, 6, 1), date(2026, 6, 1))
    assert refused(SMALL) == ["mine.toml: There is already a price list for part of this period."]


def test_a_file_that_is_no_toml(load):
    with pytest.raises(CommandError, match=r"mine.toml is not TOML: .*line 1"):
        load("[[units]\n")


def test_a_file_in_another_encoding(db, tmp_path):
    path = tmp_path / "latin.toml"
    path.write_bytes("# Mælkebøtten".encode("latin-1"))
    with translation.override("en"), pytest.raises(CommandError, match="not written in UTF-8"):
        call_command("load_catalogue", path)


def test_a_file_that_is_not_there(db, tmp_path):
    with translation.override("en"), pytest.raises(CommandError, match="cannot be read"):
        call_command("load_catalogue", tmp_path / "nothing.toml")


def test_a_unit_that_a_director_created_first_belongs_to_the_director(load, director):
    with acting(director):
        Unit.objects.create(slug="aili", name="Aili, midlertidigt", kind="residential", order=4)
    printed = load(SMALL)
    assert Unit.objects.get().name == "Aili, midlertidigt"
    assert "unit aili, name" in printed


def test_somebody_who_left_still_counts_as_a_person(load):
    left = make_user("director", is_active=False)
    load(SMALL)
    change(left, Municipality.objects.get(), seat="Nuuk")
    assert "municipality 956, seat" in load(
        SMALL.replace('code = "956"', 'code = "956"\n    seat = "Qaqortoq"')
    )
