"""One child from the request to the invoice, as the people live it: in Chromium, on a phone and on a desk."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.utils.translation import gettext as _
from playwright.sync_api import expect
from pypdf import PdfReader

from deadlines import services as deadlines
from tests import factories as f
from tests.browser import SIZES, fill, next_step, press
from visitation.enums import TargetPoint
from visitation.target_group import INSIDE

pytestmark = pytest.mark.browser

CHILD = "Ivalu Prøvebarn"
CPR = f.make_cpr(date(2018, 5, 4))
SEEN = "Byggede en høj hule af puder sammen med de andre og lo højt."
ARRIVAL, NEXT_MONTH, BEFORE_MEETING = date(2026, 3, 19), date(2026, 4, 1), date(2026, 4, 16)


@pytest.fixture
def on():
    """`with on(day, 9):` the house lives that day from nine o'clock."""
    return lambda day, hour=10: time_machine.travel(f.at(day, hour), tick=True)


@pytest.fixture
def look(axe):
    """Every page is looked at on the phone and on the desk."""

    def at_both_widths(page):
        before = page.viewport_size
        for size in SIZES.values():
            page.set_viewport_size(size)
            # As tall as the page, so that nothing that sticks to an edge lies over what could be scrolled away.
            page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})
            axe(page)
        page.set_viewport_size(before)

    return at_both_widths


