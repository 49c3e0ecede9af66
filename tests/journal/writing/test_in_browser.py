"""Writing by thumb and by keyboard: names that are found, goals, a choice that is taken back (JRN-1, JRN-3, JRN-6)."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from journal.models import Entry
from placements.models import Sighting
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.rule("JRN-1", "JRN-3", "JRN-6")]


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the one that people see."""


def test_by_thumb_and_by_keyboard(open_page, axe, care_worker, aputi, nivi):
    plan = factories.make_plan(aputi.placements.get())
    sub_goal = factories.make_sub_goal(plan, text="Siger til", signs="Rækker hånden op.")
    page = open_page(360, care_worker)

    # On the child's page: a second tap takes the choice back, Enter saves.
    page.goto(f"/children/{aputi.pk}/")
    meal, play = page.get_by_label(_("Meal")), page.get_by_label(_("Play"))
    page.locator(".pick", has=meal).click()
    expect(meal).to_be_checked()
    page.locator(".pick", has=meal).click()
    expect(meal).not_to_be_checked()
    page.locator("#id_text").fill("Byggede hule med Nivi")
    expect(page.locator("[data-offers]").first).to_be_visible()
    page.locator("#id_text").press("Tab")
    play.focus()
    page.keyboard.press(" ")
    page.locator("#id_text").press("Enter")
    expect(page.locator(".entry-text").first).to_have_text(f"Byggede hule med {_('another child')}")

    # On the full form: names as they are typed, not this child, also about that one, a sign seen.
    page.goto(f"/children/{aputi.pk}/diary/write/")
    page.locator("#id_text").press_sequentially("Aputi trøstede Nivi.")
    hides = page.get_by_label(_("%(name)s: hidden in other children's files") % {"name": "Nivi"})
    expect(hides).to_be_checked()
    hides.press(" ")
    expect(page.locator("[name=not_meant]")).to_have_value(str(nivi.pk))
    hides.press(" ")
    expect(page.locator("[name=not_meant]")).to_have_count(0)
    page.get_by_role("button", name=_("Also about %(name)s") % {"name": "Nivi"}).press("Enter")
    expect(page.locator(f"[name=others][value='{nivi.pk}']")).to_be_checked()
    page.locator("[name=sub_goals]").press(" ")
    axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name=_("Save"), exact=True).press("Enter")
    expect(page.locator(".entry-text").first).to_contain_text("Aputi trøstede")

    alone, of_aputi, of_nivi = Entry.objects.order_by("written_at", "child__sort_name")
    assert (alone.category, alone.text) == ("play", f"Byggede hule med ⟦{nivi.pk}|Nivi⟧")
    assert (of_aputi.child, of_nivi.child) == (aputi, nivi)
    assert Sighting.objects.get().sub_goal == sub_goal
