"""Plan, goals, signs, register and kinds on a phone and on a desk: by keyboard, and open to everybody (PLC-2)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from placements.plans.models import SubGoal
from tests import factories
from tests.factories import TODAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.rule("PLC-2")]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_goals_are_written_by_keyboard_and_every_page_is_open_to_everybody(
    open_page, axe, units, placement, director, care_worker, caseworker, width
):
    plan = factories.make_plan(placement, note="Kom med posten.")
    there = factories.make_sub_goal(plan, text="Går selv ind i klassen", signs="Vinker farvel")
    factories.make_sub_goal(plan, goal=there.goal, text="Nået", state="reached", closed_on=TODAY)
    factories.make_sighting(there, care_worker)
    factories.make_plan(factories.make_placement(units.maelkeboetten), TODAY - timedelta(days=400))
    page = open_page(width, director)
    page.goto(f"/placements/{placement.pk}/plan/")
    page.get_by_text("Tilføj et delmål").press("Enter")
    page.get_by_label("Delmål", exact=True).press_sequentially("Leger et helt frikvarter")
    page.keyboard.press("Tab")
    page.keyboard.type("Bliver i legen")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Leger et helt frikvarter", exact=True)).to_be_visible()
    assert SubGoal.objects.get(text="Leger et helt frikvarter").signs == "Bliver i legen"
    axe(page)
    for path in (f"/sub-goals/{there.pk}/", f"/sub-goals/{there.pk}/close/", "/plans/", "/kinds/"):
        page.goto(path)
        axe(page)
    page.goto(f"/placements/{placement.pk}/plan/record/")
    axe(page)
    portal = open_page(width, caseworker)
    portal.goto(f"/portal/placements/{placement.pk}/plan/")
    axe(portal)