@pytest.fixture
def sign_in(open_page, look):
    looked = []

    def signed_in(person, width):
        page = open_page(width)
        page.goto("/")
        looked.append(looked or look(page))  # the door is the same for everybody
        page.get_by_label(_("E-mail")).fill(person.email)
        page.get_by_label(_("Password")).fill(f.PASSWORD)
        press(page, _("Sign in"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page)
        return page

    return signed_in


def follow(page, name, **kwargs):
    with page.expect_navigation():
        page.get_by_role("link", name=name, **kwargs).first.click()


def opened_pdf(page):
    """Presses “Open the PDF” and reads it."""
    with page.expect_download() as download:
        page.get_by_role("link", name=_("Open the PDF")).click()
    content = download.value.path().read_bytes()
    return " ".join(" ".join(part.extract_text() for part in PdfReader(BytesIO(content)).pages).split())


@pytest.fixture
def house(units, municipality, director, leader, care_worker, colleague, administration, caseworker):
    f.make_price_list()
    f.make_membership(leader)


@pytest.mark.proof
@pytest.mark.rule(
    "VIS-1", "VIS-4", "VIS-5", "PLC-3", "PLC-4", "JRN-1", "PLC-5", "ACC-4", "BIL-2", "BIL-7", "BIL-9"
)
def test_a_child_from_request_to_invoice(
    house,
    on,
    sign_in,
    look,
    run_outbox,
    smtp,
    caseworker,
    director,
    leader,
    care_worker,
    colleague,
    administration,
):
    with on(f.TODAY):
        ask_for_a_place(sign_in(caseworker, 1440), look)
        admit(sign_in(director, 1440), look, leader)
        read_the_letter(sign_in(caseworker, 1440), look, run_outbox, smtp, caseworker)
    with on(ARRIVAL, 9):
        receive(sign_in(leader, 1440), look, care_worker, colleague)
    with on(ARRIVAL, 20):
        write(sign_in(care_worker, 360), look)
    with on(ARRIVAL, 23):
        read(sign_in(colleague, 360), look)
    with on(NEXT_MONTH):
        invoice(sign_in(administration, 1440), look, run_outbox)
    with on(BEFORE_MEETING):
        remind(sign_in, look, run_outbox, smtp, care_worker)


def ask_for_a_place(page, look):
    follow(page, _("New request"))
    look(page)
    fill(page, child_name=CHILD, cpr=CPR)
    press(page, _("Save and close"))
    look(page)
    follow(page, _("Go on writing"))
    next_step(page)
    fill(page, reason="Mormoren orker ikke mere.", family="Mormor og en storebror.")
    look(page)
    next_step(page)
    fill(page, school="Prøveskolen, 1. klasse", health="Tåler ikke nødder.")
    page.locator("[name=action_plan]").select_option("started")
    next_step(page)
    page.locator("[name=wanted_unit]").select_option(label="Mælkebøtten")
    fill(page, wanted_from=ARRIVAL.isoformat(), expected_length="et halvt år")
    next_step(page)
    look(page)
    press(page, _("Send to the centre"))
    expect(
        page.get_by_text(_("The request is sent. The centre answers here, and you get an e-mail."))
    ).to_be_visible()
    look(page)


def admit(page, look, leader):
    follow(page, CHILD)
    look(page)
    follow(page, _("Decide"))
    look(page)
    page.locator("[name=outcome][value=admit]").check()
    page.get_by_label(leader.full_name).check()
    expect(page.locator("[name=begins]")).to_have_value(ARRIVAL.isoformat())
    fill(page, reasons="Mælkebøtten har ro og plads.")
    page.locator("label.chip", has=page.locator("[name=place]")).first.click()
    for point in TargetPoint:
        answer = page.locator(f"[name=target_{point}][value={'yes' if point in INSIDE else 'no'}]")
        page.locator("label.chip", has=answer).click()
    fill(page, decided_on=f.TODAY.isoformat(), decided_by="Familieafdelingen")
    paper = {"name": "afgoerelse.pdf", "mimeType": "application/pdf", "buffer": f.make_pdf()}
    page.locator("[name=paper]").set_input_files(paper)
    look(page)
    press(page, _("Decide and send the letter"))
    expect(page.get_by_text(_("The decision is made, and the municipality gets its letter."))).to_be_visible()
    look(page)


def read_the_letter(page, look, run_outbox, smtp, caseworker):
    follow(page, _("Open and confirm: %(title)s") % {"title": ""})
    look(page)
    run_outbox(at=f.at(f.TODAY, 11))
    expect(page.get_by_role("link", name=_("Open the PDF"))).to_be_visible()
    letter = opened_pdf(page)
    assert CHILD in letter
    assert "Mælkebøtten har ro og plads." in letter
    assert len(smtp.to(caseworker)) == 1
    follow(page, _("Documents"))
    look(page)


def receive(page, look, care_worker, colleague):
    follow(page, "Mælkebøtten")
    look(page)
    follow(page, CHILD)
    look(page)
    fill(page, brought_by="Mormoren", belongings="Bamse\nSkoletaske", allergies="Nødder")
    page.locator("[name=primary]").select_option(label=care_worker.full_name)
    page.locator("[name=secondary]").select_option(label=colleague.full_name)
    press(page, _("Register the arrival"))
    expect(page.get_by_role("heading", level=1)).to_have_text(CHILD)
    look(page)
    follow(page, "Mælkebøtten")
    expect(page_of_the_child(page)).to_be_visible()
    look(page)


def page_of_the_child(page):
    return page.get_by_role("link", name=_("%(name)s's page") % {"name": "Ivalu"})


def write(page, look):
    expect(page.get_by_role("heading", level=1)).to_have_text("Mælkebøtten")
    page.locator("[data-write]").tap()
    sheet = page.locator("#write-sheet")
    sheet.locator("[name=text]").fill(SEEN)
    look(page)
    sheet.get_by_role("button", name=_("Save"), exact=True).tap()
    expect(page.locator("#tiles").get_by_text(SEEN)).to_be_visible()
    look(page)


def read(page, look):
    expect(page.locator("#tiles").get_by_text(SEEN)).to_be_visible()
    with page.expect_navigation():
        page_of_the_child(page).tap()
    follow(page, _("The whole diary"))
    expect(page.get_by_text(SEEN)).to_be_visible()
    look(page)


def invoice(page, look, run_outbox):
    follow(page, _("Invoices"))
    look(page)
    page.goto("/billing/2026-03/")
    look(page)
    expect(page.get_by_text("49.400,00 kr.").first).to_be_visible()
    issue = page.locator("form[action='/billing/2026-03/issue/'] button")
    verb = issue.inner_text().strip()
    issue.click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name=verb).click()
    follow(page, _("Invoice %(number)s") % {"number": 1})
    look(page)
    run_outbox(at=f.at(NEXT_MONTH, 11))
    expect(page.get_by_role("link", name=_("Open the PDF"))).to_be_visible()
    text = opened_pdf(page)
    assert "49.400,00" in text
    assert "15.04.2026" in text
    assert CHILD not in text


def remind(sign_in, look, run_outbox, smtp, care_worker):
    deadlines.refresh(at=f.at(BEFORE_MEETING, 6))
    run_outbox(at=f.at(BEFORE_MEETING, 6))
    (mail,) = smtp.to(care_worker)
    for word in (*CHILD.split(), CPR, CPR[:6], "Mælkebøtten"):
        assert word not in mail.as_string() + mail.get_content()
    page = sign_in(care_worker, 360)
    follow(page, _("Tasks"))
    expect(page.get_by_role("link", name=_("Monthly meeting with the caseworker"))).to_be_visible()
    look(page)
