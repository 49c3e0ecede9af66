"""diary.csv: texts of spreadsheets become entries of the right unit and author, or a sentence says why not."""

import io
from datetime import UTC, datetime
from time import monotonic

import pytest
from django.core.management import call_command
from django.utils import translation

from journal.models import Entry
from placements.models import Child
from tests.factories import NUUK, make_user

pytestmark = pytest.mark.rule("JRN-1")
HEAD = "child,happened,author_email,text,category\n"
FILES = {
    "children": "child,name,cpr,born,municipality\n"
    "A,Anori Prøvebarn,,2018-05-01,956\nB,Birk Prøvebarn,,2017-01-01,957\nC,Cecilie Prøvebarn,,2017-01-01,957\n",
    "placements": "placement,child,municipality,arrived,discharged\n"
    "PA,A,956,2024-02-10,\nPB,B,957,2024-03-05,2025-03-20\nPC,C,957,2024-03-05,\n",
    "stays": "placement,unit,from,to\n"
    "PA,maelkeboetten,2024-02-10,2025-03-17\nPA,ilasiaq,2025-03-17,\n"
    "PB,maelkeboetten,2024-03-05,2025-03-20\nPC,allu,2024-03-05,\n",
}


@pytest.fixture
def import_(units, municipality, other_municipality, tmp_path):
    """Imports the folder with these lines of the diary; gives what the command said."""

    def run(*lines, head=HEAD, **files):
        for name, text in {**FILES, "diary": head + "".join(f"{line}\n" for line in lines), **files}.items():
            (tmp_path / f"{name}.csv").write_text(text)
        said = io.StringIO()
        with translation.override("en"):
            call_command("import_records", tmp_path, stdout=said)
        return said.getvalue()

    return run


@pytest.fixture
def refused(import_, capsys):
    def run(*lines, **files):
        with pytest.raises(SystemExit):
            import_(*lines, **files)
        assert not Entry.objects.exists() and not Child.objects.exists()
        return capsys.readouterr().err.splitlines()

    return run


def test_every_column_arrives(import_, units):
    pia = make_user(email="pia@centret.test")
    said = import_(
        "A,2025-03-16T10:05,Pia@centret.test,Sov godt.,sleep",
        'A,2025-03-17T08:00,borte@centret.test,"Første linje.\r\n\tAnden 🙂 linje, =1+1",',
    )
    assert "Diary: 2 entries." in said
    first, second = Entry.objects.order_by("happened_at").select_related("child", "unit")
    happened = datetime(2025, 3, 16, 10, 5, tzinfo=NUUK)
    assert (first.child.reference, first.happened_at, first.text) == ("A", happened, "Sov godt.")
    assert (first.unit, first.author, first.author_name, first.category) == (
        units.maelkeboetten,
        pia,
        "",
        "sleep",
    )
    assert second.text == "Første linje.\n\tAnden 🙂 linje, =1+1"
    assert (second.unit, second.author, second.author_name) == (units.ilasiaq, None, "borte@centret.test")


@pytest.mark.rule("JRN-2")
def test_none_is_marked_late_and_none_can_be_corrected_as_if_it_were_new(import_):
    import_("A,2025-03-16T10:05,pia@centret.test,Sov godt.,")
    entry = Entry.objects.get()
    assert not entry.is_late and entry.current
    assert entry.written_at == entry.received_at == entry.happened_at


@pytest.mark.rule("JRN-3")
def test_names_of_those_who_lived_in_the_same_unit_that_day_are_shielded(import_):
    import_(
        "A,2025-03-16T10:00,p@c.test,Anori og Birk legede med Cecilie.,",
        "A,2025-03-18T10:00,p@c.test,Anori savner Birk.,",
    )
    anori, birk = Child.objects.filter(reference__in="AB").order_by("reference")
    assert list(Entry.objects.order_by("happened_at").values_list("text", flat=True)) == [
        f"⟦{anori.pk}|Anori⟧ og ⟦{birk.pk}|Birk⟧ legede med Cecilie.",
        f"⟦{anori.pk}|Anori⟧ savner Birk.",
    ]


