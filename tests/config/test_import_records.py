"""The command as a person meets it: files in, sentences or children out."""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from time import monotonic

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import User
from placements.enums import AbsenceKind, DecisionKind, PlacementState
from placements.models import Absence, Child, MunicipalDecision, Placement, Stay
from tests.factories import make_child, make_place, make_placement, make_unit, make_user

EXAMPLE = Path(__file__).parent.parent / "data" / "worked_example"
CHILDREN = (
    "child,name,cpr,born,municipality\nA,Prøvebarn Anori,,2018-05-01,956\nB,Prøvebarn Birk,,2017-01-01,957\n"
)
PLACEMENTS = (
    "placement,child,municipality,arrived,discharged\nPA,A,956,2025-02-10,\nPB,B,957,2025-03-05,2025-03-20\n"
)
STAYS = "placement,unit,from,to\nPA,maelkeboetten,2025-02-10,\nPB,ilasiaq,2025-03-05,2025-03-20\n"
ABSENCES = "placement,from,to,kind,charge_percent\nPA,2025-07-01,2025-07-15,holiday,50\n"
GOOD = {"children": CHILDREN, "placements": PLACEMENTS, "stays": STAYS, "absences": ABSENCES}
FORM = re.compile(r"[^:]+:[0-9]+: [^:]+: .+")


@pytest.fixture
def house(units, municipality, other_municipality):
    return units


@pytest.fixture
def import_(house, tmp_path, capsys):
    """Imports files given as texts or bytes; gives what went to standard error."""

    def run(*options, **files):
        for name, content in files.items():
            content = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{name}.csv").write_bytes(content)
        with translation.override("en"):
            call_command("import_records", tmp_path, *options, stdout=io.StringIO())
        return capsys.readouterr().err

    return run


@pytest.fixture
def refused(import_, capsys):
    """The faults of files that are refused; the database must be as it was."""

    def run(*options, **files):
        before = everything()
        with pytest.raises(SystemExit) as ended:
            import_(*options, **{**GOOD, **files})
        assert ended.value.code == 1
        assert everything() == before
        printed = capsys.readouterr()
        faults = printed.err.splitlines()
        assert faults and not printed.out
        assert all(FORM.fullmatch(line) for line in faults), faults
        return faults

    return run


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Child, Placement, Stay, Absence)]


def more(text, *rows):
    return text + "".join(f"{row}\n" for row in rows)


# What becomes of sound files


def test_the_worked_example(house, municipality, other_municipality):
    call_command("import_records", EXAMPLE, stdout=io.StringIO())
    stays = Stay.objects.order_by("placement__reference", "begins")
    assert [(s.placement.reference, s.place.unit.slug, s.begins, s.ends) for s in stays] == [
        ("PA", "maelkeboetten", date(2025, 2, 10), None),
        ("PB", "ilasiaq", date(2025, 3, 5), date(2025, 3, 20)),
        ("PC", "maelkeboetten", date(2025, 1, 7), date(2025, 3, 17)),
        ("PC", "ilasiaq", date(2025, 3, 17), None),
        ("PD", "maelkeboetten", date(2025, 3, 12), date(2025, 3, 12)),
        ("PE", "allu", date(2024, 11, 18), None),
    ]
    placements = Placement.objects.order_by("reference").values_list("reference", "state", "discharged")
    assert list(placements) == [
        ("PA", PlacementState.RUNNING, None),
        ("PB", PlacementState.ENDED, date(2025, 3, 20)),
        ("PC", PlacementState.RUNNING, None),
        ("PD", PlacementState.ENDED, date(2025, 3, 12)),
        ("PE", PlacementState.RUNNING, None),
    ]


def test_only_the_children_need_to_be_there(import_):
    import_(children=CHILDREN)
    assert [c.name for c in Child.objects.order_by("reference")] == ["Prøvebarn Anori", "Prøvebarn Birk"]


