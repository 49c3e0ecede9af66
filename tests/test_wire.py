"""What Chromium loads over the wire: little at first, hardly anything later."""

import pytest

from tests import factories as f

pytestmark = pytest.mark.browser
FIRST_PAGE, LATER_PAGE = 150_000, 30_000


class Wire:
    def __init__(self, page):
        self.page, self.size = page, 0
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", self.count)

    def count(self, event):
        self.size += event["encodedDataLength"]

    def load(self, path):
        self.size = 0
        self.page.goto(path, wait_until="networkidle")
        return self.size


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_the_first_page_is_light_and_the_later_ones_are_lighter(open_page, units, leader, width):
    child = f.make_children(units.maelkeboetten, 9)[0].child
    for n in range(30):
        f.make_entry(
            child, units.maelkeboetten, leader, text=f"Nummer {n}: legede roligt med de andre hele dagen."
        )
    assert 1_000 < Wire(open_page(width)).load("/sign-in/") <= FIRST_PAGE
    wire = Wire(open_page(width, leader))
    assert LATER_PAGE < wire.load("/") <= FIRST_PAGE
    for path in (
        "/units/maelkeboetten/",
        f"/children/{child.pk}/",
        f"/children/{child.pk}/diary/",
        "/tasks/",
    ):
        assert 1_000 < wire.load(path) <= LATER_PAGE, path
