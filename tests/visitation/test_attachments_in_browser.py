"""Files on a phone and on a desk: chosen, on their way, there, refused, sent again (VIS-1)."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from documents import uploads
from tests import factories as f
from tests.documents import papers

pytestmark = [pytest.mark.browser, pytest.mark.rule("VIS-1")]
PAPER = {"name": "Udtalelse fra skolen.pdf", "mimeType": "application/pdf", "buffer": papers.pdf()}
PHOTO = {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": papers.photo()}
HEIC = {"name": "IMG_2.HEIC", "mimeType": "image/heic", "buffer": papers.heic()}


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


@pytest.fixture
def draft(caseworker):
    return f.make_draft(caseworker)


def choose(page, *files):
    page.get_by_label(_("Add attachments")).set_input_files(list(files))


def the_list(page):
    return page.locator("[data-papers]")


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_files_leave_as_soon_as_they_are_chosen(open_page, axe, draft, caseworker, width):
    page = open_page(width, caseworker)
    page.goto(f"/requests/{draft.pk}/")
    choose(page, PAPER, HEIC, PHOTO)
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf", "IMG_1.jpg"])
    expect(page.get_by_role("alert")).to_have_text(str(uploads.HEIC))
    expect(page.get_by_role("button", name=_("Attach"), exact=True)).to_be_hidden()
    axe(page)
    page.get_by_role("button", name=_("Close"), exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert draft.attachments.count() == 2
    with page.expect_download() as download:
        the_list(page).get_by_role("link", name="Udtalelse fra skolen.pdf").click()
    assert download.value.suggested_filename == "Udtalelse fra skolen.pdf"
    assert download.value.path().read_bytes() == papers.pdf()


def test_what_is_written_around_stays(open_page, axe, draft, caseworker):
    page = open_page(360, caseworker)
    page.goto(f"/requests/{draft.pk}/edit/#why")
    page.get_by_label(_("family").capitalize()).fill("Bor hos sin mormor, som er syg.")
    page.goto(f"/requests/{draft.pk}/edit/#last-step")
    choose(page, PAPER, HEIC)
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    expect(page.get_by_role("alert")).to_contain_text("HEIC")
    axe(page)
    the_list(page).get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name=_("Take away")).click()
    expect(the_list(page).get_by_role("link")).to_have_count(0)
    choose(page, PHOTO)
    expect(the_list(page).get_by_role("link")).to_have_text(["IMG_1.jpg"])
    with page.expect_navigation():
        page.get_by_role("button", name=_("Save and close")).click()
    draft.refresh_from_db()
    assert draft.family == "Bor hos sin mormor, som er syg."
    assert [kept.document.title for kept in draft.attachments.there()] == ["IMG_1.jpg"]


def test_a_new_request_takes_its_files_along(open_page, axe, caseworker):
    page = open_page(1440, caseworker)
    page.goto("/requests/new/")
    page.goto("/requests/new/#last-step")
    choose(page, PAPER, HEIC)
    axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name=_("Save and close")).click()
    expect(page.locator("[data-errors]")).to_contain_text(f"IMG_2.HEIC: {uploads.HEIC}")
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    axe(page)


def test_too_large_is_said_before_it_is_sent(open_page, draft, caseworker):
    page = open_page(360, caseworker)
    page.goto(f"/requests/{draft.pk}/")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    choose(page, {**PAPER, "buffer": b"%PDF-" + b" " * uploads.MOST_BYTES})
    expect(page.get_by_role("alert")).to_have_text(str(uploads.TOO_LARGE))
    assert "POST" not in asked


def test_a_lost_connection_loses_no_file(open_page, draft, caseworker):
    page = open_page(360, caseworker)
    page.goto(f"/requests/{draft.pk}/")
    page.context.set_offline(True)
    choose(page, PAPER)
    again = page.get_by_role("button", name=_("Try again"))
    expect(again).to_be_visible()
    page.context.set_offline(False)
    again.click()
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    expect(again).to_have_count(0)


def test_on_a_slow_network_one_sees_it_move(open_page, draft, caseworker):
    page = open_page(360, caseworker)
    page.goto(f"/requests/{draft.pk}/")
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 150_000}
    network.send("Network.emulateNetworkConditions", slow)
    choose(page, {**PAPER, "buffer": papers.pdf_of(400_000)})
    bar = page.get_by_role("progressbar")
    steps = [bar.evaluate("bar => bar.value") for _step in range(20) if page.wait_for_timeout(50) is None]
    assert steps == sorted(steps)
    assert 0 < steps[-1] < 1
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    expect(bar).to_have_count(0)


def test_without_scripts_too(open_page, draft, caseworker):
    page = open_page(1440, caseworker, java_script_enabled=False)
    page.goto(f"/requests/{draft.pk}/")
    choose(page, PAPER, HEIC)
    with page.expect_navigation():
        page.get_by_role("button", name=_("Attach"), exact=True).click()
    expect(the_list(page).get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    expect(page.locator("#toasts")).to_contain_text(f"IMG_2.HEIC: {uploads.HEIC}")
    with page.expect_navigation():
        the_list(page).get_by_role("button").click()
    expect(the_list(page).get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_the_committee_downloads_beside_its_decision(open_page, axe, caseworker, leader, width):
    f.make_membership(leader)
    request = f.make_request(caseworker)
    f.make_attachment(request, name="Udtalelse fra skolen.pdf")
    page = open_page(width, leader)
    page.goto(f"/requests/{request.pk}/decide/")
    axe(page)
    with page.expect_download() as download:
        the_list(page).get_by_role("link").click()
    assert download.value.suggested_filename == "Udtalelse fra skolen.pdf"
