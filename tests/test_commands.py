"""The commands that look at the project itself."""

import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from config.environment import ROOT
from config.management.commands import check_translations, rules, state_diagrams


def test_the_diagrams_in_the_docs_are_those_of_the_tables():
    call_command("state_diagrams", check=True)


def test_a_diagram_that_is_out_of_date_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(state_diagrams, "FOLDER", tmp_path / "states")
    with pytest.raises(CommandError, match=r"Out of date: .*placement\.md"):
        call_command("state_diagrams", check=True)
    call_command("state_diagrams")
    (tmp_path / "states" / "gone.md").write_text("old")
    with pytest.raises(CommandError, match=r"Out of date: gone\.md"):
        call_command("state_diagrams", check=True)
    call_command("state_diagrams")
    call_command("state_diagrams", check=True)
    assert "running --> ended: discharge" in (tmp_path / "states" / "placement.md").read_text()


def test_rules_are_read_from_the_page():
    found = rules.rules_in("# a\n- **VIS-1** Words.\n- **VIS-2** Other **[A]**.\nVIS-3 is no rule\n")
    assert found == {"VIS-1": "Words.", "VIS-2": "Other **[A]**."}
    assert rules.shortened("Other `a` **[A]**.") == "Other a [A]."
    assert rules.shortened("word " * 30, width=20) == "word word word …"


class Item:
    def __init__(self, nodeid, *marked):
        self.nodeid, self.marked = nodeid, marked

    def iter_markers(self, name):
        return [pytest.mark.rule(*self.marked).mark]


def test_a_test_counts_once_for_each_of_its_rules():
    collector = rules.Collector()
    session = type(
        "Session", (), {"items": [Item("a.py::t[1]", "VIS-1", "VIS-2"), Item("a.py::t[2]", "VIS-1")]}
    )
    collector.pytest_collection_finish(session)
    assert collector.proofs == {"VIS-1": ["a.py::t"], "VIS-2": ["a.py::t"]}


def test_every_rule_that_a_test_names_exists(request):
    collector = rules.Collector()
    collector.pytest_collection_finish(request.session)
    known = rules.rules_in((ROOT / "docs" / "rules.md").read_text())
    assert collector.proofs.keys() <= known.keys()


def test_rules_are_printed_with_their_proofs():
    """Asked about a part of the tests only: reading all of them takes long."""
    environment = {**os.environ, "PYTEST_ADDOPTS": f"--ignore-glob={ROOT}/tests/*/*"}
    command = [sys.executable, "manage.py", "rules"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests/test_urls.py::test_a_stranger_sees_the_sign_in_page_and_nothing_else" in done.stdout
    assert "rules are proven" in done.stdout


def test_the_danish_is_complete():
    call_command("check_translations")


PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Child"
msgstr "Barn"

msgid "A long "
"sentence"
msgstr ""

#, fuzzy
msgid "Place"
msgstr "Sted"

#~ msgid "Gone"
#~ msgstr "Væk"
"""


def test_each_kind_of_missing_danish_is_found(tmp_path):
    catalogue = tmp_path / "django.po"
    catalogue.write_text(PO)
    found = {
        kind: check_translations.sentences(catalogue, flags)
        for kind, flags in check_translations.FAULTS.items()
    }
    assert found == {
        "not translated": ["A long sentence"],
        "unsure (fuzzy)": ["Place"],
        "no longer used": ["Gone"],
    }
