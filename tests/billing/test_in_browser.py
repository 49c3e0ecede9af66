"""The bookkeeper's way on the first of the month, with finger and with mouse."""

from datetime import timedelta

import pytest

from billing.models import Invoice
from tests import factories

pytestmark = pytest.mark.browser


@pytest.mark.rule("BIL-9", "BIL-10")
@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_from_the_months_to_the_invoice(open_page, axe, placement, administration, run_outbox, width):
    factories.make_price_list()
    page = open_page(width, administration)
    page.goto("/billing/")
    axe(page)
    page.locator('a[href="/billing/2026-02/"]').click()
    page.locator("summary", has_text="28.02.2026").click()
    assert page.locator(".days li").all_inner_texts() == [str(day) for day in range(1, 29)]
    axe(page)
    page.locator('form[action$="/issue/"] button').click()
    assert Invoice.objects.count() == 0
    page.locator('#ask button[value="yes"]').click()
    page.locator('a[href="/billing/invoices/1/"]').click()
    axe(page)
    run_outbox(at=factories.NOW + timedelta(hours=1))
    page.locator('a[href$="/pdf/"]').wait_for()
    page.goto("/billing/prices/")
    axe(page)
