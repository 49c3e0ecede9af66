import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import gettext as _

from billing.line_file import plain, safe
from billing.models import Invoice, Price, PriceList
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "valid_from,valid_to,item,price\n"
LIST_2027 = HEADER + "2027-01-01,2027-12-31,day_rate,3950.00\n2027-01-01,2027-12-31,therapy,1250.5\n"


def run(command, *args):
    out, err = StringIO(), StringIO()
    call_command(command, *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def prices(db):
    return factories.make_price_list()


def rows(text):
    return list(csv.DictReader(StringIO(text)))


# invoice_run


def test_the_clean_file_is_on_one_stream_and_what_is_missing_on_the_other(placement, prices):
    out, err = run("invoice_run", "2026-02", "--format", "csv")
    (row,) = rows(out)
    assert (row["placement"], row["child"]) == (placement.reference, placement.child.reference)
    assert "Kommuneqarfik Sermersooq" in err


@pytest.mark.rule("BIL-9")
def test_a_missing_address_stops_nothing(placement, prices):
    out, err = run("invoice_run", "2026-02", "--issue", "--format", "csv")
    assert rows(out)[0]["invoice"] == "1"
    assert err


def test_issue_prints_the_invoices_whoever_issued_them(placement, prices, units, administration):
    from billing.services import issue_month
    from core.periods import Month

    issue_month(month=Month(2026, 2), by=administration, at=factories.NOW, dated=factories.TODAY)
    factories.make_placement(units.allu, municipality=placement.municipality)
    out, _told = run("invoice_run", "2026-02", "--issue", "--format", "csv")
    assert [row["placement"] for row in rows(out)] == [placement.reference]
    assert Invoice.objects.count() == 1


def test_fnug_itself_issues(placement, prices):
    run("invoice_run", "2026-02", "--issue")
    assert Invoice.objects.get().issued_by == factories.machine()


@pytest.mark.parametrize("month", ["2025-3", "2025-13", "2025", "marts", "2025-03-01", ""])
def test_what_is_no_month_is_named(month):
    with pytest.raises(CommandError, match="2025-03"):
        run("invoice_run", month)


def test_a_month_that_runs_is_previewed_and_not_issued(placement, prices):
    assert rows(run("invoice_run", "2026-03", "--format", "csv")[0])[0]["to"] == "2026-03-31"
    forecast = _("A forecast: the month has not ended.")
    assert forecast in run("invoice_run", "2026-03")[0]
    assert forecast not in run("invoice_run", "2026-02")[0]
    with pytest.raises(CommandError, match="01.04.2026"):
        run("invoice_run", "2026-03", "--issue")
    assert not Invoice.objects.exists()


@pytest.mark.rule("BIL-1")
def test_days_before_the_first_price_list_are_refused(placement):
    with pytest.raises(CommandError, match="01.02.2026"):
        run("invoice_run", "2026-02", "--format", "csv")


def test_a_month_without_days_has_a_header_only(prices):
    assert rows(run("invoice_run", "2024-02", "--format", "csv")[0]) == []
    assert run("invoice_run", "2024-02", "--issue")[0].strip()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r\n@"])
def test_no_cell_is_a_formula(units, prices, municipality, first):
    child = factories.make_child(reference=f"{first}HYPERLINK()")
    factories.make_placement(units.allu, child=child, municipality=municipality, reference=f"{first}1+1")
    (row,) = rows(run("invoice_run", "2026-02", "--format", "csv")[0])
    first = first.strip()
    assert (row["placement"], row["child"]) == (f"'{first}1+1", f"'{first}HYPERLINK()")
    assert safe("1-2") == "1-2"


@pytest.mark.parametrize(
    ("quantity", "text"), [(31, "31"), (30, "30"), (Decimal("2.50"), "2.5"), (Decimal("10.00"), "10")]
)
def test_quantities_are_plain(quantity, text):
    assert plain(quantity) == text


@pytest.mark.rule("BIL-3")
def test_a_reduced_absence_at_nothing_is_still_a_line(placement, prices):
    factories.make_absence(placement, date(2026, 2, 10), date(2026, 2, 12), charge_percent=0)
    found = rows(run("invoice_run", "2026-02", "--format", "csv")[0])
    assert [(r["from"], r["to"], r["quantity"], r["unit_price"], r["amount"]) for r in found] == [
        ("2026-02-01", "2026-02-09", "9", "3800.00", "34200.00"),
        ("2026-02-10", "2026-02-11", "2", "0.00", "0.00"),
        ("2026-02-12", "2026-02-28", "17", "3800.00", "64600.00"),
    ]


# invoice_export


def test_an_invoice_is_written_as_pdf(placement, prices, tmp_path):
    run("invoice_run", "2026-02", "--issue")
    run("invoice_export", "1", "--pdf", str(tmp_path / "1.pdf"))
    first = (tmp_path / "1.pdf").read_bytes()
    assert first.startswith(b"%PDF-")
    run("invoice_export", "1", "--pdf", str(tmp_path / "again.pdf"))
    assert (tmp_path / "again.pdf").read_bytes() == first


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["1", "--pdf", "{}/1.pdf"], "1"),
        (["1"], "--pdf"),
        (["1", "--xml", "{}/1.xml"], "OIOUBL"),
        (["1", "--pdf", "{}/1.pdf", "--xml", "{}/1.xml"], "OIOUBL"),
    ],
)
def test_what_cannot_be_exported_is_said(tmp_path, args, words):
    with pytest.raises(CommandError, match=words):
        run("invoice_export", *(arg.format(tmp_path) for arg in args))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_said(placement, prices, tmp_path):
    run("invoice_run", "2026-02", "--issue")
    with pytest.raises(CommandError, match="no-such"):
        run("invoice_export", "1", "--pdf", str(tmp_path / "no-such" / "1.pdf"))


