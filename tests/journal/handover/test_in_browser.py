"""The handover by keyboard alone, on a phone, on the desk and on paper (JRN-5)."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from journal.handover.models import Acceptance, Takeover
from tests import factories as f
from tests.journal.handover.conftest import PAGE

pytestmark = [pytest.mark.browser, pytest.mark.rule("JRN-5")]


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def heading(page, words):
    return page.get_by_role("heading", name=words, exact=True)


def press_by_keyboard(page, button):
    """Goes there with the tab key and presses Enter."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail("The tab key does not reach the button.")


def test_read_aloud_taken_over_by_keyboard_and_printed(open_page, axe, tell, units, child, care_worker):
    other = f.make_placement(
        units.maelkeboetten, child=f.make_child(name="Åse Prøve", allergies="Jordbær")
    ).child
    f.make_appointment(other, f.at(f.TODAY, 13))
    tell("Sov uroligt."), tell("Ring til skolen.", other, others=[child])
    page = open_page(360, care_worker)
    page.goto(PAGE)
    expect(
        heading(page, _("%(before)s hands over to %(after)s") % {"before": "Nat", "after": "Dag"})
    ).to_be_visible()
    expect(heading(page, child.given_name)).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)
    axe(page)
    buttons = page.get_by_role("article").get_by_role("button")
    assert buttons.first.bounding_box()["height"] >= 44
    press_by_keyboard(page, buttons.first)
    expect(heading(page, _("Taken over in this shift"))).to_be_visible()
    axe(page)
    assert Acceptance.objects.get().entry.text == "Sov uroligt."
    press_by_keyboard(page, buttons.first)
    assert Acceptance.objects.count() == 3 and Takeover.objects.get().person == care_worker
    page.set_viewport_size({"width": 1440, "height": 900})
    axe(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("Sov uroligt.")).to_be_visible()
    expect(page.get_by_role("link", name=_("All that was written since your last shift"))).to_be_hidden()
