"""The diary's other pages for thumb, keyboard and screen reader; the writing ones have tests beside them."""

from datetime import timedelta

import pytest

from tests import factories as f
from tests.factories import NOW

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are those that people see."""


@pytest.fixture
def a_week(placement, child, care_worker, colleague, units):
    f.make_contact(placement, care_worker)
    f.make_appointment(child, f.at(f.TODAY, 13))
    for days in range(3):
        f.make_entry(
            child,
            units.maelkeboetten,
            colleague,
            text="Kom glad hjem fra skole.",
            own_words="Jeg vandt!",
            category="school",
            mood="happy",
            happened_at=NOW - timedelta(days=days),
        )


@pytest.mark.rule("JRN-8")
def test_finding_and_reading_on_a_phone(open_page, axe, a_week, child, care_worker):
    page = open_page(360, care_worker)
    for path in (
        f"/children/{child.pk}/diary/",
        f"/children/{child.pk}/appointments/",
        f"/children/{child.pk}/gathered/",
        "/gathered/",
        "/units/maelkeboetten/week/",
        "/units/maelkeboetten/day-sheet/",
        "/units/maelkeboetten/unread/",
    ):
        page.goto(path)
        axe(page)
    page.goto("/diary/search/")
    box = page.get_by_role("searchbox").first
    box.press_sequentially("skoler")
    box.press("Enter")
    page.wait_for_url("**q=skoler**")
    assert page.locator("mark").all_inner_texts() == ["skole"] * 3
    axe(page)
