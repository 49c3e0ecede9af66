"""The committee's workspace on a phone and on a desk: strips that follow the choice, and pages open to everybody."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import factories
from tests.factories import NOW, TODAY, date
from visitation import offers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


@pytest.fixture
def busy(units, member, caseworker):
    """A house nearly full, one who waits with an offer, and one who asks."""
    factories.make_children(units.ilasiaq, 6)
    factories.make_planned(units.ilasiaq, arrived=date(2026, 4, 20))
    waiting = factories.make_request(caseworker, state="waiting", wanted_unit=units.allu, cpr="0405125001")
    place = units.allu.places.order_by("pk").first()
    offers.offer(waiting, place=place, begins=TODAY, by=member, at=NOW, on=TODAY)
    factories.make_request(caseworker, state="waiting", acute=True, wanted_unit=units.ilasiaq)
    return waiting


@pytest.mark.rule("UNIT-4")
@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_the_strips_follow_unit_and_date(open_page, axe, busy, asked_for, member, units, width):
    page = open_page(width, member)
    page.goto(f"/requests/{asked_for.pk}/decide/")
    strips = page.locator("#what-if")
    expect(strips.locator(".strip-extra")).to_have_count(0)
    page.locator("#id_unit").select_option(str(units.ilasiaq.pk))
    expect(strips.locator(".strip-over").first).to_be_attached()
    full = strips.locator(".strip-over").count()
    page.locator("[name=begins]").fill("2026-05-18")
    expect(strips.locator(".strip-over")).not_to_have_count(full)
    page.locator("#id_unit").select_option("")
    page.locator("label.chip", has=page.locator("[name=place]")).first.click()
    expect(strips).to_contain_text("Mælkebøtten")
    expect(strips.locator(".strip-over")).to_have_count(0)
    expect(strips.locator(".strip-extra").first).to_be_attached()
    axe(page)


@pytest.mark.rule("VIS-6")
@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_the_pages_are_open_to_everybody(open_page, axe, busy, asked_for, member, width):
    page = open_page(width, member)
    for path in ("/occupancy/", "/requests/waiting/", "/requests/"):
        page.goto(path)
        axe(page)
    for part in ("", "offer/", "priority/"):
        page.goto(f"/requests/{busy.pk}/{part}")
        axe(page)


@pytest.mark.rule("VIS-6")
def test_the_caseworker_says_yes_on_a_phone(open_page, axe, busy, caseworker):
    page = open_page(360, caseworker)
    page.goto(f"/requests/{busy.pk}/")
    axe(page)
    page.get_by_role("button", name=_("Accept the place")).click()
    expect(page.get_by_text(_("The place is accepted. The committee now admits the child."))).to_be_visible()


def test_a_place_chosen_while_the_places_load_stays_chosen(open_page, busy, asked_for, member, units):
    page, held = open_page(1440, member), []
    page.goto(f"/requests/{asked_for.pk}/decide/")
    page.route("**/places/**", lambda route: held.append(route))
    with page.expect_request("**/places/**"):
        page.locator("#id_begins").fill("2026-06-01")
        page.locator("#id_begins").dispatch_event("change")
    place = page.locator(f"[name=place][value='{units.maelkeboetten.places.order_by('pk').last().pk}']")
    place.check(force=True)
    held[0].continue_()
    expect(page.locator("#places")).to_contain_text("1. juni 2026")
    expect(place).to_be_checked()