# load_prices


def load(tmp_path, content):
    file = tmp_path / "prices.csv"
    file.write_text(content)
    return run("load_prices", str(file))


def faults(tmp_path, content):
    """Place and column of each; nothing is loaded."""
    before, err = PriceList.objects.count(), StringIO()
    file = tmp_path / "prices.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SystemExit) as ended:
        call_command("load_prices", str(file), stderr=err)
    assert ended.value.code == 1
    assert PriceList.objects.count() == before
    return [line.split(": ")[:2] for line in err.getvalue().splitlines()]


@pytest.mark.rule("BIL-1")
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_list_is_loaded_and_counts_as_the_one_before_it(tmp_path, start):
    factories.make_price_list(absence_percent=75, count_departure_day=True, hour_step_minutes=30)
    load(tmp_path, start + LIST_2027)
    added = PriceList.objects.get(valid_from=date(2027, 1, 1))
    assert (added.valid_to, added.absence_percent, added.count_departure_day) == (
        date(2027, 12, 31),
        75,
        True,
    )
    assert added.hour_step_minutes == 30
    assert list(added.prices.values_list("item", "amount")) == [
        ("day_rate", Decimal("3950.00")),
        ("therapy", Decimal("1250.50")),
    ]


@pytest.mark.rule("BIL-1")
def test_an_overlap_is_refused(tmp_path):
    factories.make_price_list(date(2025, 1, 1), date(2027, 1, 1))
    assert faults(tmp_path, LIST_2027) == [["prices.csv:1", "file"]]


def test_the_same_file_twice_is_refused(tmp_path):
    load(tmp_path, LIST_2027)
    assert faults(tmp_path, LIST_2027) == [["prices.csv:1", "file"]]
    assert Price.objects.count() == 2


def test_every_fault_is_named_at_once(tmp_path):
    content = HEADER + (
        "2027-01-01,2027-12-31,day_rate,3950.00\n"
        "2027-02-30,2027-12-31,bananas,3950.00\n"
        "2027-01-01,31.12.2027,therapy,1.250\n"
        "2027-01-01,2027-12-31,therapy,-1\n"
        "2027-01-01,2027-12-31,day_rate,1e3\n"
    )
    assert faults(tmp_path, content) == [
        ["prices.csv:3", "valid_from"],
        ["prices.csv:3", "item"],
        ["prices.csv:4", "valid_to"],
        ["prices.csv:4", "price"],
        ["prices.csv:5", "item"],
        ["prices.csv:5", "price"],
        ["prices.csv:6", "item"],
        ["prices.csv:6", "price"],
    ]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (HEADER, "1: item"),
        (HEADER + "2027-01-01,2027-12-31,therapy,1200\n", "1: item"),
        (HEADER + "2027-01-01,2027-12-31,rate_difference,1\n", "2: item"),
        (HEADER + "2027-01-01,2027-12-31,day_rate\n", "2: row"),
        (HEADER + "2027-01-01,2027-12-31,,1\n", "2: item"),
        (HEADER + "2027-01-01,2026-12-31,day_rate,1\n", "2: valid_to"),
        (LIST_2027 + "2028-01-01,2028-12-31,supervision_group,1\n", "4: valid_from"),
        (HEADER + "2027-01-01,2027-12-31,day_rate,NaN\n", "2: price"),
        (HEADER + "2027-01-01,2027-12-31,day_rate,99999999999\n", "2: price"),
        (LIST_2027.encode("utf-16"), "1: file"),
        (HEADER.encode() + b"2027-01-01,2027-12-31,day_rate,\xe6\n", "1: file"),
    ],
)
def test_a_file_that_is_no_list_is_named_and_refused(tmp_path, content, place):
    assert faults(tmp_path, content) == [f"prices.csv:{place}".split(": ")]


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("load_prices", str(tmp_path / "no-such.csv"))
    assert capsys.readouterr().err.startswith("no-such.csv:1: file: ")
