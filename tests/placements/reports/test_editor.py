"""The editor by its addresses: saved by itself and by the button, quoting the diary, material of the period."""

import re

import pytest

from placements.models import Attendance, Leftover, Meeting, Quote, Section
from placements.reports import material, words, writing
from tests import factories
from tests.factories import NOW, TODAY, date, timedelta
from tests.placements.reports.making import make_report

QUOTED = "> Byggede hule.\n> »Min!«\n> – 12.03.2026"


def plain(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def text_of(section):
    return Section.objects.get(pk=section.pk).text


# Autosave


@pytest.mark.rule("PLC-6")
def test_a_heading_saves_itself_and_says_so(as_, first, care_worker):
    visitor, url = as_(care_worker), f"/reports/sections/{first.pk}/"
    answer = visitor.post(url, {"text": "Sover godt.\r\nHele natten.", "base": "0"}).json()
    assert (answer["version"], answer["said"], answer["late"]) == (1, "Saved 10:00", False)
    first.refresh_from_db()
    assert (first.text, first.written_by) == ("Sover godt.\nHele natten.", care_worker)


@pytest.mark.rule("PLC-6")
def test_who_comes_second_is_told_whose_words_stand_there_and_where_the_own_ones_are(
    as_, report, first, care_worker, colleague
):
    url, edit = f"/reports/sections/{first.pk}/", f"/reports/{report.pk}/edit/"
    as_(care_worker).post(url, {"text": "Først.", "base": "0"})
    answer = as_(colleague).post(url, {"text": "Dernæst.", "base": "0"}).json()
    assert f"{care_worker} saved another text" in answer["said"]
    assert (answer["late"], answer["leftover"]) == (True, Leftover.objects.get().pk)
    assert f"Another text, written by {colleague}" in plain(as_(colleague).get(edit))
    as_(colleague).post(edit, {"put_in": f"{first.pk}-{answer['leftover']}"})
    assert text_of(first) == "Først.\n\nDernæst."
    assert "Another text, written by" not in plain(as_(colleague).get(edit))


@pytest.mark.rule("PLC-6")
def test_after_the_end_the_writer_is_told_where_the_words_are(as_, report, first, care_worker, leader):
    as_(leader).fill(f"/reports/{report.pk}/drop/", reason="Barnet flytter.")
    answer = as_(care_worker).post(f"/reports/sections/{first.pk}/", {"text": "Mere.", "base": "0"}).json()
    assert "no longer being written" in answer["said"]
    page = as_(care_worker).get(f"/reports/{report.pk}/")
    assert "Mere." in plain(page)
    assert as_(care_worker).get(f"/reports/{report.pk}/edit/").url == f"/reports/{report.pk}/"
    as_(care_worker).post(f"/reports/{report.pk}/leftover/", {"leftover": answer["leftover"]})
    assert Leftover.objects.get().settled_at == NOW


@pytest.mark.parametrize(("sent", "sentence"), [("x" * 50001, "at most 50000"), ("a\0b", "Null characters")])
def test_what_cannot_be_kept_is_refused_with_a_sentence(as_, first, care_worker, sent, sentence):
    answer = as_(care_worker).post(f"/reports/sections/{first.pk}/", {"text": sent, "base": "0"})
    assert (answer.status_code, sentence in answer.json()["said"]) == (422, True)
    assert text_of(first) == "Har det godt."


HUGE = "9" * 5000


@pytest.mark.parametrize("name", ["base", "leftover", "quoting", "page"])
def test_a_number_that_no_page_sends_is_no_number(as_, first, care_worker, name):
    sent = {"text": "Sover godt.", "base": "0", name: HUGE}
    assert as_(care_worker).post(f"/reports/sections/{first.pk}/", sent).status_code == 200
    assert Quote.objects.count() == 0


@pytest.mark.parametrize("act", ["quote", "unquote", "put_in", "set_aside"])
def test_neither_is_one_in_a_button(as_, report, first, care_worker, act):
    url = f"/reports/{report.pk}/edit/"
    assert as_(care_worker).post(url, {act: f"{HUGE}-{HUGE}"}).status_code == 404
    assert as_(care_worker).post(url, {act: f"{first.pk}-{HUGE}"}).status_code in (302, 404)
    assert text_of(first) == "Har det godt."


def test_nor_in_what_a_signer_has_seen(as_, report, leader):
    assert as_(leader).post(f"/reports/{report.pk}/sign/", {"seen": HUGE}).status_code == 302
    report.refresh_from_db()
    assert report.signed_at is None


def test_a_character_that_no_entry_holds_is_not_searched_for(as_, first, care_worker):
    url = f"/reports/sections/{first.pk}/diary/"
    assert as_(care_worker).get(url, {"q": "hu\0le"}).status_code == 200


@pytest.mark.rule("PLC-6")
def test_without_a_script_one_button_saves_every_heading(as_, report, first, care_worker, colleague):
    url, second = f"/reports/{report.pk}/edit/", report.sections.all()[1]
    visitor = as_(care_worker)
    form = visitor.form(url)
    writing.save(first, text="Kollegaens.", base=0, by=colleague, at=NOW)
    sent = {f"text-{first.pk}": "Mine.", f"text-{second.pk}": "Om familien."}
    answer = visitor.send(form, follow=True, **sent)
    assert f"{colleague} saved another text under “{first.title}”" in plain(answer)
    assert (text_of(first), text_of(second)) == ("Kollegaens.", "Om familien.")
    assert Leftover.objects.get().text == "Mine."


# Quoting


@pytest.mark.rule("JRN-6")
def test_a_quoted_entry_stands_in_the_text_and_says_in_the_diary_where_it_is_used(
    as_, running, report, first, entry, care_worker
):
    visitor, edit = as_(care_worker), f"/reports/{report.pk}/edit/"
    diary = f"/children/{running.child_id}/diary/"
    assert "used in" not in plain(visitor.get(diary))
    visitor.post(edit, {"quote": f"{first.pk}-{entry.pk}"})
    assert text_of(first) == f"Har det godt.\n\n{QUOTED}\n\n"
    for page in (visitor.get(diary), visitor.get(f"/children/{running.child_id}/")):
        assert "used in the half-yearly report of 17.03.2026" in plain(page)
        assert f'href="/reports/{report.pk}/"' in page.content.decode()
    assert "used in this report" in plain(visitor.get(f"/reports/sections/{first.pk}/diary/"))
    visitor.post(edit, {"unquote": f"{first.pk}-{entry.pk}"})
    assert text_of(first) == "Har det godt."
    assert "used in" not in plain(visitor.get(diary))


@pytest.mark.rule("JRN-6")
def test_the_page_puts_the_words_in_itself_and_the_entry_is_used_once(as_, first, entry, care_worker):
    sent = {"text": f"Se her:\n\n{QUOTED}", "base": "0", "quoting": entry.pk}
    answer = as_(care_worker).post(f"/reports/sections/{first.pk}/", sent).json()
    assert "Byggede hule." in answer["beside"]
    as_(care_worker).post(f"/reports/sections/{first.pk}/", {**sent, "base": "1"})
    assert Quote.objects.get().entry == entry


@pytest.mark.rule("JRN-3")
def test_what_is_quoted_here_is_told_as_the_childs_file_tells_it(as_, units, report, first, care_worker):
    child = report.placement.child
    entry = factories.make_entry(child, units.maelkeboetten, care_worker, text="⟦999|Nivi⟧ bed.")
    writing.quote(first, entry=entry.pk, by=care_worker, at=NOW)
    page = plain(as_(care_worker).get(f"/reports/{report.pk}/edit/"))
    assert "Another child bed." in page
    assert "Nivi" not in page
    assert "⟦" not in page


@pytest.mark.rule("JRN-6")
def test_only_the_childs_own_diary_is_quoted(as_, units, report, first, care_worker):
    other = factories.make_placement(units.maelkeboetten)
    strange = factories.make_entry(other.child, units.maelkeboetten, care_worker, text="En andens dag.")
    sent = {"text": "Stjålet.", "base": "0", "quoting": strange.pk}
    answer = as_(care_worker).post(f"/reports/sections/{first.pk}/", sent)
    assert (answer.status_code, answer.json()["said"]) == (
        422,
        "This observation is not in the child's diary.",
    )
    assert (text_of(first), Quote.objects.count()) == ("Har det godt.", 0)


@pytest.mark.rule("JRN-6")
def test_the_diary_beside_a_heading_is_of_the_period_searched_and_filtered(
    as_, running, report, first, units, care_worker
):
    def write(text, day, **facts):
        when = factories.at(day)
        factories.make_entry(
            running.child, units.maelkeboetten, care_worker, text=text, happened_at=when, **facts
        )

    write("Første dag.", running.arrived, category="school")
    write("Læste højt.", TODAY, category="school")
    write("Cyklede.", TODAY - timedelta(days=1), category="play")
    write("Før tiden.", running.arrived - timedelta(days=1))
    url, visitor = f"/reports/sections/{first.pk}/diary/", as_(care_worker)
    found = {
        query: re.findall(r"Første dag|Læste højt|Cyklede|Før tiden", plain(visitor.get(url + query)))
        for query in ("", "?category=school", "?q=h%C3%98jt", "?q=xyz", "?category=nonsense&page=x")
    }
    everything = ["Læste højt", "Cyklede", "Første dag"]
    assert found[""] == found["?category=nonsense&page=x"] == everything
    assert found["?category=school"] == ["Læste højt", "Første dag"]
    assert found["?q=h%C3%98jt"] == ["Læste højt"]
    assert found["?q=xyz"] == []
    opened = plain(visitor.get(f"/reports/{report.pk}/edit/?section={first.pk}&category=play"))
    assert ("Cyklede" in opened, "Læste højt" in opened) == (True, False)


# Material


@pytest.mark.rule("PLC-6")
def test_the_material_of_the_period_stands_beside_its_heading(as_, running, report, units, care_worker):
    sub_goal = factories.make_sub_goal(factories.make_plan(running), text="Siger til i tide.")
    factories.make_sighting(sub_goal, care_worker, TODAY - timedelta(days=3), note="Sagde stop.")
    factories.make_sighting(sub_goal, care_worker, TODAY + timedelta(days=3), note="Efter perioden.")
    school = factories.make_schooling(running, name="Prøveskolen")
    for days, state in enumerate(("there", "there", "absent")):
        facts = {"schooling": school, "day": TODAY - timedelta(days=days), "state": state, "reason": "Feber"}
        factories.made(Attendance, written_by=care_worker, written_at=NOW, **facts)
    factories.make_meeting(running, TODAY - timedelta(days=9))
    factories.make_absence(running, TODAY - timedelta(days=20), TODAY - timedelta(days=18))
    factories.made(
        Meeting,
        key=factories.uuid4(),
        placement=running,
        kind_id="network",
        held=TODAY,
        child_part="Ville gerne hjem.",
    )
    own = {"text": "Talte.", "own_words": "Jeg savner mor."}
    factories.make_entry(running.child, units.maelkeboetten, care_worker, **own)
    page = plain(as_(care_worker).get(f"/reports/{report.pk}/edit/"))
    for shown in (
        "Siger til i tide.",
        "Sagde stop.",
        "There 2 days, late 0, absent 1",
        "Feber",
        "25.02.2026",
    ):
        assert shown in page
    for shown in ("Ville gerne hjem.", "Jeg savner mor.", "08.03.2026"):
        assert shown in page
    assert "Efter perioden." not in page


def test_a_higher_app_puts_its_material_beside_the_heading_that_asks_for_it(
    as_, report, care_worker, monkeypatch
):
    monkeypatch.setattr(material, "_sources", [*material._sources])
    asked = []
    material.register("contact", "placements/reports/_diary.html", lambda of: asked.append(of) or {})
    as_(care_worker).get(f"/reports/{report.pk}/edit/")
    assert [(of.report, of.user, of.section) for of in asked] == [(report, care_worker, None)]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_editor_asks_as_much_for_thirty_rows_as_for_one(
    as_, running, units, care_worker, queries, number
):
    report = make_report(running, care_worker)
    plan, school = factories.make_plan(running), factories.make_schooling(running)
    section = report.sections.get(heading__code="own_words")
    for turn in range(number):
        day = TODAY - timedelta(days=turn)
        factories.make_sighting(factories.make_sub_goal(plan), care_worker, day)
        entry = factories.make_entry(running.child, units.maelkeboetten, care_worker, own_words="Ja.")
        factories.made(Quote, section=section, entry=entry, quoted_by=care_worker, quoted_at=NOW)
        facts = {"schooling": school, "day": day, "state": "absent", "reason": "Feber"}
        factories.made(Attendance, written_by=care_worker, written_at=NOW, **facts)
        factories.made(Leftover, section=section, text="Mere.", written_by=care_worker, written_at=NOW)
        factories.make_meeting(running, day)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(21):
        assert visitor.get(f"/reports/{report.pk}/edit/").status_code == 200
    with queries(6):
        visitor.get(f"/reports/sections/{section.pk}/diary/")
    with queries(11):
        visitor.get(f"/reports/{report.pk}/")


# Words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("En.\n\nTo.\nTre.", [("En.", False, ""), ("To.\nTre.", False, "")]),
        (
            f"Se:\n{QUOTED}\nOg så.",
            [("Se:", False, ""), ("Byggede hule.\n»Min!«", True, "12.03.2026"), ("Og så.", False, "")],
        ),
        ("> uden dato", [("uden dato", True, "")]),
        (">\n\n>", []),
        ("> – 12.03.2026", [("– 12.03.2026", True, "")]),
    ],
)
def test_a_text_becomes_paragraphs_and_quotations(text, parts):
    assert [(part["words"], part["quote"], part["source"]) for part in words.parts(text)] == parts


@pytest.mark.parametrize(("before", "after"), [("", ""), ("Før.", "Før."), ("Før.\n\n\n", "Før.")])
def test_taking_a_quotation_out_leaves_what_was_there(before, after):
    assert words.without_quotation(words.with_quotation(before, QUOTED), QUOTED) == after
    changed = QUOTED.replace("hule", "borg")
    assert words.without_quotation(changed, QUOTED) == changed


def test_dates_are_the_ones_of_nuuk(running, units, care_worker):
    late = factories.at(date(2026, 3, 11), 23, 30)
    entry = factories.make_entry(running.child, units.maelkeboetten, care_worker, happened_at=late)
    assert words.quotation(entry).endswith("> – 11.03.2026")
