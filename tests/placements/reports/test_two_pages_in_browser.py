"""Two who type under one heading at once, each in a page of their own, and one who types on after the signature."""

import pytest
from playwright.sync_api import expect

from placements.models import Leftover, Quote, Section
from placements.reports import services
from tests.factories import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


def field(page, section):
    return page.locator(f"[name='text-{section.pk}']")


def said(page, section):
    return page.locator(f"[data-section='{section.pk}'] [data-said]")


def text_of(section):
    return Section.objects.get(pk=section.pk).text


@pytest.mark.rule("PLC-6")
@pytest.mark.rule("JRN-6")
def test_neither_text_is_lost_and_the_diary_is_quoted(
    open_page, axe, report, first, entry, care_worker, colleague, leader
):
    desk, phone = open_page(1440, care_worker), open_page(360, colleague)
    for page in (desk, phone):
        page.goto(f"/reports/{report.pk}/edit/")
        axe(page)
    field(desk, first).fill("Pia skriver.")
    expect(said(desk, first)).to_contain_text("Gemt")
    field(phone, first).fill("Paul skriver.")
    expect(said(phone, first)).to_contain_text("Intet er overskrevet")
    field(phone, first).press_sequentially(" Og mere.")
    field(desk, first).press_sequentially(" Også.")
    assert_soon(desk, lambda: text_of(first) == "Pia skriver. Også.")
    assert_soon(phone, lambda: Leftover.objects.get().text == "Paul skriver. Og mere.")

    beside = desk.locator(f"[data-section='{first.pk}']")
    beside.locator("summary").click()
    beside.locator("button[name=quote]").first.click()
    expect(beside.locator("[data-quotes] li")).to_have_count(1)
    assert Quote.objects.get().entry == entry
    assert "> Byggede hule." in text_of(first)
    axe(desk)

    phone.reload()
    phone.locator("button[name=put_in]").click()
    expect(field(phone, first)).to_have_value(text_of(first))
    assert "Paul skriver. Og mere." in text_of(first)

    desk.reload()
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    services.read(report, note="", by=colleague, at=NOW)
    services.deliver(report, seen=services.version(report), by=leader, at=NOW)
    signed = text_of(first)
    field(desk, first).fill("For sent.")
    expect(said(desk, first)).to_contain_text("Rapporten skrives ikke længere")
    assert (text_of(first), Leftover.objects.get(settled_at=None).text) == (signed, "For sent.")
    desk.goto(f"/reports/{report.pk}/")
    expect(desk.get_by_text("For sent.")).to_be_visible()
    axe(desk)


def assert_soon(page, holds):
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()
