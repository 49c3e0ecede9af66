"""March 2025 of docs/formats.md, the stays part, to the øre."""

import re
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from billing.models import Invoice
from config.management.commands.invoice_export import rendered
from tests.billing.conftest import EXAMPLE

LINES = """\
956,{0},PA,A,maelkeboetten,day_rate,2025-03-01,2025-03-31,31,3800.00,117800.00
956,{0},PB,B,ilasiaq,day_rate,2025-03-05,2025-03-19,15,3800.00,57000.00
956,{0},PC,C,maelkeboetten,day_rate,2025-03-01,2025-03-16,16,3800.00,60800.00
956,{0},PC,C,ilasiaq,day_rate,2025-03-17,2025-03-31,15,3800.00,57000.00
956,{0},PD,D,maelkeboetten,day_rate,2025-03-12,2025-03-12,1,3800.00,3800.00
957,{1},PE,E,allu,day_rate,2025-03-01,2025-03-31,31,3800.00,117800.00
"""
HEADER = "municipality,invoice,placement,child,unit,item,from,to,quantity,unit_price,amount\n"
pytestmark = pytest.mark.django_db
by_hand = pytest.mark.usefixtures("example")


def run(*args):
    out, err = StringIO(), StringIO()
    call_command("invoice_run", "2025-03", *args, stdout=out, stderr=err)
    return out.getvalue()


def amounts(text):
    """One space between words, and amounts without the word for kroner."""
    return " ".join(re.sub(r"DKK | kr\.", " ", text).split())


def text_of(number):
    pages = PdfReader(BytesIO(rendered(Invoice.objects.get(number=number).document_id))).pages
    return amounts(" ".join(page.extract_text() for page in pages))


@pytest.mark.rule("BIL-2", "BIL-7", "BIL-14")
def test_the_imported_files_give_the_table():
    call_command("load_catalogue", stdout=StringIO())
    call_command("import_records", str(EXAMPLE), stdout=StringIO())
    assert run("--format", "csv") == HEADER + LINES.format("", "")
    assert run("--issue", "--format", "csv") == HEADER + LINES.format(1, 2)


@by_hand
@pytest.mark.rule("BIL-2", "BIL-7", "BIL-14")
def test_the_preview_gives_the_days_of_the_table():
    assert run("--format", "csv") == HEADER + LINES.format("", "")
    assert not Invoice.objects.exists()


@by_hand
@pytest.mark.rule("BIL-7", "BIL-8")
def test_issuing_gives_the_same_lines_with_their_invoices():
    assert run("--issue", "--format", "csv") == HEADER + LINES.format(1, 2)
    totals = Invoice.objects.order_by("number").values_list("number", "municipality__code", "total")
    assert [(n, code, f"{total:.2f}") for n, code, total in totals] == [
        (1, "956", "296400.00"),
        (2, "957", "117800.00"),
    ]


@by_hand
@pytest.mark.rule("BIL-9")
def test_issuing_again_prints_the_same_lines_and_issues_nothing():
    once = run("--issue", "--format", "csv")
    assert run("--issue", "--format", "csv") == once
    assert Invoice.objects.count() == 2


@by_hand
def test_people_read_a_table():
    told = amounts(run())
    assert "956 Kommuneqarfik Sermersooq" in told
    assert "PC CE ilasiaq 17.03–31.03.2025 15 × 3.800,00 = 57.000,00" in told
    assert "296.400,00" in told


@by_hand
@pytest.mark.rule("BIL-7", "BIL-8")
def test_the_pdf_says_it_to_the_oere():
    run("--issue")
    sermersooq, qeqqata = text_of(1), text_of(2)
    for words in (
        "Kommuneqarfik Sermersooq",
        "PA AE Mælkebøtten",
        "01.03.2025 – 31.03.2025 31 3.800,00 117.800,00",
        "05.03.2025 – 19.03.2025 15 3.800,00 57.000,00",
        "01.03.2025 – 16.03.2025 16 3.800,00 60.800,00",
        "17.03.2025 – 31.03.2025 15 3.800,00 57.000,00",
        "12.03.2025 – 12.03.2025 1 3.800,00 3.800,00",
        "296.400,00",
        "31.03.2026",
    ):
        assert words in sermersooq
    assert "Eksempel" not in sermersooq
    assert "117.800,00" in qeqqata
    assert "PA" not in qeqqata
