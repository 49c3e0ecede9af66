"""What is new since the reader's last shift (JRN-5)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import AccessLog
from journal.handover.models import Takeover
from journal.models import Addendum
from tests import factories as f
from tests.factories import NOW

pytestmark = pytest.mark.rule("JRN-5")
BOARD, UNREAD = "/units/maelkeboetten/", "/units/maelkeboetten/unread/"
HOUR = timedelta(hours=1)


@pytest.fixture
def lives(units):
    """A child of that name who lives in the unit."""

    def moved_in(name, unit=units.maelkeboetten, **facts):
        return f.make_placement(unit, child=f.make_child(name=f"{name} Prøve"), **facts).child

    return moved_in


@pytest.fixture
def wrote(units, colleague):
    """A colleague wrote this so many hours ago, unless said otherwise."""

    def written(child, text, ago=1, *, by=colleague, unit=units.maelkeboetten, **facts):
        return f.make_entry(child, unit, by, text=text, **{"happened_at": NOW - ago * HOUR, **facts})

    return written


@pytest.fixture
def page(as_, care_worker):
    return lambda path=BOARD: as_(care_worker).get(path).content.decode()


def took_over(person, unit, when):
    f.made(Takeover, person=person, unit=unit, shift="Day", begins=when, at=when)


def said(html):
    return re.findall(r'class="news-text">([^<]*)<', html)


def test_the_last_day_and_night_for_who_never_took_over_a_shift(page, lives, wrote):
    bo = lives("Bo")
    wrote(bo, "For længst.", ago=25)
    wrote(bo, "I nat.", ago=23)
    html = page()
    assert said(html) == said(page(UNREAD)) == ["I nat."]
    assert "New in the last 24 hours" in html


def test_since_the_newest_shift_that_was_taken_over_in_this_unit(
    page, lives, wrote, care_worker, colleague, units
):
    bo = lives("Bo")
    for person, unit, ago in [
        (care_worker, units.maelkeboetten, 30),
        (care_worker, units.maelkeboetten, 60),
        (care_worker, units.allu, 2),
        (colleague, units.maelkeboetten, 1),
    ]:
        took_over(person, unit, NOW - ago * HOUR)
    wrote(bo, "Før vagten.", ago=31)
    wrote(bo, "På vagten.", ago=29)
    html = page()
    assert said(html) == ["På vagten."]
    assert "New since your last shift" in html


def test_what_arrived_late_is_new_though_it_happened_long_before(page, lives, wrote):
    wrote(lives("Bo"), "Fra fjeldet.", ago=200, written_at=NOW - HOUR)
    assert said(page()) == ["Fra fjeldet."]


def test_ones_own_words_are_not_news_and_reading_hides_nothing(page, lives, wrote, care_worker):
    bo = lives("Bo")
    wrote(bo, "Mine egne.", by=care_worker)
    wrote(bo, "Andres.")
    assert [said(page(path)) for path in (BOARD, UNREAD, BOARD)] == [["Andres."]] * 3


def test_a_corrected_entry_is_told_as_it_is_now(page, lives, wrote):
    bo = lives("Bo")
    first = wrote(bo, "Sov dårligt.", ago=3)
    wrote(bo, "Sov godt.", original=first, corrects=first)
    assert said(page()) == ["Sov godt."]


def test_what_was_added_to_an_old_entry_is_new(page, lives, wrote, colleague):
    bo = lives("Bo")
    for text, corrected in (("Sov dårligt.", False), ("Tegnede.", True)):
        first = wrote(bo, text, ago=50)
        if corrected:
            wrote(bo, "Tegnede en hval.", ago=50, original=first, corrects=first)
        times = {"written_at": NOW - HOUR, "received_at": NOW - HOUR}
        f.made(Addendum, colleague, key=uuid4(), entry=first, text="Feber.", author=colleague, **times)
    wrote(bo, "Nyere.", ago=0)
    html = page(UNREAD)
    assert said(html) == ["Nyere.", "Tegnede en hval.", "Sov dårligt."]
    assert html.count("Feber.") == 2


def test_what_was_new_when_the_shift_was_taken_over_is_still_to_be_read(
    page, lives, wrote, care_worker, units
):
    bo = lives("Bo")
    for ago in (2, 40):
        took_over(care_worker, units.maelkeboetten, NOW - ago * HOUR)
    for ago, text in ((1, "Nu."), (20, "I går."), (41, "Længe siden.")):
        wrote(bo, text, ago=ago)
    assert said(page(UNREAD)) == ["Nu."]
    assert said(page(f"{UNREAD}?earlier=1")) == ["Nu.", "I går."]


def test_an_observation_about_several_stands_once_with_their_names(page, lives, wrote, units):
    bo, aase, ib = lives("Bo"), lives("Åse"), lives("Ib", units.ilasiaq)
    key, text = uuid4(), f"⟦{bo.pk}|Bo⟧ og ⟦{aase.pk}|Åse⟧ og ⟦{ib.pk}|Ib⟧ spillede."
    for child in (bo, aase):
        wrote(child, text, key=key)
    wrote(ib, text, key=key, unit=units.ilasiaq)
    for path, names in ((BOARD, "Bo, Åse"), (UNREAD, "Bo Prøve</a>, ")):
        html = page(path)
        assert said(html) == ["Bo og Åse og another child spillede."]
        assert names in html
        assert "Ib" not in html


def test_only_of_those_who_live_here_and_what_the_unit_itself_wrote(page, lives, wrote, units, other_leader):
    moved, left, stranger = lives("Bo"), lives("Gået", discharged=NOW.date()), lives("Ib", units.ilasiaq)
    wrote(moved, "I den anden afdeling.", by=other_leader, unit=units.ilasiaq)
    wrote(left, "Glemte sin bamse.")
    wrote(stranger, "Ikke for os.", by=other_leader, unit=units.ilasiaq)
    assert set(said(page())) == set(said(page(UNREAD))) == {"I den anden afdeling.", "Glemte sin bamse."}


def test_the_newest_twenty_and_the_rest_in_pages(page, lives, wrote):
    """Two of them arrive in each minute, so that a page ends between two that stand at the same moment."""
    children = [lives("Bo"), lives("Åse")]
    for n in range(33):
        key, arrived = uuid4(), NOW - n // 2 * timedelta(minutes=1)
        for child in children:
            wrote(child, f"Nr. {n}.", key=key, written_at=arrived, ago=24)
    first = page(UNREAD)
    second = page(UNREAD + re.search(r'href="(\?after=\d+)"', first)[1])
    assert [len(said(first)), len(said(second))] == [30, 3]
    assert set(said(first) + said(second)) == {f"Nr. {n}." for n in range(33)}
    assert "Nr. 32." in said(second)
    assert "?after=" not in second
    assert [len(said(page())), "18 more" in page()] == [2, True]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_long(as_, care_worker, queries, lives, wrote, number):
    child = lives("Bo")
    for n in range(number):
        wrote(child, f"Nr. {n}.")
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(8):
        visitor.get(UNREAD)


@pytest.mark.rule("ACC-2")
def test_each_child_who_is_read_about_was_looked_at(page, lives, wrote, care_worker):
    children, key = [lives("Bo"), lives("Aja")], uuid4()
    lives("Ivik")
    for child in children:
        wrote(child, "Gik tur.", key=key)
    page(UNREAD)
    rows = AccessLog.objects.order_by("child").values_list("person", "action", "child")
    assert list(rows) == [(care_worker.pk, "diary", child.pk) for child in children]


def test_who_may_not_open_the_unit_gets_nothing(as_, other_care_worker, lives, wrote):
    wrote(lives("Bo"), "Privat.")
    assert as_(other_care_worker).get(UNREAD).status_code == 404