def test_every_column_arrives(import_, caseworker):
    columns = "placement,child,municipality,caseworker_email,arrived,discharged,decision_date,ladder_level"
    placements = [
        f"PA,A,956,{caseworker.email.upper()},2025-02-10,,2025-02-07,",
        "PB,B,957,sagsbehandler@kommune.test,2025-03-05,2025-03-20,,4",
    ]
    import_(**{**GOOD, "placements": more(f"{columns}\n", *placements)})
    first, second = Placement.objects.order_by("reference")
    assert (first.caseworker, first.municipality.code) == (caseworker, "956")
    assert (second.caseworker, second.caseworker_email) == (None, "sagsbehandler@kommune.test")
    assert (first.ladder_level, second.ladder_level) == (None, 4)
    decision = MunicipalDecision.objects.get()
    facts = (first, DecisionKind.ADMISSION, date(2025, 2, 7))
    assert (decision.placement, decision.kind, decision.decided_on) == facts
    absence = Absence.objects.get()
    assert (absence.placement, absence.kind, absence.charge_percent) == (first, AbsenceKind.HOLIDAY, 50)
    assert (absence.begins, absence.ends) == (date(2025, 7, 1), date(2025, 7, 15))


def test_a_caseworker_of_another_municipality_is_kept_as_text_only(import_, other_caseworker):
    columns = "placement,child,municipality,caseworker_email,arrived\n"
    import_(children=CHILDREN, placements=more(columns, f"PA,A,956,{other_caseworker.email},2025-02-10"))
    placement = Placement.objects.get()
    assert (placement.caseworker, placement.caseworker_email) == (None, other_caseworker.email)


def test_an_arrival_to_come_is_planned(import_):
    placements = "placement,child,municipality,arrived\nPA,A,956,2026-04-01\n"
    import_(children=CHILDREN, placements=placements, stays="placement,unit,from,to\nPA,allu,2026-04-01,\n")
    assert Placement.objects.get().state == PlacementState.PLANNED


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out(import_):
    import_(children="municipality,born,name,child\n956,2018-05-01,Prøvebarn,A\n")
    assert Child.objects.get().cpr is None


@pytest.mark.parametrize("number", ["150318-5002", "1503185002"])
def test_a_cpr_number_with_or_without_dash(import_, number):
    import_(children=f"child,name,cpr,born,municipality\nA,Prøvebarn,{number},2018-03-15,956\n")
    assert Child.objects.get().cpr == "1503185002"


def test_a_byte_order_mark_foreign_line_ends_and_empty_lines(import_):
    text = (
        CHILDREN.replace("\n", "\r\n\r\n")
        .replace("Prøvebarn Birk", "Prøvebarn Birk, kaldet B")
        .encode("utf-8")
    )
    import_(children=b"\xef\xbb\xbf" + text.replace(b"Pr\xc3\xb8vebarn Birk, kaldet B", b'"Birk, kaldet B"'))
    assert {c.name for c in Child.objects.all()} == {"Prøvebarn Anori", "Birk, kaldet B"}


def test_names_that_begin_with_an_equals_sign_or_break_the_line(import_):
    rows = ["A,=Prøve(1),,2018-05-01,956", 'B,"Prøvebarn\nBirk",,2017-01-01,956', "C,,,,", ",,,,"]
    import_(children=more("child,name,cpr,born,municipality\n", *rows[:2], rows[3]))
    assert {c.name for c in Child.objects.all()} == {"=Prøve(1)", "Prøvebarn Birk"}
    assert Child.objects.get(reference="B").sort_name == "prøvebarn birk".replace("ø", "|")


def test_empty_columns_at_the_end_are_passed_over(import_):
    import_(children=CHILDREN.replace("\n", ",,\n"))
    assert Child.objects.count() == 2


def test_hidden_files_are_passed_over(import_, tmp_path):
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    import_(children=CHILDREN)
    assert Child.objects.count() == 2


def test_the_history_names_fnug_itself(import_):
    import_(**GOOD)
    people = {event.pgh_context["person"] for event in Stay.pgh_event_model.objects.all()}
    assert people == {User.objects.machine().pk}


