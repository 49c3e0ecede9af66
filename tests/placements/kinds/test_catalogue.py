"""The catalogue's kinds: loading twice changes nothing, and what was changed in Fnug stays (PLC-17, UNIT-1)."""

import io

import pytest
from django.core.management import call_command

from core.acting import acting
from placements.kinds.models import Kind

pytestmark = [pytest.mark.rule("PLC-17"), pytest.mark.django_db]
MINE = """
    [[kinds]]
    family = "placement"
    code = "{code}"
    name = "{name}"
"""


@pytest.fixture
def load(tmp_path):
    def run(code=None, name=""):
        (tmp_path / "mine.toml").write_text(MINE.format(code=code, name=name), encoding="utf-8")
        out = io.StringIO()
        call_command("load_catalogue", *([tmp_path / "mine.toml"] if code else []), stdout=out)
        return out.getvalue()

    return run


def rows():
    return list(Kind.objects.order_by("pk").values_list("family", "code", "name", "position", "active"))


def test_the_centres_own_file_says_what_is_there_and_twice_changes_nothing(load):
    before = rows()
    load()
    load()
    assert rows() == before
    assert Kind.pgh_event_model.objects.count() == len(before)


def test_a_new_one_is_added_and_a_name_nobody_changed_is_updated(load):
    load("lejr", "Lejrophold")
    assert Kind.objects.get(code="lejr").active
    assert "updated: kind respite" in load("respite", "Aflastning i weekender")
    assert Kind.objects.get(code="respite").name == "Aflastning i weekender"


def test_what_was_changed_in_fnug_stays_and_is_listed(load, director):
    with acting(director):
        Kind.objects.filter(code="respite").update(name="Vores aflastning", active=False)
    assert "kind respite, name" in load("respite", "Aflastning")
    respite = Kind.objects.get(code="respite")
    assert (respite.name, respite.active) == ("Vores aflastning", False)


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [("alt_for_lang_en_kode_her", "Navn", "kinds 1"), ("kort", "", "name: This is missing.")],
)
def test_what_is_wrong_is_said_with_its_place(load, capsys, code, name, fault):
    with pytest.raises(SystemExit):
        load(code, name)
    assert fault in capsys.readouterr().err
