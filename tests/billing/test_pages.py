from datetime import date

import pytest
from django.utils.translation import gettext as _

from accounts.models import AccessLog
from billing.models import Invoice
from billing.services import issue_month
from core.acting import acting
from core.periods import Month
from placements.models import Stay
from tests import factories
from tests.factories import NOW, TODAY

FEBRUARY = Month(2026, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def prices(db):
    return factories.make_price_list()


@pytest.fixture
def office(as_, administration):
    return as_(administration)


def issue(month, by):
    return issue_month(month=month, by=by, at=NOW, dated=TODAY)


def page(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return response.content.decode()


# What the pages say


def test_the_months_of_a_year_with_their_state(office, placement, prices, administration):
    issue(Month(2026, 1), administration)
    shown = page(office, "/billing/")
    assert [shown.count(f'href="/billing/2026-0{month}/"') for month in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert "76.000,00" in shown  # 20 days of January
    assert "106.400,00" in shown
    assert shown.index("/2026-03/") < shown.index("/2026-02/") < shown.index("/2026-01/")
    for state in (_("issued"), _("%(number)s to issue") % {"number": 1}, _("still running")):
        assert state in shown


def test_years_can_be_chosen(office, prices, units, municipality):
    factories.make_placement(units.allu, municipality=municipality, arrived=date(2025, 11, 1))
    assert 'href="/billing/2025-11/"' in page(office, "/billing/?year=2025")
    assert 'href="/billing/2026-03/"' in page(office, "/billing/?year=1999")
    assert 'href="/billing/2026-03/"' in page(office, "/billing/?year=æ")


def test_before_the_first_arrival_there_is_no_month(office, prices):
    assert _("Nobody has lived here yet. The months appear with the first arrival.") in page(
        office, "/billing/"
    )


@pytest.mark.rule("BIL-9", "BIL-10")
def test_a_preview_shows_every_line_with_its_dates(office, placement, prices):
    shown = page(office, "/billing/2026-02/")
    assert placement.reference in shown
    assert "01.02–28.02.2026" in shown
    assert shown.count("<li>28</li>") == 1
    assert shown.count("<li>29</li>") == 0
    assert "106.400,00" in shown
    assert placement.child.name not in shown


@pytest.mark.rule("BIL-9")
def test_issuing_from_the_preview_twice_issues_once(office, placement, prices):
    form = office.form("/billing/2026-02/", "/billing/2026-02/issue/")
    for _again in range(2):
        response = office.send(form)
        assert (response.status_code, response.url) == (302, "/billing/2026-02/")
    assert Invoice.objects.count() == 1
    assert not office.forms("/billing/2026-02/")[-1].action.endswith("/issue/")
    assert 'href="/billing/invoices/1/"' in page(office, "/billing/2026-02/")


def test_looking_at_issue_issues_nothing(office, placement, prices):
    assert office.get("/billing/2026-02/issue/").status_code == 405
    assert not Invoice.objects.exists()


def test_a_running_month_says_so_and_cannot_be_issued(office, placement, prices):
    shown = page(office, "/billing/2026-03/")
    assert 'aria-disabled="true"' in shown and "01.04.2026" in shown
    assert "31.03.2026" in shown
    assert office.post("/billing/2026-03/issue/").status_code == 409
    assert not Invoice.objects.exists()


def test_a_month_without_days_says_so(office, prices):
    assert _("Nobody has days in this month, so there is nothing to invoice.") in page(
        office, "/billing/2024-02/"
    )


@pytest.mark.rule("BIL-1")
def test_a_month_without_a_price_list_says_which_day(office, placement):
    assert "01.02.2026" in page(office, "/billing/2026-02/")
    assert page(office, "/billing/")
    assert office.post("/billing/2026-02/issue/").status_code == 409


@pytest.mark.rule("BIL-1")
def test_provisional_prices_are_said_before_and_after(office, placement, administration):
    factories.make_price_list(date(2025, 1, 1), date(2025, 12, 31))
    sentence = _(
        "The prices are provisional: the price list has ended and no newer one is loaded. The invoices say so."
    )
    assert sentence in page(office, "/billing/2026-02/")
    issue(FEBRUARY, administration)
    assert _("The prices on it are provisional, and it says so.") in page(office, "/billing/invoices/1/")


@pytest.mark.rule("BIL-9")
def test_what_changed_since_the_invoice_is_shown_on_both_pages(office, placement, prices, administration):
    issue(FEBRUARY, administration)
    with acting(administration):
        Stay.objects.update(ends=date(2026, 2, 20))
    for path in ("/billing/2026-02/", "/billing/invoices/1/"):
        shown = page(office, path)
        assert "106.400,00" in shown and "72.200,00" in shown and "-34.200,00" in shown
    assert _("changed since") in page(office, "/billing/")


def test_an_invoice_shows_what_it_said(office, placement, prices, administration):
    (invoice,) = issue(FEBRUARY, administration)
    shown = page(office, "/billing/invoices/1/")
    for words in (
        placement.reference,
        placement.child.initials,
        "31.03.2026",
        "106.400,00",
        invoice.document.number,
    ):
        assert words in shown
    assert (
        AccessLog.objects.filter(person=administration, document=invoice.document, action="invoice").count()
        == 1
    )


def test_the_paper_is_offered_when_it_is_made(office, placement, prices, administration, run_outbox):
    (invoice,) = issue(FEBRUARY, administration)
    assert f"/documents/{invoice.document.number}/pdf/" not in page(office, "/billing/invoices/1/")
    run_outbox()
    assert f"/documents/{invoice.document.number}/pdf/" in page(office, "/billing/invoices/1/")


def test_without_invoices_the_list_says_what_to_do(office):
    shown = page(office, "/billing/invoices/")
    assert _("No invoice has been issued yet. Open a month that has ended and issue its invoices.") in shown


@pytest.mark.rule("BIL-1")
def test_price_lists_and_which_of_them_holds(office):
    lists = [factories.make_price_list(date(year, 1, 1), date(year, 12, 31)) for year in (2024, 2025, 2027)]
    shown = page(office, "/billing/prices/")
    for state in (_("past"), _("holds on provisionally"), _("coming")):
        assert state in shown
    shown = page(office, f"/billing/prices/{lists[1].pk}/")
    assert "3.800,00" in shown and "17.000,00" in shown


def test_without_a_price_list_the_page_says_so(office):
    assert _(
        "No price list is loaded, so nothing can be invoiced. The system administrator loads one from a file."
    ) in page(office, "/billing/prices/")


@pytest.mark.parametrize(
    "path",
    [
        "/billing/2026-13/",
        "/billing/2026-00/",
        "/billing/1999-12/",
        "/billing/invoices/7/",
        "/billing/prices/0/",
    ],
)
def test_what_does_not_exist_is_not_found(office, path):
    assert office.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/billing/2000-01/", "/billing/2099-12/"])
def test_the_first_and_the_last_month_open(office, prices, path):
    page(office, path)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("person", ["leader", "care_worker", "caseworker", "system_admin", "therapist"])
def test_others_see_no_money(request, as_, placement, prices, administration, person):
    issue(FEBRUARY, administration)
    visitor = as_(request.getfixturevalue(person))
    for path in ("", "2026-02/", "invoices/", "invoices/1/", "prices/", f"prices/{prices.pk}/"):
        assert visitor.get(f"/billing/{path}").status_code in (403, 404), path
    assert visitor.post("/billing/2026-01/issue/").status_code == 403
    assert Invoice.objects.count() == 1


# How much the pages ask


def placed(units, number):
    """So many children of so many municipalities, in units of their own, since December."""
    for _n in range(number):
        unit = factories.make_unit(places=1)
        factories.make_placement(unit, municipality=factories.make_municipality(), arrived=date(2025, 12, 1))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_months_ask_the_same_for_every_number(office, queries, units, prices, administration, number):
    placed(units, number)
    issue(Month(2026, 1), administration)
    with queries(11):
        page(office, "/billing/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_preview_asks_the_same_for_every_number(office, queries, units, prices, administration, number):
    placed(units, number)
    with queries(9):
        page(office, "/billing/2026-02/")
    issue(FEBRUARY, administration)
    with queries(10):
        page(office, "/billing/2026-02/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_invoices_ask_the_same_for_every_number(office, queries, units, prices, administration, number):
    placed(units, number)
    issue(FEBRUARY, administration)
    with queries(5):
        page(office, "/billing/invoices/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_an_invoice_asks_the_same_for_every_number(
    office, queries, units, prices, administration, municipality, number
):
    for _n in range(number):
        factories.make_placement(factories.make_unit(places=1), municipality=municipality)
    issue(FEBRUARY, administration)
    with queries(12):
        page(office, "/billing/invoices/1/")


@pytest.mark.parametrize("number", [1, 3, 30])
def test_price_lists_ask_the_same_for_every_number(office, queries, number):
    for year in range(number):
        factories.make_price_list(date(1990 + year, 1, 1), date(1990 + year, 12, 31))
    with queries(5):
        page(office, "/billing/prices/")