def test_of_a_time_that_is_there_twice_the_first_is_taken(import_):
    import_("A,2025-10-25T23:30,p@c.test,Sov.,")
    assert Entry.objects.get().happened_at == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


TEXT = "p@c.test,Sov godt.,"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A,2025-03-29T23:30," + TEXT, "happened: This time does not exist: the clocks were put forward"),
        ("A,2025-02-30T10:00," + TEXT, "happened: This date does not exist."),
        ("A,2025-03-16 10:00," + TEXT, "happened: This must be a time such as 2025-03-17T10:00."),
        ("A,2025-03-16T24:00," + TEXT, "happened: This must be a time such as 2025-03-17T10:00."),
        ("A,2026-03-17T10:01," + TEXT, "happened: This time is still to come."),
        ("A,2024-02-09T10:00," + TEXT, "happened: The child lived in no unit on that day, says stays.csv."),
        ("B,2025-03-21T10:00," + TEXT, "happened: The child lived in no unit on that day, says stays.csv."),
        ("X,2025-03-16T10:00," + TEXT, "child: There is no child with this reference in children.csv."),
        ("A,2025-03-16T10:00,pia,Sov.,", "author_email: This is no e-mail address."),
        ("A,2025-03-16T10:00,p@c.test,,", "text: This must be filled in."),
        ("A,2025-03-16T10:00,p@c.test,Sov\x07,", "text: There are invisible characters in this cell."),
        (
            "A,2025-03-16T10:00,p@c.test," + "x" * 50001 + ",",
            "text: This has 50001 letters; 50000 is the most.",
        ),
        ("A,2025-03-16T10:00,p@c.test,Sov.,nap", "category: There is no such category. Fnug knows conflict,"),
    ],
)
def test_what_is_wrong_is_said(refused, line, fault):
    [said] = refused(line)
    assert said.startswith(f"diary.csv:2: {fault}"), said


def test_all_faults_are_said_at_once_and_in_order(refused):
    faults = refused(
        'A,2024-02-09T10:00,p@c.test,"To\nlinjer",', f"X,2025-03-16T10:00,{TEXT}nap", f"A,2025,{TEXT}"
    )
    assert [fault.split(": ")[:2] for fault in faults] == [
        ["diary.csv:2", "happened"],
        ["diary.csv:4", "child"],
        ["diary.csv:4", "category"],
        ["diary.csv:5", "happened"],
    ]


def test_the_last_day_and_the_category_left_out(import_):
    head = HEAD.replace(",category", "")
    said = import_("B,2025-03-20T09:00,p@c.test,Pakkede sin taske.", head=head)
    assert "Diary: 1 entry." in said and Entry.objects.get().category == ""


def test_stays_that_cannot_be_read_are_not_blamed_on_the_diary(refused):
    faults = refused(f"A,2025-03-16T10:00,{TEXT}", stays='placement,unit,from,to\nPA,"allu,2024-02-10,\n')
    assert faults and not any(fault.startswith("diary.csv") for fault in faults)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow_with_the_lines(import_, queries, number):
    lines = [f"A,2025-03-{day % 16 + 1:02}T10:{day:02},p@c.test,Birk kom forbi.," for day in range(number)]
    with queries(15):
        import_(*lines)
    assert Entry.objects.count() == number


@pytest.mark.proof
@pytest.mark.clock
def test_twenty_thousand_lines_in_seconds(import_):
    words = "p@c.test,Sov godt og legede med Birk hele dagen.,play"
    lines = [f"A,2024-{n % 9 + 4:02}-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02},{words}" for n in range(20000)]
    began = monotonic()
    import_(*lines)
    assert Entry.objects.count() == 20000
    assert monotonic() - began < 30
