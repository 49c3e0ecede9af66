"""The headings are the centre's own: from the catalogue, and changed by the director."""

import pytest
from django.core.management import call_command

from core.refusals import Refused
from placements.models import Heading
from placements.reports import headings, services
from tests.factories import NOW, TODAY

DEFAULT = [
    *("Adfærd og udvikling", "Familie", "Skole", "Sundhed", "Fritid og venskaber", "Andet"),
    *(
        "Mål, og hvad vi har set",
        "Samvær",
        "Særlige episoder",
        "Barnets egne ord",
        "Vurdering og anbefalinger",
    ),
]


def titles():
    return list(Heading.objects.order_by("position").values_list("title", flat=True))


@pytest.mark.rule("PLC-6")
def test_a_report_has_the_default_headings_before_any_catalogue_is_loaded(running, care_worker):
    facts = {"begins": running.arrived, "ends": TODAY, "author": care_worker, "by": care_worker, "at": NOW}
    report = services.start_half_year(running, **facts)
    assert [section.title for section in report.sections.all()] == DEFAULT


@pytest.mark.rule("PLC-6")
def test_the_centres_own_catalogue_says_the_same_and_changes_nothing_twice(db, capsys):
    call_command("load_catalogue")
    assert titles() == DEFAULT
    capsys.readouterr()
    call_command("load_catalogue")
    assert "report heading" not in capsys.readouterr().out


@pytest.mark.rule("PLC-6")
def test_a_file_renames_a_heading_that_nobody_changed_by_hand(director, tmp_path, capsys):
    family = Heading.objects.get(code="family")
    facts = {name: getattr(family, name) for name in ("hint", "material", "required", "active")}
    headings.save_heading(family, facts={**facts, "title": "Slægt"}, by=director)
    rows = [("family", "Netværk"), ("health", "Helbred"), ("sleep", "Søvn")]
    text = "".join(f'[[report_headings]]\ncode = "{code}"\ntitle = "{title}"\n' for code, title in rows)
    file = tmp_path / "file.toml"
    file.write_text(text)
    call_command("load_catalogue", str(file))
    out = capsys.readouterr().out
    assert {"Slægt", "Helbred", "Søvn"} <= set(titles())
    assert "report heading family, title" in out


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('code = "a"', "title:"),
        ('code = "a"\ntitle = "A"\nmaterial = "weather"', "material:"),
        ('code = "a"\ntitle = "A"\nrequired = "yes"', "required:"),
        ('code = "a"\ntitle = "A"\ncolour = "red"', "colour:"),
    ],
)
def test_a_fault_in_the_file_has_its_place(db, tmp_path, capsys, row, fault):
    file = tmp_path / "file.toml"
    file.write_text(f"[[report_headings]]\n{row}\n")
    with pytest.raises(SystemExit):
        call_command("load_catalogue", str(file))
    assert f"report_headings 1 (a), {fault}" in capsys.readouterr().err
    assert titles() == DEFAULT


@pytest.mark.rule("PLC-6")
def test_the_director_adds_changes_orders_and_takes_out_of_use(as_, director, running, care_worker, report):
    visitor = as_(director)
    add = {"title": "Søvn", "hint": "Hvordan sover barnet?", "in_statement": None, "in_half_year": "on"}
    visitor.fill("/report-headings/add/", **add)
    sleep = Heading.objects.get(title="Søvn")
    assert (sleep.position, sleep.in_statement, sleep.in_half_year) == (12, False, True)
    visitor.post(f"/report-headings/{sleep.pk}/move/", {"up": "1"})
    assert titles()[-2:] == ["Søvn", "Vurdering og anbefalinger"]
    visitor.post(f"/report-headings/{sleep.pk}/move/", {"down": "1"})
    visitor.post(f"/report-headings/{sleep.pk}/move/", {"down": "1"})
    assert titles()[-1] == "Søvn"
    family = Heading.objects.get(code="family")
    visitor.fill(f"/report-headings/{family.pk}/", title="Slægt", active=None)
    assert report.sections.get(heading=family).title == "Familie"
    services.drop(report, reason="Ny begyndelse.", by=care_worker)
    facts = {"begins": running.arrived, "ends": TODAY, "author": care_worker, "by": care_worker, "at": NOW}
    written = [section.title for section in services.start_half_year(running, **facts).sections.all()]
    assert "Søvn" in written
    assert not {"Slægt", "Familie"} & set(written)


def test_two_headings_of_one_name_are_refused(as_, director):
    page = as_(director).fill("/report-headings/add/", title="Skole").content.decode()
    assert "There is already a heading of that name" in page
    assert titles() == DEFAULT
    with pytest.raises(Refused):
        headings.save_heading(Heading(), facts={"title": "Skole"}, by=director)
