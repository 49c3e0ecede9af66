"""The child's page and the staff board on a phone and on a desk, open to everybody."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import factories
from tests.factories import TODAY
from tests.placements.photos.making import make_consent, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


@pytest.mark.rule("PLC-15", "STF-3")
@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_a_photo_is_chosen_a_course_is_read_and_somebody_is_here(
    open_page, axe, placement, units, leader, care_worker, tmp_path, width
):
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(picture())
    make_consent(placement.child)
    factories.make_contact(placement, care_worker)
    factories.make_absence(placement, TODAY - timedelta(days=3), None)
    factories.make_meeting(placement, TODAY - timedelta(days=20))
    page = open_page(width, leader)
    page.goto(f"/children/{placement.child_id}/photo/")
    axe(page)
    page.locator("[name=photo]").set_input_files(photo)
    page.get_by_role("button", name=_("Keep the photo")).click()
    shown = page.locator(".child-photo img")
    expect(shown).to_have_js_property("naturalWidth", 160)
    page.get_by_text(_("Show as a list")).click()
    axe(page)

    page.goto("/units/maelkeboetten/staff/")
    page.get_by_role("button", name=_("I am here")).click()
    expect(page.locator(".wall-here")).to_have_count(1)
    axe(page)
