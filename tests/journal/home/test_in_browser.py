"""From a tile to the saved line by keyboard, on a phone, and as a screen reader has it (JRN-1)."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from journal.models import Entry
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.rule("JRN-1")]
TEXT = "Malik byggede en hule."


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def pressed(page, key):
    page.keyboard.press(key)
    return 1


def test_three_interactions_and_the_line_stands_on_the_tile(open_page, axe, units, care_worker):
    malik, nivi = (
        f.make_placement(units.maelkeboetten, child=f.make_child(name=f"{name} Prøve")).child
        for name in ("Malik", "Nivi")
    )
    page = open_page(360, care_worker)
    page.goto("/units/maelkeboetten/")
    axe(page)
    tile, other = (page.locator(f"[data-write='{child.pk}']") for child in (malik, nivi))
    sheet = page.get_by_role("dialog", name=_("Write about %%n").replace("%%n", "Malik"))
    box = sheet.get_by_role("textbox", name=_("What did you see?"))

    tile.focus()
    interactions = pressed(page, "Enter")
    expect(box).to_be_focused()
    axe(page)
    for button in (_("Close"), _("More to tell"), _("Save")):
        assert sheet.get_by_role("button", name=button, exact=True).bounding_box()["height"] >= 44
    page.keyboard.type(TEXT)
    interactions += 1 + pressed(page, "Enter")
    expect(sheet).to_be_hidden()
    expect(page.locator("#tiles")).to_contain_text(TEXT)
    expect(
        page.get_by_role("status").get_by_text(_("Saved about %(name)s.") % {"name": "Malik"})
    ).to_be_visible()
    expect(tile).to_be_focused()
    assert interactions == 3
    assert [entry.told for entry in Entry.objects.filter(child=malik)] == [TEXT]

    other.click()
    page.keyboard.type("Nivi")
    page.keyboard.press("Escape")
    tile.click()
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    other.click()
    expect(page.get_by_role("textbox", name=_("What did you see?"))).to_have_value("Nivi")
