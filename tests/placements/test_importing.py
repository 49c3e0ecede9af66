"""What nobody thought of: any bytes, any days, any number of children."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placements.importing.allotting import Place, allot
from placements.importing.checks import Known, check
from placements.importing.reading import Record, Sheet, decode, parse, read_folder
from placements.importing.rows import COLUMNS, LATER, REQUIRED, Stay
from placements.models import Absence, Child, Placement
from placements.models import Stay as StoredStay
from tests.factories import make_placement, make_unit

FORM = re.compile(r"[^:\n]+:[0-9]+: [^:\n]+: [^\n]+")
TODAY = date(2026, 3, 17)
quick = settings(max_examples=150, deadline=None)
with_database = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def known():
    places = {
        "allu": [
            Place(1, date(2000, 1, 1)),
            Place(2, date(2000, 1, 1), taken=[(date(2025, 1, 1), date.max)]),
        ],
        "aili": [],
    }
    return Known(TODAY, municipalities={"956": 1}, units=places, children=frozenset({"X"}))


# Cells that come close to being right, and some that do not.
days = st.dates(date(2024, 12, 25), date(2025, 1, 10)).map(str)
cells = st.one_of(
    days,
    st.sampled_from(
        ["A", "B", "X", "", "956", "allu", "aili", "holiday", "150318-5002", "2018-03-15", "100", "0"]
    ),
    st.sampled_from(['"', "=1+1", "x" * 300, "\x00", "a\nb", "﷽", "\u202e", "0001-01-01", "9999-12-31", "²"]),
    st.text(max_size=12),
)


def written(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


@st.composite
def sheets_of_cells(draw):
    """Each file with its columns, now and then others, and rows of any cells."""
    texts = {}
    for name, columns in COLUMNS.items():
        header = draw(
            st.one_of(st.just(list(columns)), st.permutations(list(columns)), st.lists(cells, max_size=6))
        )
        rows = draw(st.lists(st.lists(cells, min_size=len(header), max_size=len(header) + 1), max_size=5))
        texts[name] = written([header, *rows])
    return texts


@quick
@given(sheets_of_cells())
def test_whatever_stands_in_the_cells_is_answered_in_sentences(texts):
    faults = []
    sheets = {name: parse(name, text, COLUMNS[name], faults) for name, text in texts.items()}
    check(sheets, known(), faults)
    assert all(FORM.fullmatch(str(fault)) for fault in faults), faults


@quick
@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_they_are_read_or_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("import")
    for name in COLUMNS:
        (folder / name).write_bytes(content)
    faults = []
    sheets = read_folder(folder, COLUMNS, REQUIRED, LATER, faults)
    check(sheets, known(), faults)
    assert faults and all(FORM.fullmatch(str(fault)) for fault in faults)


@quick
@given(st.lists(st.lists(st.text('a\n\r", é', max_size=6), min_size=2, max_size=2), max_size=8))
def test_a_record_knows_the_line_on_which_it_begins(rows):
    """Counted in another way: in front of a record stand its line breaks."""
    texts = [written([row]) for row in rows]
    sheet = parse("x.csv", written([["a", "b"]]) + "".join(texts), {"a": True, "b": True}, [])
    lines, at = [], 2
    for row, text in zip(rows, texts, strict=True):
        if any(cell.strip() for cell in row):
            lines.append(at)
        at += len(re.findall("\r\n|\r|\n", text))
    assert [record.line for record in sheet.records] == lines


@given(st.text(max_size=50))
def test_utf8_is_read_with_and_without_its_mark(text):
    text = text.replace("\0", "").removeprefix("\ufeff")
    assert decode(text.encode()) == decode(b"\xef\xbb\xbf" + text.encode()) == text


# Places

nights = st.tuples(st.dates(date(2025, 1, 1), date(2025, 2, 15)), st.integers(0, 30) | st.none())


def stays_of(periods):
    for line, (begins, length) in enumerate(periods, 2):
        ends = None if length is None else begins + timedelta(days=length)
        yield Stay(Record("stays.csv", line, {}), "P", "allu", begins, ends, child=f"child {line}")


def share_a_night(one, other):
    return max(one[0], other[0]) < min(one[1], other[1])


def most_at_once(stays):
    """Counted night by night."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(100)]
    return max((sum(s.begins <= day < (s.ends or date.max) for s in stays) for day in days), default=0)


