"""A shared tablet, a session that ends, an answer that gets lost, and a screen that has to be dark at once (JRN-7)."""

import pytest
from django.conf import settings
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from core.formatting import initials
from journal.models import Entry
from tests import factories as f
from tests.factories import NOW
from tests.harness import expecting_faults
from tests.journal.offline.device import WAITING, Network, comes_true, is_empty, readable, waiting

pytestmark = [pytest.mark.browser, pytest.mark.rule("JRN-7")]
FORM = "form.say[data-outbox]"
GIVEN_UP = """() => new Promise((done) => {
    const asked = indexedDB.deleteDatabase("fnug");
    asked.onsuccess = asked.onblocked = ({ type }) => done(type);
})"""
BREAKS = "Hikker igen og igen."
TEXT = "Sagde, at mormor kommer på søndag,\nog glædede sig."


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def text_of(page):
    return page.locator("#id_text")


def save(page):
    page.locator(f"{FORM} [type=submit]:not([name])").click()


def strip(page):
    return page.locator("#unsent")


def drafted(page):
    assert comes_true(page, f"async () => document.querySelector('{FORM}').dataset.draft")


def become(page, person, site):
    """Another person signs in on this device, or nobody."""
    from tests.browser import session_of

    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    if person:
        page.context.add_cookies([session_of(person, site)])


def says(name, number):
    return _(name.replace("%", "%%")).replace("%%n", str(number))


def test_what_waits_is_its_writers_alone(open_page, site, axe, child, care_worker, colleague):
    page, home = open_page(360, care_worker), f"/children/{child.pk}/"
    page.goto(home)
    network = Network(page)
    network.cut()
    for words in (TEXT, "Sov godt."):
        text_of(page).fill(words)
        save(page)
        expect(text_of(page)).to_have_value("")
    expect(strip(page)).to_have_text(says("%n not sent yet", 2))
    strip(page).click()
    expect(page.locator("#unsent-own .due")).to_have_count(2)
    assert TEXT[:20] not in page.locator("#unsent-list").inner_text()
    axe(page)
    page.get_by_role("button", name=_("Close"), exact=True).click()

    page.locator(".menu > summary").click()
    page.get_by_role("button", name=_("Sign out"), exact=True).click()
    expect(page.get_by_role("heading", name=_("Something here is not sent yet"))).to_be_visible()
    axe(page)
    page.get_by_role("button", name=_("Go back"), exact=True).click()
    assert waiting(page)["outbox"] == 2

    become(page, colleague, site)
    network.back()
    page.goto(home)
    expect(strip(page)).to_have_text(says("%n not sent yet, written by somebody else on this tablet", 2))
    strip(page).click()
    expect(page.locator("#unsent-own .due")).to_have_count(0)
    expect(page.locator("[data-send-now]")).to_be_hidden()
    axe(page)

    become(page, care_worker, site)
    page.goto(home)
    strip(page).click()
    assert Entry.objects.count() == 0
    page.get_by_role("button", name=says("Send %n now", 2), exact=True).click()
    assert is_empty(page, "outbox")
    expect(strip(page)).to_be_hidden()
    assert list(Entry.objects.order_by("happened_at").values_list("text", flat=True)) == [TEXT, "Sov godt."]
    assert {entry.author for entry in Entry.objects.all()} == {care_worker}

    page.goto(home)
    page.locator(".menu > summary").click()
    with page.expect_navigation():
        page.get_by_role("button", name=_("Sign out"), exact=True).click()
    assert comes_true(page, "async () => !document.querySelector('[data-signed-in]')")
    assert is_empty(page, "keys")
    assert waiting(page) == {"keys": 0, "outbox": 0, "drafts": 0, "tiles": 0}


def test_the_session_ends_in_the_middle_of_a_sentence(open_page, site, axe, child, care_worker, colleague):
    page, home = open_page(1440, care_worker), f"/children/{child.pk}/"
    page.goto(home)
    text_of(page).fill(TEXT)
    page.locator("form.say [name=category][value=meal]").check(force=True)
    drafted(page)
    become(page, None, site)
    page.goto("/tasks/")
    assert TEXT[:20] not in str(readable(page))
    become(page, colleague, site)
    page.goto(home)
    expect(page.locator("body[data-signed-in]")).to_be_attached()
    expect(text_of(page)).to_have_value("")
    become(page, care_worker, site)
    page.goto(home)
    expect(page.get_by_text(_("What you wrote is here again. It is not saved yet."))).to_be_visible()
    expect(text_of(page)).to_have_value(TEXT)
    axe(page)
    page.locator(FORM).evaluate("form => delete form.dataset.then")
    become(page, None, site)
    save(page)
    expect(strip(page)).to_have_text(says("%n not sent yet: sign in to send", 1))
    assert waiting(page)["drafts"] == 0
    assert not Entry.objects.exists()


def get_lost(route):
    """The server saves it, and nobody hears that it did."""
    route.fetch()
    route.abort()


def stumble(route):
    """The server breaks over one of them, every time."""
    route.fulfill(status=500) if BREAKS[:6] in route.request.post_data else route.continue_()