def test_a_dry_run_writes_nothing(import_):
    before = everything()
    assert import_("--dry-run", **GOOD) == ""
    assert everything() == before
    import_()
    assert Stay.objects.count() == 2


def test_a_dry_run_names_the_same_faults(refused):
    assert refused("--dry-run", stays=STAYS.replace("ilasiaq", "ilasiak")) == refused(
        stays=STAYS.replace("ilasiaq", "ilasiak")
    )


# Where children live


@pytest.mark.rule("UNIT-2")
def test_leaving_and_arriving_on_one_date_share_the_place(import_, house):
    unit = make_unit("lille", places=1)
    periods = ["PA,A,956,2025-02-10,2025-03-05", "PB,B,957,2025-03-05,"]
    placements = more("placement,child,municipality,arrived,discharged\n", *periods)
    stays = "placement,unit,from,to\nPB,lille,2025-03-05,\nPA,lille,2025-02-10,2025-03-05\n"
    import_(children=CHILDREN, placements=placements, stays=stays)
    assert {stay.place for stay in Stay.objects.all()} == {unit.places.get()}


@pytest.mark.rule("UNIT-2")
def test_more_children_than_places_names_the_one_for_whom_there_is_none(refused, house):
    unit = make_unit("lille", places=1)
    faults = refused(stays="placement,unit,from,to\nPB,lille,2025-03-05,2025-03-20\nPA,lille,2025-03-19,\n")
    assert faults == [
        "stays.csv:3: unit: More children than places: the only place is taken on 2025-03-19 or later."
    ]
    assert unit.places.count() == 1


def test_children_who_are_already_there_hold_their_places(refused, house):
    unit = make_unit("lille", places=2)
    make_placement(unit, arrived=date(2025, 2, 1))
    stays = "placement,unit,from,to\nPA,lille,2025-02-10,\nPB,lille,2025-03-05,2025-03-20\n"
    assert refused(stays=stays) == [
        "stays.csv:3: unit: More children than places: all 2 are taken on 2025-03-05 or later."
    ]


def test_a_stay_fits_between_two_children_who_are_already_there(import_, house):
    unit = make_unit("lille", places=1)
    make_placement(unit, arrived=date(2025, 1, 1), discharged=date(2025, 3, 5))
    make_placement(unit, arrived=date(2025, 3, 20))
    placements = "placement,child,municipality,arrived,discharged\nPB,B,957,2025-03-05,2025-03-20\n"
    import_(
        children=CHILDREN,
        placements=placements,
        stays="placement,unit,from,to\nPB,lille,2025-03-05,2025-03-20\n",
    )
    assert Stay.objects.get(placement__reference="PB").place == unit.places.get()


def test_emergency_places_are_filled_last_and_only_while_they_are_open(import_, refused, house):
    unit = make_unit("lille", places=1)
    extra = make_place(
        unit, opens=date(2025, 3, 1), closes=date(2025, 4, 1), emergency=True, reason="Fuldt hus."
    )
    stays = "placement,unit,from,to\nPA,lille,2025-02-10,\nPB,lille,2025-03-05,2025-03-20\n"
    assert (
        "More children"
        in refused(stays=stays.replace("03-20", "04-02"), placements=PLACEMENTS.replace("03-20", "04-02"))[0]
    )
    import_(**{**GOOD, "stays": stays})
    assert Stay.objects.get(placement__reference="PB").place == extra


def test_a_unit_without_places_takes_nobody(refused):
    make_unit("aili")
    assert refused(stays=STAYS.replace("ilasiaq", "aili")) == ["stays.csv:3: unit: This unit has no places."]


def test_a_place_that_was_not_open_yet(refused):
    unit = make_unit("ny")
    make_place(unit, opens=date(2026, 1, 1))
    assert refused(stays=STAYS.replace("ilasiaq", "ny")) == [
        "stays.csv:3: unit: No place of this unit is open from 2025-03-05."
    ]