@pytest.mark.rule("UNIT-2")
@quick
@given(st.lists(nights, max_size=25), st.integers(1, 6))
def test_there_is_a_place_for_each_stay_exactly_when_there_are_enough(periods, count):
    stays = list(stays_of(periods))
    units = {"allu": [Place(pk, date(2000, 1, 1)) for pk in range(1, count + 1)]}
    places, faults = allot(stays, units)
    assert (not faults) == (most_at_once(stays) <= count)
    assert len(places) + len(faults) == len(stays)


@pytest.mark.rule("UNIT-2")
@quick
@given(st.lists(nights, max_size=15), st.lists(nights, max_size=6))
def test_a_place_holds_one_child_in_any_night(periods, before):
    taken = []
    for begins, length in sorted(before, key=str):
        period = (begins, begins + timedelta(days=length or 1))
        if not any(share_a_night(period, other) for other in taken):
            taken.append(period)
    opens, closes = date(2025, 1, 10), date(2025, 2, 10)
    units = {
        "allu": [Place(1, date(2000, 1, 1), taken=sorted(taken)), Place(2, opens, closes, emergency=True)]
    }
    stays = {stay.record.line: stay for stay in stays_of(periods)}
    places, _faults = allot(stays.values(), units)
    held = {1: list(taken), 2: []}
    for line, place in places.items():
        period = (stays[line].begins, stays[line].ends or date.max)
        if place == 2:
            assert opens <= period[0] < closes and period[1] <= closes
        if period[0] != period[1]:
            assert not any(share_a_night(period, other) for other in held[place])
            held[place].append(period)


# The checks and the database agree

small_days = st.integers(0, 6).map(lambda n: str(date(2025, 3, 1) + timedelta(days=n)))
maybe = st.one_of(small_days, st.just(""))


@st.composite
def small_house(draw):
    """Two children, a few placements, stays and absences within one week: most of it contradicts itself."""
    placements = draw(st.lists(st.tuples(st.sampled_from("AB"), small_days, maybe), min_size=1, max_size=3))
    numbers = st.sampled_from([f"P{n}" for n in range(len(placements))])
    units = st.sampled_from(["one", "two"])
    stays = draw(st.lists(st.tuples(numbers, units, small_days, maybe), max_size=4))
    absences = draw(st.lists(st.tuples(numbers, small_days, small_days, st.just("home")), max_size=2))
    rows = [(f"P{n}", child, "956", *period) for n, (child, *period) in enumerate(placements)]
    return {
        "children.csv": "child,name,born,municipality\nA,Prøve A,2018-01-01,956\nB,Prøve B,2018-01-01,956\n",
        "placements.csv": "placement,child,municipality,arrived,discharged\n" + written(rows),
        "stays.csv": "placement,unit,from,to\n" + written(stays),
        "absences.csv": "placement,from,to,kind\n" + written(absences),
    }


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Child, Placement, StoredStay, Absence)]


@pytest.mark.rule("UNIT-2")
def test_what_the_checks_find_sound_the_database_takes(db, municipality, tmp_path, capsys):
    """A fault of the whole import would mean that the database knew better than the checks."""
    one = make_unit("one", places=1)
    make_unit("two", places=2)
    make_placement(one, arrived=date(2025, 3, 3), discharged=date(2025, 3, 5))
    before = everything()
    outcomes = {True: 0, False: 0}

    @with_database
    @given(small_house())
    def import_it(texts):
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        with transaction.atomic():
            outcomes[_imported(tmp_path, capsys, before)] += 1
            transaction.set_rollback(True)

    import_it()
    assert all(outcomes.values()), outcomes


def _imported(folder, capsys, before):
    try:
        call_command("import_records", folder)
    except SystemExit as ended:
        faults = capsys.readouterr().err.splitlines()
        assert ended.code == 1 and all(FORM.fullmatch(fault) for fault in faults)
        assert not any(": file: " in fault for fault in faults), faults
        assert everything() == before
        return False
    return True


def test_an_empty_folder_is_checked_without_a_word_too_many(tmp_path):
    faults = []
    sheets = read_folder(tmp_path, COLUMNS, REQUIRED, LATER, faults)
    assert set(sheets) == set(COLUMNS) and all(isinstance(sheet, Sheet) for sheet in sheets.values())
    check(sheets, known(), faults)
    assert [str(fault)[:22] for fault in faults] == ["children.csv:1: file: "]
