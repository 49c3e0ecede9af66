"""Writing an observation: a sentence, and nothing of it is lost (JRN-1, JRN-2)."""

from datetime import timedelta

import pytest

from core.acting import acting
from core.refusals import Refused
from journal.models import Entry
from tests import factories
from tests.factories import NOW, TODAY, at, date

pytestmark = pytest.mark.rule("JRN-1")
FOREIGN = "Those who work in the child's unit write in the diary."
ELSEWHERE = "The child did not live here at that time."


def text(response):
    return response.content.decode()


def test_one_sentence_is_enough(as_, care_worker, child, url, units):
    response = as_(care_worker).fill(f"{url}write/", text="Legede roligt.")
    entry = Entry.objects.get()
    assert response.url == url
    assert (entry.child, entry.unit, entry.author) == (child, units.maelkeboetten, care_worker)
    assert (entry.text, entry.category, entry.own_words) == ("Legede roligt.", "", "")
    assert entry.happened_at == entry.written_at == NOW


def test_the_box_on_the_childs_page_leads_back_to_it(as_, care_worker, child, url):
    page = f"/children/{child.pk}/"
    response = as_(care_worker).fill(page, f"{url}write/", text="Spiste godt.", category="meal")
    assert response.url == page
    assert Entry.objects.get().category == "meal"
    assert "Spiste godt." in text(as_(care_worker).get(page))


@pytest.mark.rule("JRN-4")
def test_the_childs_own_words_have_a_field_of_their_own(as_, care_worker, url):
    as_(care_worker).fill(f"{url}write/", text="Fortalte om mormor.", own_words="Hun laver suaasat.")
    assert Entry.objects.get().own_words == "Hun laver suaasat."
    assert "Hun laver suaasat." in text(as_(care_worker).get(url))


def test_the_next_shift_reads_it(as_, care_worker, colleague, child, url):
    as_(care_worker).fill(f"{url}write/", text="Faldt i søvn kl. 20.")
    assert "Faldt i søvn kl. 20." in text(as_(colleague).get(url))
    assert "Faldt i søvn kl. 20." in text(as_(colleague).get("/units/maelkeboetten/"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("care_worker", 200),
        ("leader", 200),
        ("director", 200),
        ("other_care_worker", 404),
        ("other_leader", 404),
        ("administration", 403),
        ("therapist", 403),
        ("contact_house", 403),
        ("drop_in", 403),
        ("system_admin", 403),
        ("caseworker", 403),
    ],
)
def test_who_writes(as_, child, url, request, who, status):
    visitor = as_(request.getfixturevalue(who))
    assert visitor.get(f"{url}write/").status_code == status
    response = visitor.post(f"{url}write/", {"key": "0" * 32, "text": "Legede roligt."})
    assert response.status_code == (302 if status == 200 else status)
    assert Entry.objects.exists() is (status == 200)


def test_the_service_knows_it_too(write, child, other_care_worker, administration):
    with pytest.raises(Refused, match=FOREIGN):
        write(child, by=other_care_worker)
    with pytest.raises(Refused, match="Your role does not write in the diary."):
        write(child, by=administration)


@pytest.mark.parametrize("words", ["", "   ", "\n\n"])
def test_at_least_a_word(as_, care_worker, url, words):
    assert "Write at least one word." in text(as_(care_worker).fill(f"{url}write/", text=words))
    assert not Entry.objects.exists()


# The unit of an entry


@pytest.fixture
def moved(placement, units):
    """On 10 March from Mælkebøtten to Ilasiaq."""
    with acting(factories.machine()):
        placement.stays.update(ends=date(2026, 3, 10))
    factories.make_stay(placement, units.ilasiaq, begins=date(2026, 3, 10))
    return placement.child


@pytest.mark.rule("ACC-1", "PLC-9")
@pytest.mark.parametrize(
    ("day", "unit"),
    [
        (date(2026, 1, 12), "maelkeboetten"),
        (date(2026, 3, 9), "maelkeboetten"),
        (date(2026, 3, 10), "ilasiaq"),
        (date(2026, 3, 17), "ilasiaq"),
    ],
)
def test_an_entry_belongs_to_the_unit_of_its_day(write, moved, other_care_worker, day, unit):
    assert write(moved, by=other_care_worker, happened_at=at(day, 9)).unit.slug == unit


def test_the_day_is_that_of_nuuk(write, moved, other_care_worker):
    """23.30 in Nuuk is the next day in UTC."""
    assert (
        write(moved, by=other_care_worker, happened_at=at(date(2026, 3, 9), 23, 30)).unit.slug
        == "maelkeboetten"
    )


def test_before_the_arrival_there_is_no_unit(write, child):
    with pytest.raises(Refused, match=ELSEWHERE):
        write(child, happened_at=at(date(2026, 1, 11)))