def test_a_child_keeps_its_place_over_two_stays_in_a_row(import_, house):
    stays = more("placement,unit,from,to\n", *("PA,allu,2025-02-10,2025-05-01", "PA,allu,2025-05-01,"))
    import_(children=CHILDREN, placements=PLACEMENTS, stays=stays)
    assert len({stay.place for stay in Stay.objects.all()}) == 1


def test_a_day_of_two_moves_belongs_to_the_last_unit(import_, house):
    rows = ["PA,maelkeboetten,2025-02-10,", "PA,allu,2025-02-10,2025-02-10"]
    import_(children=CHILDREN, placements=PLACEMENTS, stays=more("placement,unit,from,to\n", *rows))
    assert [s.place.unit.slug for s in Stay.objects.order_by("begins", "pk")] == ["allu", "maelkeboetten"]


# What is refused, with its place: file, text to replace, replacement, expected lines

LONG = "x" * 201
FAULTS = {
    "no children at all": (
        "children",
        CHILDREN,
        "",
        ["children.csv:1: child:", "children.csv:1: municipality:"],
    ),
    "column missing": ("children", "born", "birth", ["children.csv:1: born: This column is missing."]),
    "column unknown": (
        "children",
        "cpr,",
        "cpr_no,",
        ["children.csv:1: cpr_no: Fnug does not know this column."],
    ),
    "column twice": ("stays", "from,to", "from,from", ["stays.csv:1: from: This column is there twice."]),
    "semicolons": (
        "stays",
        STAYS,
        STAYS.replace(",", ";"),
        ["stays.csv:1: file: The columns are separated by semi"],
    ),
    "cell too many": (
        "children",
        "Anori,",
        "Anori, Ane,",
        ["children.csv:2: row: This row has 6 cells instead of 5."],
    ),
    "cell too few": (
        "stays",
        "PA,maelkeboetten,",
        "PA,",
        ["stays.csv:2: row: This row has 3 cells instead of 4."],
    ),
    "quote left open": ("children", "Prøvebarn Birk", '"Prøvebarn', ["children.csv:3: row: From here on"]),
    "quote inside": ("children", "Prøvebarn Anori", '"Prøve"barn', ["children.csv:2: row: From here on"]),
    "no reference": ("children", "A,Pr", ",Pr", ["children.csv:2: child: This must be filled in."]),
    "no name": ("children", "Prøvebarn Anori", " ", ["children.csv:2: name: This must be filled in."]),
    "name too long": (
        "children",
        "Prøvebarn Anori",
        LONG,
        ["children.csv:2: name: This has 201 letters; 200"],
    ),
    "reference too long": ("children", "A,", LONG + ",", ["children.csv:2: child: This has 201 letters; 40"]),
    "control character": ("children", "Anori", "Ano\x00ri", ["children.csv:2: name: There are invisible"]),
    "cpr of nine digits": (
        "children",
        "Anori,,",
        "Anori,10518-5002,",
        ["children.csv:2: cpr: A CPR number has ten"],
    ),
    "cpr that is no date": (
        "children",
        "Anori,,",
        "Anori,310218-5002,",
        ["children.csv:2: cpr: The first six"],
    ),
    "cpr against born": (
        "children",
        "Anori,,",
        "Anori,150318-5002,",
        ["children.csv:2: cpr: This CPR number belongs"],
    ),
    "danish date": (
        "children",
        "2018-05-01",
        "01.05.2018",
        ["children.csv:2: born: This must be a date such as"],
    ),
    "date without dashes": (
        "children",
        "2018-05-01",
        "20180501",
        ["children.csv:2: born: This must be a date"],
    ),
    "date that is none": (
        "children",
        "2018-05-01",
        "2018-02-30",
        ["children.csv:2: born: This date does not exist."],
    ),
    "date long ago": ("children", "2018-05-01", "0018-05-01", ["children.csv:2: born: This must be a date"]),
    "born tomorrow": (
        "children",
        "2018-05-01",
        "2026-03-18",
        ["children.csv:2: born: This date is still to come."],
    ),
    "unknown municipality": (
        "children",
        "01,956",
        "01,999",
        ["children.csv:2: municipality: There is no such"],
    ),
    "child twice": ("children", "B,", "A,", ["children.csv:3: child: This is already on line 2."]),
    "placement twice": (
        "placements",
        "PB,",
        "PA,",
        ["placements.csv:3: placement: This is already on line 2."],
    ),
    "unknown child": ("placements", "PA,A", "PA,Å", ["placements.csv:2: child: There is no child with this"]),
    "placing municipality": (
        "placements",
        "A,956",
        "A,",
        ["placements.csv:2: municipality: This must be filled"],
    ),
    "before birth": (
        "placements",
        "2025-02-10",
        "2018-04-30",
        ["placements.csv:2: arrived: This is before the"],
    ),
    "discharge first": (
        "placements",
        "2025-03-20",
        "2025-03-04",
        ["placements.csv:3: discharged: The discharge lies"],
    ),
    "discharge to come": (
        "placements",
        "2025-03-20",
        "2026-03-18",
        ["placements.csv:3: discharged: This date is"],
    ),
    "unknown placement": ("stays", "PB,", "PC,", ["stays.csv:3: placement: There is no placement with this"]),
    "unknown unit": (
        "stays",
        "ilasiaq",
        "Ilasiaq",
        ["stays.csv:3: unit: There is no such unit. Fnug knows allu, il"],
    ),
    "stay backwards": ("stays", "2025-03-20", "2025-03-04", ["stays.csv:3: to: This is too early"]),
    "stay too early": ("stays", "2025-02-10", "2025-02-09", ["stays.csv:2: from: This day lies outside"]),
    "stay after leaving": ("stays", "2025-03-05", "2025-03-21", ["stays.csv:3: from:", "stays.csv:3: to:"]),
    "stay too long": (
        "stays",
        "2025-03-20",
        "2025-03-21",
        ["stays.csv:3: to: The placement ends on 2025-03-20"],
    ),
    "stay without end": ("stays", "2025-03-20", "", ["stays.csv:3: to: The placement ends on 2025-03-20"]),
    "stay twice": (
        "stays",
        STAYS,
        STAYS + "PA,allu,2025-03-01,\n",
        ["stays.csv:4: from: The child's stay on line 2"],
    ),
    "kind": (
        "absences",
        "holiday",
        "ferie",
        ["absences.csv:2: kind: There is no such kind of absence. "],
    ),
    "absence of no day": ("absences", "07-15", "07-01", ["absences.csv:2: to: This is too early"]),
    "absence without end": ("absences", "2025-07-15", "", ["absences.csv:2: to: This must be filled in."]),
    "absence before": (
        "absences",
        "2025-07-01",
        "2025-02-01",
        ["absences.csv:2: from: This day lies outside"],
    ),
    "absence elsewhere": ("absences", "PA,", "PC,", ["absences.csv:2: placement: There is no placement"]),
    "percent": (
        "absences",
        ",50",
        ",101",
        ["absences.csv:2: charge_percent: This must be a whole number from 0 to"],
    ),
    "half a percent": (
        "absences",
        ",50",
        ",0.5",
        ["absences.csv:2: charge_percent: This must be a whole number"],
    ),
    "no percent": ("absences", ",50", ",-1", ["absences.csv:2: charge_percent: This must be a whole number"]),
}