def test_a_lost_answer_a_wrong_clock_and_what_is_put_right(open_page, child, care_worker):
    page = open_page(360, care_worker)
    for shift in (3 * 365 * 24, -2):
        page.add_init_script(f"{{ const now = Date.now; Date.now = () => now() + {shift} * 3600000; }}")
        page.goto(f"/children/{child.pk}/")
        page.locator(FORM).evaluate("form => delete form.dataset.then")
        page.route("**/diary/write/", get_lost, times=1)
        text_of(page).fill(f"Uret går {shift} timer forkert.")
        save(page)
        expect(text_of(page)).to_have_value("")
        assert is_empty(page, "outbox")
    with expecting_faults() as faults:
        page.route("**/diary/write/", stumble)
        for words in (BREAKS, "Den næste venter ikke."):
            text_of(page).fill(words)
            save(page)
            expect(text_of(page)).to_have_value("")
        assert comes_true(page, f"async () => (await ({WAITING})()).outbox === 1")
        page.unroute("**/diary/write/")
    assert all("answered 500" in fault for fault in faults)
    page.evaluate("dispatchEvent(new Event('online'))")
    assert is_empty(page, "outbox")
    assert Entry.objects.order_by("pk").last().text == BREAKS
    first, second = Entry.objects.order_by("pk")[:2]
    assert NOW <= first.happened_at == first.written_at <= second.written_at <= second.received_at
    assert (second.received_at - NOW).total_seconds() < 60

    page.goto(f"/children/{child.pk}/diary/write/")
    text_of(page).fill(TEXT)
    page.locator("[name=happened_at]").first.evaluate("field => { field.value = '2026-03-18T10:00'; }")
    save(page)
    expect(strip(page)).to_have_text(says("%n could not be saved: look here", 1))
    strip(page).click()
    with page.expect_navigation():
        page.get_by_role("button", name=_("Put right"), exact=True).click()
    expect(text_of(page)).to_have_value(TEXT)
    expect(page.locator("[data-errors]")).to_be_visible()
    page.locator("[name=happened_at]").first.evaluate("field => { field.value = ''; }")
    with page.expect_navigation():
        save(page)
    entry = Entry.objects.order_by("pk").last()
    assert (entry.text, Entry.objects.count()) == (TEXT, 5)
    assert is_empty(page, "drafts")

    page.goto(f"/children/{child.pk}/diary/write/")
    page.locator(FORM).evaluate("form => { form.action = '/children/999999/diary/write/'; }")
    text_of(page).fill(TEXT)
    save(page)
    expect(strip(page)).to_have_text(says("%n could not be saved: look here", 1))
    strip(page).click()
    expect(page.locator(".unsent-words")).to_have_text(TEXT)
    page.get_by_role("button", name=_("Throw away"), exact=True).click()
    page.locator("#ask").get_by_role("button", name=_("Throw away"), exact=True).click()
    assert is_empty(page, "outbox")


INSTALLED = """async () => (await navigator.serviceWorker.ready).active.state === "activated" """
LATER = "{ const now = Date.now; Date.now = () => now() + 13 * 3600000; }"


def test_without_a_network_the_units_initials_are_there_and_nothing_else(
    open_page, site, axe, units, child, care_worker, colleague
):
    f.make_entry(child, units.maelkeboetten, care_worker, text="Kanarie i dagbogen")
    page = open_page(360, care_worker, service_workers="allow")
    page.goto("/units/maelkeboetten/")
    assert comes_true(page, INSTALLED)
    errors = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    assert waiting(page)["tiles"] == 1
    page.context.set_offline(True)
    page.goto(f"/children/{child.pk}/")
    expect(page.get_by_role("heading", name=_("No connection"))).to_be_visible()
    axe(page)
    said = page.locator("body").inner_text()
    assert not any(word in said for word in (*child.name.split(), "Kanarie", care_worker.first_name))
    assert not any(word in str(readable(page)) for word in (*child.name.split(), "Kanarie"))

    page.get_by_role("button", name=initials(child.name), exact=True).click()
    axe(page)
    text_of(page).fill(TEXT)
    page.keyboard.press("F9")
    expect(page.locator("#cover")).to_be_visible()
    expect(text_of(page)).to_be_hidden()
    page.locator("#cover button").click()
    save(page)
    expect(strip(page)).to_have_text(says("%n not sent yet", 1))
    assert TEXT[:20] not in str(readable(page))
    with page.expect_navigation():
        page.context.set_offline(False)
    assert page.url.endswith(f"/children/{child.pk}/")
    assert is_empty(page, "outbox")
    assert Entry.objects.get(text=TEXT).child == child

    page.context.set_offline(True)
    page.goto("/offline/")
    expect(page.get_by_role("button", name=initials(child.name), exact=True)).to_be_visible()
    page.add_init_script(LATER)
    page.goto("/offline/")
    expect(page.locator("#offline-none")).to_be_visible()
    assert waiting(page)["tiles"] == 0


def test_the_screen_stays_hidden_until_it_is_tapped_and_the_tiles_go_with_their_person(
    open_page, site, units, child, care_worker, colleague
):
    page = open_page(1440, care_worker)
    page.goto("/units/maelkeboetten/")
    assert comes_true(page, f"async () => (await ({WAITING})()).tiles === 1")
    page.keyboard.press("F9")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    for path in (None, "/tasks/", "/units/maelkeboetten/"):
        if path:
            page.goto(path)
        expect(page.get_by_text(_("The screen is hidden."))).to_be_visible()
        expect(page.locator("main")).to_be_hidden()
        assert page.title() == "Fnug"
    page.locator("#cover button").click()
    expect(page.locator("main")).to_be_visible()
    assert page.title() != "Fnug"
    become(page, colleague, site)
    page.goto("/tasks/")
    assert is_empty(page, "tiles")
    assert is_empty(page, "keys")
    assert page.evaluate(GIVEN_UP) == "success", "a newer release in another tab would wait for this one"
