"""Chromium against the real server, the real database and the files as they are served."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from django.test.testcases import LiveServerThread
from django.utils.translation import gettext as _

from config.environment import ROOT
from tests import harness

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SIZES = {360: {"width": 360, "height": 740}, 1440: {"width": 1440, "height": 900}}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ASK_AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})
    .then(found => found.violations.map(v => [v.id + ': ' + v.help, ...v.nodes.map(
        n => [n.target.join(' '), n.html.slice(0, 160), n.failureSummary].join(' | '))].join('\\n    ')))"""
TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    return [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > edge + 0.5)
        .map(e => e.outerHTML.slice(0, 120)).slice(0, 8);
}"""


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import expect, sync_playwright

    # Playwright's loop lives in this thread, where Django would suspect asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, PROGRAMS)))
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def collected():
    """Static files as set-up collects them, once for all processes."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from application import collect_static
    from common import one_at_a_time

    with one_at_a_time():
        collect_static()


@pytest.fixture
def site(transactional_db, settings, collected):
    """The address of the running server; WhiteNoise serves the files."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "core.staticfiles.HashedAlways"}}
    settings.WHITENOISE_AUTOREFRESH = False
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    settings.BASE_URL = f"http://127.0.0.1:{server.port}"
    yield settings.BASE_URL
    server.terminate()


@pytest.fixture
def open_page(chromium, site):
    """`open_page(360, person)`: a tab of its own; without a person nobody is signed in."""
    contexts = []

    def opened(width=1440, person=None, **options):
        phone = width < 600
        options.setdefault("service_workers", "block")
        context = chromium.new_context(
            base_url=site,
            viewport=SIZES[width],
            locale="da-DK",
            timezone_id="America/Nuuk",
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if person:
            context.add_cookies([session_of(person, site)])
        page = context.new_page()
        _listen(page, site)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page_360(open_page):
    return open_page(360)


@pytest.fixture
def page_1440(open_page):
    return open_page(1440)


def session_of(person, site):
    """The cookie of a person who signs in now."""
    from django.conf import settings

    from tests.visitor import Visitor

    cookie = Visitor(person).cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": site, "httpOnly": True}


def fill(page, **values):
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def next_step(page):
    """On a page whose form comes in short steps."""
    page.get_by_role("button", name=_("Next"), exact=True).click()


def _listen(page, site):
    def console(message):
        # A refused form and a missing page are answers; missing parts of a page are caught by `answered`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            harness.fault(f"{page.url}: console: {message.text}")

    def answered(response):
        part = response.request.resource_type not in ("document", "xhr", "fetch")
        if response.status >= 500 or (part and response.status >= 400):
            harness.fault(f"{page.url}: {response.url} answered {response.status}")

    def asked(request):
        if not request.url.startswith((site, "data:", "blob:")):
            harness.fault(f"{page.url}: wanted {request.url}")

    page.on("request", asked)
    page.on("console", console)
    page.on("pageerror", lambda error: harness.fault(f"{page.url}: {error}"))
    page.on("response", answered)


@pytest.fixture
def axe():
    """`axe(page)`: no violation of WCAG 2.2 AA, and nothing to scroll sideways."""
    source = Path(AXE).read_text()

    def examine(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        found = page.evaluate(ASK_AXE, WCAG)
        assert not found, f"{page.url}\n" + "\n".join(found)
        too_wide = page.evaluate(TOO_WIDE)
        assert not too_wide, f"{page.url}: too wide at {page.viewport_size['width']} px: {too_wide}"

    return examine
