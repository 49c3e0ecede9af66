from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils.translation import gettext as _
from pypdf import PdfReader

from billing.models import Invoice, InvoiceLine
from billing.services import issue_month
from config.management.commands.invoice_export import rendered
from core.acting import acting
from core.models import OutboxMessage
from core.periods import Month
from core.preferences import change
from core.refusals import Refused
from documents.models import Document
from tests import factories
from tests.factories import NOW, TODAY

JANUARY, FEBRUARY = Month(2026, 1), Month(2026, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def prices(db):
    return factories.make_price_list()


def issue(month, by, *, dated=TODAY):
    return issue_month(month=month, by=by, at=factories.at(dated), dated=dated)


@contextmanager
def refused_by_the_database(person, words):
    with acting(person), pytest.raises(DatabaseError, match=words), transaction.atomic():
        yield


def words_of(invoice):
    pages = PdfReader(BytesIO(rendered(invoice.document_id))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.rule("BIL-7", "BIL-8")
def test_an_invoice_per_municipality_with_its_lines(placement, prices, administration):
    (invoice,) = issue(FEBRUARY, administration)
    assert (invoice.number, invoice.municipality, invoice.month) == (
        1,
        placement.municipality,
        date(2026, 2, 1),
    )
    assert (invoice.dated, invoice.due) == (TODAY, TODAY + timedelta(days=14))
    (line,) = invoice.lines.all()
    assert (line.placement, line.begins, line.last) == (placement, date(2026, 2, 1), date(2026, 2, 28))
    assert (line.quantity, line.amount, invoice.total) == (28, Decimal("106400.00"), Decimal("106400.00"))


@pytest.mark.rule("BIL-8")
def test_numbers_run_on_over_months_and_municipalities(
    placement, prices, units, other_municipality, administration
):
    factories.make_placement(units.allu, municipality=other_municipality)
    issued = issue(JANUARY, administration) + issue(FEBRUARY, administration)
    assert [invoice.number for invoice in issued] == [1, 2, 3, 4]


@pytest.mark.rule("BIL-9")
def test_running_again_issues_only_what_came_since(
    placement, prices, units, other_municipality, administration
):
    issue(FEBRUARY, administration)
    assert issue(FEBRUARY, administration) == []
    factories.make_placement(units.allu, municipality=other_municipality)
    assert [(i.number, i.municipality) for i in issue(FEBRUARY, administration)] == [(2, other_municipality)]


@pytest.mark.rule("BIL-7")
def test_the_centre_decides_how_long_an_invoice_may_wait(placement, prices, administration, director):
    change("billing.due_days", 30, by=director, at=NOW)
    (invoice,) = issue(FEBRUARY, administration)
    assert invoice.due == TODAY + timedelta(days=30)
    assert "16.04.2026" in words_of(invoice)


@pytest.mark.parametrize("dated", [date(2026, 3, 17), date(2026, 3, 31)])
def test_a_month_that_has_not_ended_is_refused(placement, prices, administration, dated):
    with pytest.raises(Refused, match="01.04.2026"):
        issue(Month(2026, 3), administration, dated=dated)
    assert not Invoice.objects.exists()
    assert len(issue(Month(2026, 3), administration, dated=date(2026, 4, 1))) == 1


def test_only_the_administration_and_the_director_issue(placement, prices, leader, caseworker, director):
    for person in (leader, caseworker):
        with pytest.raises(Refused, match="administration"):
            issue(FEBRUARY, person)
    assert len(issue(FEBRUARY, director)) == 1


@pytest.mark.rule("BIL-1")
def test_days_before_the_first_price_list_issue_nothing(placement, administration):
    factories.make_price_list(date(2026, 2, 1))
    with pytest.raises(Refused, match="12.01.2026"):
        issue(JANUARY, administration)
    assert not Invoice.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.rule("BIL-1")
def test_provisional_prices_are_said_on_the_invoice(placement, administration):
    factories.make_price_list(date(2025, 1, 1), date(2026, 1, 31))
    firm, provisional = issue(JANUARY, administration) + issue(FEBRUARY, administration)
    assert (firm.provisional, provisional.provisional) == (False, True)
    assert _("Provisional prices") in words_of(provisional)
    assert _("Provisional prices") not in words_of(firm)


@pytest.mark.rule("BIL-8")
def test_children_are_named_by_initials_unless_the_municipality_asked_for_names(
    placement, prices, administration
):
    child, payer = placement.child, placement.municipality
    by_initials = issue(JANUARY, administration)[0]
    with acting(administration):
        payer.full_names_on_invoices = True
        payer.save()
    by_name = issue(FEBRUARY, administration)[0]
    assert child.name not in words_of(by_initials)
    assert f"{placement.reference} {child.initials} Mælkebøtten" in words_of(by_initials)
    assert child.name.split()[0] in words_of(by_name)


def test_unknown_bank_details_are_said_and_not_made_up(placement, prices, administration):
    (invoice,) = issue(FEBRUARY, administration)
    assert _("Payment details are not registered yet") in words_of(invoice)


@pytest.mark.rule("BIL-7", "ACC-1")
def test_the_municipality_gets_its_own_invoice_and_no_other(
    placement, prices, administration, caseworker, other_caseworker
):
    (invoice,) = issue(FEBRUARY, administration)
    assert Document.objects.visible_to(caseworker, on=TODAY).get() == invoice.document
    assert not Document.objects.visible_to(other_caseworker, on=TODAY).exists()
    mails = OutboxMessage.objects.filter(kind="mail").values_list("payload__to", flat=True)
    assert list(mails) == [caseworker.email]


@pytest.mark.rule("ACC-1")
def test_of_the_centre_only_who_keeps_the_money_sees_the_paper(
    placement, prices, administration, director, leader, care_worker
):
    issue(FEBRUARY, administration)
    for person, sees in {director: True, administration: True, leader: False, care_worker: False}.items():
        assert Document.objects.visible_to(person, on=TODAY).exists() is sees
        assert Invoice.objects.visible_to(person, on=TODAY).exists() is sees


@pytest.mark.rule("BIL-8")
def test_an_invoice_keeps_what_it_said(placement, prices, administration):
    (invoice,) = issue(FEBRUARY, administration)
    before = rendered(invoice.document_id)
    with acting(administration):
        placement.child.name = "Et helt andet navn"
        placement.child.save()
    assert rendered(invoice.document_id) == before


@pytest.mark.rule("BIL-8")
@pytest.mark.parametrize("change", [{"total": 1}, {"number": 7}, {"due": date(2027, 1, 1)}])
def test_the_database_changes_no_invoice(placement, prices, administration, change):
    issue(FEBRUARY, administration)
    for attempt in (
        lambda: Invoice.objects.update(**change),
        lambda: Invoice.objects.all()._raw_delete("default"),
    ):
        with refused_by_the_database(administration, "Cannot update or delete"):
            attempt()


@pytest.mark.rule("BIL-8")
def test_the_database_changes_no_line(placement, prices, administration):
    issue(FEBRUARY, administration)
    lines = InvoiceLine.objects.all()
    for attempt in (lambda: lines.update(quantity=1), lambda: lines._raw_delete("default")):
        with refused_by_the_database(administration, "Cannot update or delete"):
            attempt()


@pytest.mark.rule("BIL-8")
def test_the_database_adds_no_line_to_an_issued_invoice(placement, prices, administration):
    (invoice,) = issue(FEBRUARY, administration)
    line = invoice.lines.get()
    line.pk, line.position = None, 2
    with acting(administration), pytest.raises(DatabaseError, match="do not add up"), transaction.atomic():
        line.save(force_insert=True)
        connection.check_constraints()


@pytest.mark.rule("BIL-8")
@pytest.mark.parametrize("number", [1, 3, 8])
def test_the_database_leaves_no_gap_and_uses_no_number_twice(placement, prices, administration, number):
    (invoice,) = issue(FEBRUARY, administration)
    invoice.pk, invoice.number, invoice.month = None, number, date(2026, 1, 1)
    with acting(administration), pytest.raises(DatabaseError, match="out of order"), transaction.atomic():
        invoice.save(force_insert=True)


@pytest.mark.rule("BIL-9")
@pytest.mark.django_db(transaction=True)
def test_many_at_once_issue_everything_once(units, prices, administration):
    for slug in ("maelkeboetten", "ilasiaq", "allu"):
        factories.make_placement(getattr(units, slug), arrived=date(2025, 11, 1))
    months = [Month(2025, 11), Month(2025, 12), JANUARY, FEBRUARY]
    runs = [month for month in months for _ in range(3)]
    start, outcomes = Barrier(len(runs)), []

    def run(month):
        try:
            start.wait()
            outcomes.append((month, len(issue(month, administration))))
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[month]) for month in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted((month, count) for month in months for count in (0, 0, 3))
    assert list(Invoice.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 13))
    assert Invoice.objects.values("municipality", "month").distinct().count() == 12
