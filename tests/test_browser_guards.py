"""What Chromium meets is watched too."""

import pytest
from django.http import HttpResponse
from django.urls import path

from tests import harness

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.test_browser_guards")]
HEAD = '<title>a</title><link rel="icon" href="data:,">'
PAGE = f'<!doctype html><html lang="da"><head>{HEAD}</head><body><main>{{}}</main></body></html>'
PAGES = {
    "good": "<h1>Hej</h1>",
    "inline": "<h1>Hej</h1><script>document.title = 'b'</script>",
    "away": '<h1>Hej</h1><link rel="stylesheet" href="https://example.org/a.css">',
    "missing": '<h1>Hej</h1><img src="/static/no-such.png" alt="a">',
    "unnamed": '<h1>Hej</h1><button type="button"></button>',
    "wide": '<h1>Hej</h1><svg width="2000" height="10" aria-hidden="true"></svg>',
    "failing": None,
    "door": '<h1>Hej</h1><a href="https://example.org/">Ud</a>',
    "me": "<h1>{}</h1>",
}


def page(request, name):
    if name == "failing":
        raise ZeroDivisionError
    person = getattr(request.user, "full_name", "ingen")
    return HttpResponse(PAGE.format(PAGES[name].format(person)))


page.login_required = False
urlpatterns = [path("<name>/", page)]


def test_a_good_page_passes(page_1440, axe):
    page_1440.goto("/good/")
    axe(page_1440)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("inline", "Content Security Policy"),
        ("away", "example.org/a.css' violates"),
        ("missing", "/static/no-such.png answered 404"),
        ("failing", "answered 500"),
    ],
)
def test_a_bad_page_is_a_fault(open_page, name, words):
    page = open_page()
    with harness.expecting_faults() as found:
        page.goto(f"/{name}/", wait_until="networkidle")
    assert words in "\n".join(found)


def test_a_way_out_is_a_fault(page_1440):
    page_1440.goto("/door/")
    with harness.expecting_faults() as found, page_1440.expect_request("https://example.org/"):
        page_1440.get_by_text("Ud").click()
    assert "wanted https://example.org/" in "\n".join(found)


@pytest.mark.parametrize(("name", "words"), [("unnamed", "button-name"), ("wide", "too wide at")])
def test_a_page_that_shuts_people_out_is_refused(page_360, axe, name, words):
    page_360.goto(f"/{name}/")
    with pytest.raises(AssertionError, match=words):
        axe(page_360)


def test_every_tab_is_one_persons(open_page, care_worker, leader):
    tabs = open_page(360, care_worker), open_page(1440, leader), open_page(360)
    for tab in tabs:
        tab.goto("/me/")
    names = [tab.get_by_role("heading").inner_text() for tab in tabs]
    assert names == [care_worker.full_name, leader.full_name, "ingen"]
