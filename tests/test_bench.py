"""The measuring itself."""

import pytest

from tests.bench import pages, wire
from tests.bench.__main__ import show, sized

FACE = "@font-face { src: url(./latin.woff2), url(./latin.ttf); unicode-range: U+0000-00FF, U+2??? }"


def test_a_style_sheet_brings_its_pictures_and_the_faces_whose_letters_are_shown():
    css = FACE + ".a { background: url('b.svg') } .c { background: url(data:image/png;base64,AA) }"
    assert wire.parts_of("/static/a.css", css, {"a"}) == ["./latin.woff2", "b.svg"]
    assert wire.parts_of("/static/a.css", css, {"\u2026"}) == ["./latin.woff2", "b.svg"]
    assert wire.parts_of("/static/a.css", css, {"\u0416"}) == ["b.svg"]


def test_a_script_brings_what_it_imports():
    script = 'import "./a.js"; import {b} from "/static/b.js"; const text = "taken from here"'
    assert wire.parts_of("/static/app.js", script, set()) == ["./a.js", "/static/b.js"]
    assert wire.parts_of("/static/a.svg", script, set()) == []


def test_a_browser_keeps_what_it_has_loaded(monkeypatch):
    served = {
        "/": ('<link href="/static/a.css"><a href="/b/">b</a><img src="data:,">', 100),
        "/static/a.css": (".a { background: url(b.svg) }", 20),
        "/static/b.svg": ("", 3),
    }
    browser = wire.Browser(0, "")
    monkeypatch.setattr(browser, "ask", served.get)
    assert browser.load("/") == 123
    assert browser.load("/") == 100


@pytest.mark.django_db
def test_the_floor_asks_what_the_page_asks_beyond_the_base(queries):
    asked = ["SELECT 1", "SELECT 2", "SELECT 1", "INSERT INTO nowhere VALUES (1)", "SELECT '%'"]
    again = pages.repeat(asked, ["SELECT 1"])
    with queries(3):
        again()


def test_a_missed_figure_is_said(capsys):
    assert show(*sized("page", 30_000, 30_000))
    assert not show(*sized("page", 30_001, 30_000))
    first, second = capsys.readouterr().out.splitlines()
    assert not first.endswith("MISSED")
    assert second.endswith("MISSED")


def test_percentiles():
    half, most = pages.percentiles(list(range(1, 101)))
    assert half == 50.5
    assert 95 < most < 96