# Here rows of other files are wrong too, as they refer to what this row should have been.
ECHOING = {
    "no reference", "reference too long", "child twice", "placement twice", "born tomorrow",
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_has_its_file_line_and_column(refused, case):
    file, old, new, expected = FAULTS[case]
    assert old in GOOD[file]
    faults = refused(**{file: GOOD[file].replace(old, new, 1)})
    for start in expected:
        assert any(line.startswith(start) for line in faults), faults
    if case not in ECHOING:
        assert {line.split(":")[0] for line in faults} == {f"{file}.csv"}, faults


def columns_of_placements(rows):
    columns = "placement,child,municipality,caseworker_email,arrived,discharged,decision_date,ladder_level"
    return more(f"{columns}\n", *rows)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("PA,A,956,ingen-mail,2025-02-10,,,", "caseworker_email"),
        ("PA,A,956,,2025-02-10,,2026-03-18,", "decision_date"),
        ("PA,A,956,,2025-02-10,,,0", "ladder_level"),
        ("PA,A,956,,2025-02-10,,,6", "ladder_level"),
        ("PA,A,956,,2025-02-10,,,V", "ladder_level"),
    ],
)
def test_the_optional_columns_of_a_placement(refused, row, column):
    placements = columns_of_placements([row, "PB,B,957,,2025-03-05,2025-03-20,,"])
    [fault] = refused(placements=placements)
    assert fault.startswith(f"placements.csv:2: {column}: ")


