"""What must not stand in any tracked file."""

import re
import subprocess
from datetime import date

import pytest

from config.environment import ROOT
from core import cpr
from core.refusals import Refused
from tests.factories import WEIGHTS

TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".css",
    ".js",
    ".svg",
    ".po",
    ".csv",
    ".yml",
    ".yaml",
    ".json",
    ".sh",
    "",
}
THIS = "tests/test_sources.py"


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    names = [name for name in listed if name and (ROOT / name).is_file()]
    return names or [str(p.relative_to(ROOT)) for p in (ROOT / "templates").rglob("*")]


FILES = {
    name: (ROOT / name).read_text() for name in tracked() if (ROOT / name).suffix in TEXT and name != THIS
}
TEMPLATES = {
    name: text for name, text in FILES.items() if name.startswith("templates/") and name.endswith(".html")
}
PYTHON = {
    name: text
    for name, text in FILES.items()
    if name.endswith(".py") and not name.startswith(("tests/", "scripts/")) and "/migrations/" not in name
}
# Django calls the text of this mail a page.
PLAIN_TEXT = {"templates/registration/password_reset_email.html"}
# Their markup is made here, from constants and escaped parts.
MAKES_MARKUP = {"core/templatetags/ui.py"}


def found(pattern, files):
    return [
        f"{name}:{text[: match.start()].count(chr(10)) + 1}: {match.group()[:80]}"
        for name, text in files.items()
        for match in re.finditer(pattern, text)
    ]


def test_there_is_something_to_read():
    assert len(FILES) > 100
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize(
    "pattern",
    [
        r"<style\b",
        r"\sstyle\s*=",
        r"<script(?![^>]*\bsrc=)[^>]*>",
        r"\son[a-z]+\s*=\s*[\"']",
        r"\shx-on\b",
        r"javascript:",
        r"\b(?:src|action)\s*=\s*[\"'](?:https?:)?//",
        r"<link[^>]*href\s*=\s*[\"'](?:https?:)?//",
    ],
)
def test_templates_hold_no_inline_script_or_style_and_nothing_from_elsewhere(pattern):
    assert found(pattern, TEMPLATES) == []


def test_templates_escape_everything():
    pages = {name: text for name, text in TEMPLATES.items() if name not in PLAIN_TEXT}
    assert found(r"\|\s*(?:safe|safeseq)\b|autoescape\s+off", pages) == []


def test_markup_is_made_in_few_places():
    python = {name: text for name, text in PYTHON.items() if name not in MAKES_MARKUP}
    assert found(r"\bmark_safe\b|\bSafeString\b|\bcsrf_exempt\b", python) == []


def test_nothing_names_a_machine_or_a_package_registry():
    hosts = r"registry\.npmjs\.|pypi\.org|pythonhosted\.org|deb\.debian\.org|npm\.pkg\.|/simple/"
    places = r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work|tmp/\w+)/"
    assert found(hosts, FILES) == []
    assert found(places, FILES) == []


def test_nothing_is_left_for_later():
    assert (
        found(r"\b(?:TODO|FIXME|XXX|HACK)\b", {n: t for n, t in FILES.items() if not n.endswith(".md")}) == []
    )
    assert found(r"(?i)lorem ipsum", FILES) == []


def test_a_state_is_set_by_its_lifecycle_only():
    with_states = {
        name: text for name, text in PYTHON.items() if name.startswith(("placements/", "visitation/"))
    }
    assert len(with_states) > 10
    assert found(r"(?<!self)\.state\s*=(?!=)|update\([^)]*\bstate=", with_states) == []


@pytest.mark.rule("JRN-7")
def test_the_browser_remembers_no_name():
    """A page's title stays in the history of a shared tablet: it says initials."""
    pages = {
        name: text
        for name, text in FILES.items()
        if name.startswith("templates/") and not name.startswith("templates/documents/")
    }
    assert found(r"block title[^\n]*(given_name|child\.name) *\}\}", pages) == []


def test_no_number_here_could_be_a_persons():
    """Every CPR number in any file fails the old check digit."""
    real = []
    for name, text in FILES.items():
        for match in re.finditer(r"(?<![\d.-])(\d{6})-?(\d{4})(?![\d.-])", text):
            number = match.group(1) + match.group(2)
            if is_a_date(number) and not sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=True)) % 11:
                real.append(f"{name}: {match.group()}")
    assert real == []


def is_a_date(number):
    try:
        return isinstance(cpr.born(number), date)
    except Refused:
        return False
