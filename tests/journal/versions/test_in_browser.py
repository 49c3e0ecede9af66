"""On a phone: below an entry in the diary one adds without leaving the list, and corrects on its own page."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


@pytest.mark.rule("JRN-2")
def test_an_addition_stands_below_the_entry_at_once_and_a_correction_beside_what_was(
    open_page, axe, write, child, care_worker
):
    entry = write(child, "Sov hele natten.")
    page = open_page(360, care_worker)
    page.goto(f"/children/{child.pk}/diary/")
    row = page.locator(f"#entry-{entry.pk}")
    row.get_by_role("link", name=_("Add"), exact=True).click()
    row.get_by_role("textbox").fill("Drømte om sæler.")
    row.get_by_role("button", name=_("Add")).click()
    expect(row.locator(".entry-added")).to_contain_text("Drømte om sæler.")
    axe(page)

    page.goto(f"/entries/{entry.pk}/correct/")
    axe(page)
    page.locator("[name=text]").fill("Sov næsten hele natten.")
    page.get_by_role("button", name=_("Save the correction")).click()
    expect(page.locator(".version ins")).to_have_text("næsten")
    axe(page)