def test_all_faults_come_at_once_in_the_order_of_the_files(refused):
    faults = refused(
        children=CHILDREN.replace("2018-05-01", "x").replace("957", "1"),
        placements=PLACEMENTS.replace("A,956", "A,5"),
        stays=STAYS.replace("ilasiaq", "x").replace("maelkeboetten", "y"),
        absences=ABSENCES.replace("holiday", "z"),
    )
    assert [line.rsplit(": ", 1)[0] for line in faults] == [
        "children.csv:2: born",
        "children.csv:3: municipality",
        "placements.csv:2: municipality",
        "stays.csv:2: unit",
        "stays.csv:3: unit",
        "absences.csv:2: kind",
    ]


def test_the_line_is_the_one_on_which_the_record_begins(refused):
    rows = ['A,"Prøve\nbarn\nA",,2018-05-01,956', "", 'B,"Prøve\nbarn",,i går,957']
    faults = refused(children=more("child,name,cpr,born,municipality\n", *rows))
    assert [line.split(":")[1] for line in faults] == ["6"]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("latin-1", "Windows-1252"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_a_file_in_another_encoding_is_named_and_refused_whole(refused, encoding, named):
    [fault] = refused(children=CHILDREN.encode(encoding))
    assert fault.startswith(f"children.csv:1: file: This file is not UTF-8 but seems to be {named}.")


@pytest.mark.parametrize("name", ["visits", "services"])
def test_files_of_later_steps_are_refused_and_not_skipped(refused, name):
    assert refused(**{name: "x\n"}) == [f"{name}.csv:1: file: This file is not yet supported."]


def test_files_that_nobody_knows_are_named(refused, tmp_path):
    (tmp_path / "Children.xlsx").write_bytes(b"PK")
    (tmp_path / "gammelt").mkdir()
    assert refused() == [
        "Children.xlsx:1: file: Fnug does not know a file of this name.",
        "gammelt:1: file: Fnug does not know a file of this name.",
    ]


def test_children_csv_must_be_there(refused, tmp_path, house):
    before = everything()
    (tmp_path / "placements.csv").write_text(PLACEMENTS)
    with translation.override("en"), pytest.raises(SystemExit):
        call_command("import_records", tmp_path)
    assert everything() == before


def test_children_csv_that_is_a_folder(house, tmp_path, capsys):
    (tmp_path / "children.csv").mkdir()
    with translation.override("en"), pytest.raises(SystemExit):
        call_command("import_records", tmp_path)
    assert capsys.readouterr().err.startswith("children.csv:1: file: This file cannot be read")


def test_a_folder_that_is_none(db, tmp_path):
    with translation.override("en"), pytest.raises(CommandError, match="is no folder"):
        call_command("import_records", tmp_path / "nothing")


def test_one_cpr_number_twice(refused):
    rows = ["A,Prøve A,150318-5002,2018-03-15,956", "B,Prøve B,1503185002,2018-03-15,957"]
    faults = refused(children=more("child,name,cpr,born,municipality\n", *rows))
    assert faults == ["children.csv:3: cpr: This is already on line 2."]


@pytest.mark.rule("PLC-15")
def test_a_cpr_number_or_reference_that_is_already_in_the_database(refused, house):
    make_child(reference="A", cpr="1503185002", born=date(2018, 3, 15))
    make_placement(house.allu, reference="PB")
    rows = ["A,Prøve A,,2018-05-01,956", "B,Prøve B,150318-5002,2018-03-15,957"]
    assert refused(children=more("child,name,cpr,born,municipality\n", *rows)) == [
        "children.csv:2: child: This is already in Fnug.",
        "children.csv:3: cpr: This is already in Fnug.",
        "placements.csv:3: placement: This is already in Fnug.",
    ]


def test_importing_the_same_folder_twice(import_, refused):
    import_(**GOOD)
    assert {line.split(": ", 2)[2] for line in refused()} == {"This is already in Fnug."}


def placements_of_one_child(*periods):
    rows = [f"P{number},A,956,{period}" for number, period in enumerate(periods)]
    return {
        "placements": more("placement,child,municipality,arrived,discharged\n", *rows),
        "stays": "placement,unit,from,to\n",
        "absences": "placement,from,to,kind\n",
    }


@pytest.mark.parametrize(
    "periods",
    [
        ("2025-01-01,2025-02-01", "2025-01-31,2025-03-01"),
        ("2025-01-31,2025-03-01", "2025-01-01,2025-02-01"),
        ("2025-01-01,", "2025-02-01,2025-03-01"),
        ("2025-01-01,2025-03-01", "2025-02-01,2025-02-01"),
    ],
)
def test_two_placements_of_a_child_at_once(refused, periods):
    [fault] = refused(**placements_of_one_child(*periods))
    assert "overlaps this one" in fault


@pytest.mark.rule("PLC-15")
@pytest.mark.parametrize(
    "periods",
    [
        ("2025-01-01,2025-02-01", "2025-02-01,2025-03-01"),
        ("2025-02-01,2025-03-01", "2025-01-01,2025-02-01"),
        ("2025-01-01,2025-01-01", "2025-01-01,2025-02-01"),
        ("2025-01-01,2025-01-01", "2025-01-01,2025-01-01"),
    ],
)
def test_a_child_returns(import_, periods):
    import_(children=CHILDREN, **placements_of_one_child(*periods))
    assert Child.objects.get(reference="A").placements.count() == 2


@pytest.mark.rule("PLC-14")
@pytest.mark.parametrize(
    ("born", "period", "column"),
    [
        ("2008-03-16", "2025-01-01,", "discharged"),
        ("2007-03-17", "2025-01-01,2025-03-18", "discharged"),
        ("2007-03-17", "2025-03-17,2025-03-17", "arrived"),
        ("2000-01-01", "2025-03-17,2025-03-20", "arrived"),
    ],
)
def test_a_placement_past_the_18th_birthday(refused, born, period, column):
    files = placements_of_one_child(period)
    [fault] = refused(children=CHILDREN.replace("2018-05-01", born), **files)
    assert fault.startswith(f"placements.csv:2: {column}: A placement ends on the child's 18th birthday")


@pytest.mark.rule("PLC-14")
@pytest.mark.parametrize(
    ("born", "period"),
    [
        ("2008-03-17", "2025-01-01,"),
        ("2007-03-17", "2025-01-01,2025-03-17"),
        ("2007-03-17", "2025-03-16,2025-03-16"),
    ],
)
def test_a_placement_up_to_the_18th_birthday(import_, born, period):
    import_(children=CHILDREN.replace("2018-05-01", born), **placements_of_one_child(period))
    assert Placement.objects.count() == 1


def test_a_single_day_twice(refused):
    files = placements_of_one_child("2025-03-12,2025-03-12")
    files["stays"] = "placement,unit,from,to\nP0,allu,2025-03-12,2025-03-12\nP0,allu,2025-03-12,2025-03-12\n"
    assert refused(**files) == ["stays.csv:3: from: This is already on line 2."]


def test_a_single_day_in_another_unit_during_a_stay(refused):
    files = placements_of_one_child("2025-03-01,")
    files["stays"] = "placement,unit,from,to\nP0,allu,2025-03-01,\nP0,ilasiaq,2025-03-12,2025-03-12\n"
    assert refused(**files) == ["stays.csv:3: from: The child's stay on line 2 overlaps this one."]


def test_two_absences_at_once(refused):
    absences = more(ABSENCES, "PA,2025-07-14,2025-07-20,home,")
    assert refused(absences=absences) == [
        "absences.csv:3: from: The child's absence on line 2 overlaps this one."
    ]


def test_an_absence_after_the_discharge(refused):
    [fault] = refused(absences=more(ABSENCES, "PB,2025-03-10,2025-03-21,home,"))
    assert fault.startswith("absences.csv:3: to: The placement ends on 2025-03-20")


def test_a_file_that_breaks_off_is_not_blamed_for_what_refers_to_it(refused):
    faults = refused(children=CHILDREN.replace("B,Prøve", 'B,"Prøve'))
    assert [line.split(" ")[0] for line in faults] == ["children.csv:3:"]


def test_no_fault_repeats_a_name_or_a_number(refused):
    children = more(
        "child,name,cpr,born,municipality\n",
        "A,Prøvebarn Hemmelig,150318-5009,2018-03-15,Hemmeligby",
        "A,Prøvebarn Hemmelig,150318-5009,2017-03-15,Hemmeligby",
    )
    printed = "\n".join(refused(children=children))
    assert "Hemmelig" not in printed and "150318" not in printed


def test_somebody_takes_the_place_while_the_import_runs(import_, monkeypatch, house, capsys):
    """The checks saw a free place; the database has the last word, and says it in a sentence."""
    from config.management.commands import import_records

    def known(**facts):
        found = original(**facts)
        make_placement(place=house.maelkeboetten.places.order_by("pk").first())
        return found

    original = import_records.known
    monkeypatch.setattr(import_records, "known", known)
    with pytest.raises(SystemExit):
        import_(**GOOD)
    assert capsys.readouterr().err.startswith("children.csv:1: file: That place was taken by another")
    assert not Child.objects.filter(reference__in="AB").exists()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow_with_the_rows(house, municipality, tmp_path, queries, number):
    write_many(tmp_path, number)
    with queries(15):
        call_command("import_records", tmp_path, stdout=io.StringIO())
    assert Stay.objects.count() == number


def write_many(folder, number):
    """Twenty children a day, each for one night."""
    days = [date(2014, 1, 1) + timedelta(days=n // 20) for n in range(number)]
    spans = [f"{day},{day + timedelta(days=1)}" for day in days]
    texts = {
        "children": ("child,name,cpr,born,municipality", "B{n},Prøvebarn {n},,2010-01-01,956"),
        "placements": ("placement,child,municipality,arrived,discharged", "P{n},B{n},956,{span}"),
        "stays": ("placement,unit,from,to", "P{n},{unit},{span}"),
        "absences": ("placement,from,to,kind", "P{n},{span},home"),
    }
    units = ["maelkeboetten", "ilasiaq", "allu"]
    for name, (columns, row) in texts.items():
        rows = [row.format(n=n, span=span, unit=units[n % 3]) for n, span in enumerate(spans)]
        (folder / f"{name}.csv").write_text(more(f"{columns}\n", *rows))


@pytest.mark.proof
@pytest.mark.clock
def test_five_thousand_placements_in_one_go(house, municipality, tmp_path):
    write_many(tmp_path, 5000)
    began = monotonic()
    call_command("import_records", tmp_path, stdout=io.StringIO())
    assert Stay.objects.count() == 5000
    assert monotonic() - began < 20


def test_a_person_who_may_no_longer_sign_in_is_no_caseworker(import_, municipality):
    left = make_user("caseworker", municipality=municipality, is_active=False)
    columns = "placement,child,municipality,caseworker_email,arrived\n"
    import_(children=CHILDREN, placements=more(columns, f"PA,A,956,{left.email},2025-02-10"))
    assert Placement.objects.get().caseworker is None
