"""Finding in the diaries (JRN-8): Danish words, only what the reader may see, marks that are safe."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import AccessLog
from core.acting import acting
from journal import services
from journal.models import Entry
from placements.reports import writing
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.reports.making import make_report

SEARCH = "/diary/search/"


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def find(as_, care_worker):
    """The page of what somebody finds; the care worker unless said otherwise."""

    def found(words="", person=care_worker, url=SEARCH, **choices):
        return text(as_(person).get(url, {"q": words, **choices}))

    return found


@pytest.fixture
def nivi(units, municipality):
    """Another child in the same house."""
    child = factories.make_child(name="Nivi Prøvesen")
    return factories.make_placement(units.maelkeboetten, child=child, municipality=municipality).child


@pytest.fixture
def moved(placement, units, write, other_care_worker):
    """Since yesterday in Ilasiaq, with an entry of each house."""
    child = placement.child
    write(child, "Legede i sneen med nøglen.", happened_at=at(date(2026, 3, 10)))
    with acting(factories.machine()):
        placement.stays.update(ends=TODAY - timedelta(days=1))
    factories.make_stay(placement, units.ilasiaq, begins=TODAY - timedelta(days=1))
    write(child, "Legede i stuen med lampen.", by=other_care_worker)
    return child


@pytest.mark.rule("JRN-8")
@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Hun løber over isen.", "løb"),
        ("Hun tog et løb.", "løbet"),
        ("Børnene legede længe.", "leger"),
        ("De leger i sneen.", "legede"),
        ("Spiste godt.", "spiser"),
        ("Spiste ÆBLER.", "æble"),
        ("Gik på Ås.", "ås"),
        ("Faldt i søvn med bamsen.", '"søvn med bamsen"'),
    ],
)
def test_other_forms_of_a_word_are_found(find, write, child, said, asked):
    write(child, said)
    assert "<mark>" in find(asked)


@pytest.mark.rule("JRN-8")
def test_what_does_not_answer_is_not_found(find, write, child):
    write(child, "Sov hele natten.")
    write(child, "Natten var lang, og bamsen var væk.")
    assert "Nothing answers to that" in find('"hele bamsen"')
    write(child, "Fik et F i dansk.")
    assert "Nothing answers to that" in find("fed")
    page = find("natten -bamsen")
    assert "Sov hele" in page
    assert "var væk" not in page


@pytest.mark.rule("JRN-8")
def test_pasted_html_is_text_and_only_our_marks_are_marks(find, write, child):
    write(child, "Hun <b>løb</b> & sagde <script>alert(1)</script> <mark>hej</mark> \x02løb\x03")
    page = find("løb")
    assert "&lt;b&gt;<mark>løb</mark>&lt;/b&gt; &amp; sagde &lt;script&gt;" in page
    assert "&lt;mark&gt;hej&lt;/mark&gt; <mark>løb</mark>" in page


@pytest.mark.rule("JRN-8")
def test_a_long_text_begins_where_the_word_stands_and_is_there_whole(find, write, child):
    write(
        child,
        f"Begyndelsen. {'Stille og roligt. ' * 60}Så kom hvalen. {'Stille og roligt. ' * 60}Slutningen.",
    )
    page = find("hval")
    short, whole = page.split("<summary>")[-1].split("</summary>")
    assert "<mark>hvalen</mark>" in short
    assert len(short) < 600
    assert "Begyndelsen." not in short
    assert "Slutningen." in whole


@pytest.mark.rule("JRN-3")
@pytest.mark.rule("JRN-8")
def test_the_name_of_another_child_is_not_found_and_not_shown(find, write, child, nivi, director):
    write(child, "Nivi delte sin slæde. Nivis hue blev væk.", others=[nivi])
    for page in (find("slæde"), find("slæde", director)):
        assert page.count("<mark>slæde</mark>") == 2
        assert "Another child delte sin" in page
        assert "Nivi delte" in page
    assert "Nothing answers to that" in find("Nivi")
    assert "Nothing answers to that" in find("Nivi", child=child.pk)


@pytest.mark.rule("JRN-8")
def test_a_name_leads_to_the_diary_of_a_child_whom_one_may_see(find, nivi, other_care_worker):
    assert f'href="/children/{nivi.pk}/diary/"' in find("nivi sneen")
    page = find("nivi sneen", other_care_worker)
    assert "Prøvesen" not in page
    assert "diary of" not in page


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("who", ["care_worker", "leader", "director"])
def test_those_of_the_unit_find_it(find, write, child, request, who):
    write(child, "Byggede en iglo.")
    assert "<mark>iglo</mark>" in find("iglo", request.getfixturevalue(who))


@pytest.mark.rule("ACC-1")
@pytest.mark.rule("JRN-8")
def test_strangers_find_nothing_however_they_ask(find, write, child, units, other_care_worker, other_leader):
    entry = write(child, "Byggede en iglo.")
    services.add(entry, key=uuid4(), text="Igloen stod om morgenen.", by=entry.author, at=NOW)
    asked = [
        {},
        {"child": child.pk},
        {"unit": units.maelkeboetten.pk},
        {"author": "Pia"},
        {"category": "play"},
    ]
    for person in (other_care_worker, other_leader):
        for choices in asked:
            assert "Nothing answers to that" in find("iglo", person, **choices)
        assert "Nothing answers to that" in find(f"¤c{child.pk}", person)
    assert not AccessLog.objects.filter(person__in=[other_care_worker, other_leader]).exists()


@pytest.mark.rule("ACC-1")
def test_after_a_move_each_house_finds_what_it_may_read(find, moved, care_worker, other_care_worker, units):
    before, after = find("legede", care_worker), find("legede", other_care_worker)
    assert "nøglen" in before
    assert "lampen" not in before
    assert "nøglen" in after
    assert "lampen" in after
    for choices in ({"child": moved.pk}, {"unit": units.maelkeboetten.pk}):
        assert "lampen" not in find("legede", care_worker, **choices)
        assert "nøglen" in find("legede", other_care_worker, **choices)
    assert "Nothing answers" in find("legede", care_worker, unit=units.ilasiaq.pk)


@pytest.mark.rule("JRN-2")
def test_a_word_that_was_corrected_away_is_found_no_more(find, write, child, care_worker):
    entry = write(child, "Spiste fisk.")
    services.correct(entry, key=uuid4(), children=[child], text="Spiste suppe.", by=care_worker, at=NOW)
    assert "Nothing answers to that" in find("fisk")
    assert "<mark>suppe</mark>" in find("supper")


@pytest.mark.rule("JRN-2")
def test_what_was_added_is_found_and_stands_below_the_newest_version(find, write, child, care_worker):
    entry = write(child, "Spiste fisk.")
    services.add(entry, key=uuid4(), text="Bad om rugbrød bagefter.", by=care_worker, at=NOW)
    services.correct(entry, key=uuid4(), children=[child], text="Spiste torsk.", by=care_worker, at=NOW)
    page = find("rugbrød")
    assert page.index("Spiste torsk.") < page.index("<mark>rugbrød</mark>")
    assert "Spiste fisk." not in page


@pytest.mark.rule("ACC-2")
def test_every_child_of_whom_something_is_shown_was_looked_at(as_, find, write, child, nivi, care_worker):
    as_(care_worker).get(SEARCH)
    assert not AccessLog.objects.exists()
    write(child, "Byggede en iglo.", others=[nivi])
    write(child, "Iglo igen.")
    find("iglo")
    assert {(row.child_id, row.action) for row in AccessLog.objects.all()} == {
        (child.pk, "diary"),
        (nivi.pk, "diary"),
    }
    assert AccessLog.objects.count() == 2


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        ({"category": "play"}, "A"),
        ({"mood": "sad"}, "B"),
        ({"own": "on"}, "C"),
        ({"handover": "on"}, "D"),
        ({"author": "ole"}, "E"),
        ({"begins": "2026-03-01", "ends": "2026-03-01"}, "F"),
        ({"author": "pia", "own": "on"}, "C"),
        ({"author": "ole", "own": "on"}, ""),
    ],
)
def test_choices_narrow_it_down(find, write, child, units, leader, choices, found):
    write(child, "Iglo A", category="play")
    write(child, "Iglo B", mood="sad")
    write(child, "Iglo C", own_words="Min!")
    write(child, "Iglo D", handover=True)
    facts = {"author_name": "Ole Importsen", "happened_at": NOW - timedelta(days=2)}
    factories.make_entry(child, units.maelkeboetten, None, text="Iglo E", **facts)
    write(child, "Iglo F", happened_at=at(date(2026, 3, 1), 23, 30))
    for words in ("iglo", ""):
        page = find(words, **choices).replace("<mark>Iglo</mark>", "Iglo")
        assert [letter for letter in "ABCDEF" if f"Iglo {letter}" in page] == list(found)


@pytest.mark.rule("JRN-6")
def test_by_sub_goal_and_by_use_in_a_report(find, write, placement, care_worker, url):
    child = placement.child
    goal = factories.make_sub_goal(factories.make_plan(placement))
    write(child, "Sagde fra.", sub_goals=[goal.pk])
    used = write(child, "Tog imod trøst.")
    report = make_report(placement, care_worker)
    writing.quote(report.sections.first(), entry=used.pk, by=care_worker, at=NOW)
    services.correct(used, key=uuid4(), children=[child], text="Tog imod et kram.", by=care_worker, at=NOW)
    page = find(url=url, goal=goal.pk)
    assert "Sagde fra." in page
    assert "kram" not in page
    for address in (url, SEARCH):
        page = find(url=address, used="on")
        assert "Tog imod et kram." in page
        assert "used in the half-yearly report" in page
        assert "Sagde fra." not in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"q": "og i at"}, "Signs and very common words are not searched for."),
        ({"q": "!!! ?"}, "Signs and very common words are not searched for."),
        ({"q": "🙂"}, "Nothing answers to that"),
        ({"q": "x" * 2000}, "at most 200 characters"),
        ({"q": "løb\0"}, "Null characters are not allowed."),
        ({"q": "\"'&|:*<->()\\ ' OR 1=1 --"}, "Nothing answers to that"),
        ({"q": "løb", "begins": "2026-03-02", "ends": "2026-03-01"}, "The last day is before the first."),
        ({"begins": "0001-01-01"}, "Check the year."),
        ({"ends": "9999-12-31"}, "Check the year."),
        ({"begins": "i går"}, "Enter a valid date."),
        ({"category": "x"}, "is not one of the available choices"),
        ({"child": "99999999999999999999999"}, "Ensure this value is less than"),
        ({"child": "424242"}, "Nothing answers to that"),
        ({"unit": "424242", "q": "løb"}, "Nothing answers to that"),
    ],
)
def test_strange_input_gets_a_sentence(as_, write, child, care_worker, asked, sentence):
    write(child, "Løb.")
    page = text(as_(care_worker).get(SEARCH, asked))
    assert sentence in page.replace("&quot;", '"')
    assert 'id="entry-' not in page


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("who", ["care_worker", "director"])
def test_eight_queries_however_much_is_found(as_, units, child, url, queries, request, number, who):
    for turn in range(number):
        author = factories.make_user(units=[units.maelkeboetten])
        factories.make_entry(child, units.maelkeboetten, author, happened_at=NOW - timedelta(hours=turn))
    visitor = as_(request.getfixturevalue(who))
    visitor.get("/tasks/")
    for address in (SEARCH, url):
        with queries(8):
            visitor.get(address, {"q": "legede"})
    assert Entry.objects.count() == number


@pytest.mark.rule("JRN-6")
def test_the_material_of_a_report_is_searched_by_the_same_words(
    as_, find, write, placement, nivi, care_worker
):
    write(placement.child, "Nivi delte sin slæde.", others=[nivi])
    write(placement.child, "Sov hele natten.")
    section = make_report(placement, care_worker).sections.first()
    for words, found in (("slæden", 1), ("Nivi", 0), ("og", 0), ("delt", 1)):
        page = find(words, url=f"/reports/sections/{section.pk}/diary/")
        assert page.count('entry-text">Another child delte') == found
        assert "Sov hele" not in page
