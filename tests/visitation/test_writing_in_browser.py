"""A request is written in short steps, on a phone, and survives being closed in the middle (VIS-1)."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import factories
from visitation.models import Request

pytestmark = [pytest.mark.browser, pytest.mark.rule("VIS-1")]


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def kept(page):
    expect(page.locator("#kept")).to_contain_text(_("Still missing before it can be sent:"))


def test_step_by_step_and_nothing_is_lost_when_the_page_is_closed(
    open_page, axe, caseworker, units, municipality
):
    known = factories.make_child(name="Nivi Kanariefugl", cpr=None)
    factories.make_placement(units.ilasiaq, child=known, municipality=municipality)
    page = open_page(360, caseworker)
    page.goto("/requests/new/")
    page.locator("[name=child_name]").fill("Nivi Kanariefugl")
    page.locator("[name=cpr]").focus()
    page.get_by_text("Nivi Kanariefugl, 15.03.2018").click()
    kept(page)
    axe(page)
    page.get_by_role("button", name=_("Next")).click()
    expect(page.locator("[name=child_name]")).to_be_hidden()
    page.locator("[name=reason]").fill("Der er uro i hjemmet, og mormoren orker ikke mere.")
    axe(page)
    expect(page.get_by_role("link", name=_("reason for the request"))).to_have_count(0)
    page.reload()
    expect(page.locator("[name=reason]")).to_have_value("Der er uro i hjemmet, og mormoren orker ikke mere.")
    draft = Request.objects.get()
    assert (draft.state, draft.child_name, draft.child) == ("draft", "Nivi Kanariefugl", known)


def test_what_is_missing_leads_to_its_step(open_page, axe, caseworker):
    draft = factories.make_draft(caseworker, family="", cpr="")
    page = open_page(1440, caseworker)
    page.goto(f"/requests/{draft.pk}/edit/#last-step")
    axe(page)
    page.locator("#kept").get_by_role("link", name=_("family")).click()
    page.locator("[name=family]").fill("Bor hos sin mormor.")
    page.goto(f"/requests/{draft.pk}/edit/#child")
    page.locator("[name=cpr]").fill("040517-5001")
    expect(page.locator("#kept")).to_contain_text(_("Everything that is needed is there. You can send it."))
    page.get_by_role("link", name=_("Papers, and send")).click()
    with page.expect_navigation():
        page.get_by_role("button", name=_("Send to the centre")).click()
    draft.refresh_from_db()
    assert (draft.state, draft.family, draft.cpr) == ("submitted", "Bor hos sin mormor.", "0405175001")
