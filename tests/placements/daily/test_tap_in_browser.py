"""One tap on a phone: saved without a page load, the reason opens, and the page is open to everybody (PLC-7)."""

import pytest
from playwright.sync_api import expect

from placements.models import Attendance
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.rule("PLC-7")]


@pytest.fixture(autouse=True)
def english():
    """Not here: the page is the Danish one that people see."""


def test_a_tap_saves_and_opens_the_reason(open_page, axe, care_worker, placement):
    school = factories.make_schooling(placement)
    page = open_page(360, care_worker)
    page.goto("/units/maelkeboetten/attendance/")
    page.evaluate("window.same = true")
    page.locator(f"#tap-{school.pk}-absent").click()
    expect(page.locator(f"#tap-{school.pk}-absent")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#tap-{school.pk}-absent")).to_be_focused()
    axe(page)
    page.locator(f"#reason-{school.pk}").fill("Feber")
    page.locator(f"#reason-{school.pk}").press("Enter")
    expect(page.locator(f"#reason-{school.pk}[value=Feber]")).to_be_attached()
    page.locator(f"#tap-{school.pk}-late").click()
    expect(page.locator(f"#tap-{school.pk}-late")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.same")
    mark = Attendance.objects.get()
    assert (mark.state, mark.reason, mark.written_by) == ("late", "Feber", care_worker)
