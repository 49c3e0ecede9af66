"""The session ends in the middle of a sentence: nothing is lost or written twice, nobody else sees it (PLC-2)."""

import pytest
from django.conf import settings
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from placements.models import Sighting
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.rule("PLC-2")]
TEXT = "Sagde, at mormor kommer på søndag,\nog glædede sig."


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def text_of(page):
    return page.locator("#id_note")


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name=_("Note the sign"), exact=True).click()


def cut_off(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    save(page)


def sign_in(page, person):
    page.get_by_label(_("E-mail")).fill(person.email)
    page.get_by_label(_("Password")).fill(f.PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name=_("Sign in"), exact=True).click()


@pytest.fixture
def url(placement):
    return f"/sub-goals/{f.make_sub_goal(f.make_plan(placement)).pk}/"


@pytest.fixture
def interrupted(open_page, url, care_worker):
    """Somebody stands at the door and has just written a sentence."""
    page = open_page(360, care_worker)
    page.goto(url)
    text_of(page).fill(TEXT)
    cut_off(page)
    return page


def test_it_waits_at_the_door_and_is_saved_once(interrupted, axe, url, care_worker):
    expect(
        interrupted.get_by_text(_("You were signed out. What you wrote waits while you sign in."))
    ).to_be_visible()
    axe(interrupted)
    sign_in(interrupted, care_worker)
    assert interrupted.url.endswith(url)
    expect(interrupted.get_by_text(_("What you wrote is here again. It is not saved yet."))).to_be_visible()
    expect(text_of(interrupted)).to_have_value(TEXT)
    axe(interrupted)
    save(interrupted)
    expect(text_of(interrupted)).to_have_value("")
    assert Sighting.objects.get().note == TEXT


def test_whoever_else_signs_in_does_not_get_it(interrupted, colleague, care_worker):
    sign_in(interrupted, colleague)
    expect(text_of(interrupted)).to_have_value("")
    assert TEXT[:20] not in interrupted.evaluate("JSON.stringify(sessionStorage)")


def without_a_line(page, url, when_sent):
    """Saves over a line that breaks, and looks at the child again."""
    page.goto(url)
    text_of(page).fill(TEXT)
    page.route(
        "**/sub-goals/*/",
        lambda route: when_sent(route) if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_role("button", name=_("Note the sign"), exact=True).click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/sub-goals/*/")
    page.goto(url)


def test_what_never_arrived_is_there_again(open_page, url, care_worker):
    page = open_page(360, care_worker)
    without_a_line(page, url, lambda route: route.abort())
    expect(text_of(page)).to_have_value(TEXT)
    save(page)
    assert Sighting.objects.get().note == TEXT


def test_what_arrived_though_no_answer_came_is_not_asked_for_again(open_page, url, care_worker):
    page = open_page(360, care_worker)
    without_a_line(page, url, lambda route: (route.fetch(max_redirects=0), route.abort()))
    expect(page.locator("[data-going]")).to_be_visible()
    expect(text_of(page)).to_have_value("")
    assert Sighting.objects.count() == 1


def test_back_after_a_corrected_mistake_is_a_page(open_page, url, care_worker):
    page = open_page(360, care_worker)
    page.goto(url)
    save(page)
    expect(page.get_by_role("alert")).to_be_focused()
    text_of(page).fill(TEXT)
    save(page)
    page.go_back()
    expect(text_of(page)).to_have_value("")
    assert Sighting.objects.count() == 1