def test_nothing_is_written_about_a_child_that_is_only_expected(write, units, leader):
    planned = factories.make_planned(units.maelkeboetten, arrived=date(2026, 3, 16))
    with pytest.raises(Refused, match=ELSEWHERE):
        write(planned.child, by=leader)


def test_a_child_who_left(as_, write, units, care_worker, director):
    ended = factories.make_placement(units.maelkeboetten, discharged=date(2026, 3, 10))
    child = ended.child
    assert as_(care_worker).get(f"/children/{child.pk}/diary/write/").status_code == 404
    with pytest.raises(Refused, match=FOREIGN):
        write(child)
    with pytest.raises(Refused, match=ELSEWHERE):
        write(child, by=director)
    for day in (date(2026, 3, 9), date(2026, 3, 10)):
        assert write(child, by=director, happened_at=at(day)).unit == units.maelkeboetten


# When it happened


@pytest.mark.rule("JRN-2")
@pytest.mark.parametrize(("minutes", "late"), [(0, False), (60, False), (61, True), (60 * 24, True)])
def test_what_is_written_late_is_marked(as_, write, child, care_worker, url, minutes, late):
    entry = write(child, happened_at=NOW - timedelta(minutes=minutes))
    assert entry.is_late is late
    assert ("entry-late" in text(as_(care_worker).get(url))) is late


@pytest.mark.rule("JRN-2")
def test_a_late_one_stands_in_its_place(as_, write, child, care_worker, url):
    write(child, "Morgenmad.", happened_at=NOW - timedelta(hours=3))
    write(child, "Skole.", happened_at=NOW - timedelta(hours=1))
    write(child, "Bad.", happened_at=NOW - timedelta(hours=2))
    page = text(as_(care_worker).get(url))
    assert page.index("Skole.") < page.index("Bad.") < page.index("Morgenmad.")


def test_the_future_is_refused(as_, care_worker, url, write, child):
    page = text(as_(care_worker).fill(f"{url}write/", text="Legede.", happened_at="2026-03-17T10:01"))
    assert "That time has not come yet. Say when it happened." in page
    assert "Legede." in page
    with pytest.raises(Refused, match="That time has not come yet."):
        write(child, happened_at=NOW + timedelta(seconds=1))
    assert not Entry.objects.exists()


def test_three_months_ago_is_asked_about_and_then_kept(as_, care_worker, units):
    child = factories.make_placement(units.maelkeboetten, arrived=date(2025, 11, 1)).child
    url = f"/children/{child.pk}/diary/write/"
    facts = {"text": "Flyttede ind.", "happened_at": "2025-12-17T08:30"}
    page = text(as_(care_worker).fill(url, **facts))
    assert "17 December 2025 is long ago. If it is right, tick “Yes, the date is right”." in page
    assert "Flyttede ind." in page
    assert not Entry.objects.exists()
    visitor = as_(care_worker)
    visitor.send(visitor.form(url), sure="on", **facts)
    assert Entry.objects.get().happened_at == at(date(2025, 12, 17), 8, 30)


@pytest.mark.parametrize("when", ["i går", "2026-13-01T10:00", "2026-03-17"])
def test_a_time_that_is_none(as_, care_worker, url, when):
    page = text(as_(care_worker).fill(f"{url}write/", text="Legede.", happened_at=when))
    assert ("Enter a valid date/time." in page) is (when != "2026-03-17")
    assert Entry.objects.exists() is (when == "2026-03-17")


def test_a_time_that_the_clocks_left_out(as_, care_worker, units, url):
    import time_machine

    with time_machine.travel(at(date(2026, 3, 29), 9), tick=False):
        page = text(as_(care_worker).fill(f"{url}write/", text="Sov.", happened_at="2026-03-28T23:30"))
    assert "Sov." in page
    assert not Entry.objects.exists()


def test_the_last_night_before_the_clocks_change(write, child, units):
    """An evening entry of the 24-hour ward on the short night keeps its minute and its day."""
    entry = write(child, happened_at=at(date(2026, 3, 16), 22, 59))
    assert entry.local_day == TODAY - timedelta(days=1)


def test_more_to_tell_takes_along_what_is_written_already(as_, care_worker, child):
    written = {
        "key": "6f1b9a52-6c0e-4d7e-9e1e-0a2b5f3c4d5e",
        "text": "Lo højt <hele> dagen",
        "category": "play",
        "more": "1",
    }
    page = as_(care_worker).post(f"/children/{child.pk}/diary/write/", written)
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Lo højt &lt;hele&gt; dagen</textarea>" in shown
    assert 'value="play" checked' in shown
    assert written["key"] in shown
    assert not Entry.objects.exists()
