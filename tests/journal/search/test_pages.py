"""Pages of an endless diary, its calendar of days, and months to go to."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from core.acting import acting
from journal import services
from journal.models import Entry
from journal.search.paging import Mark
from tests.factories import NOW, TODAY, at, date


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def numbers(page):
    return [int(found) for found in re.findall(r"Nr\. (\d+)", re.sub("</?mark>", "", page))]


def link(page, rel):
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found and found[1].replace("&amp;", "&")


@pytest.fixture
def at_once(units, child, care_worker):
    """95 entries of the same minute."""
    times = {"happened_at": NOW, "written_at": NOW, "received_at": NOW}
    facts = {"child": child, "unit": units.maelkeboetten, "author": care_worker, **times}
    with acting(care_worker):
        Entry.objects.bulk_create(Entry(key=uuid4(), text=f"Nr. {n}", **facts) for n in range(95))
    return child


@pytest.mark.parametrize("asked", ["", "search"])
def test_back_and_forth_through_entries_of_one_moment_gives_each_once(as_, at_once, url, care_worker, asked):
    visitor = as_(care_worker)
    address = "/diary/search/?q=nr" if asked == "search" else f"{url}{asked}"
    base, seen = address.split("?")[0], []
    page = text(visitor.get(address))
    while True:
        seen.append(numbers(page))
        if not (older := link(page, "next")):
            break
        page = text(visitor.get(base + older))
    assert [len(found) for found in seen] == [30, 30, 30, 5]
    assert sorted(sum(seen, [])) == list(range(95))
    for found in reversed(seen[:-1]):
        page = text(visitor.get(base + link(page, "prev")))
        assert numbers(page) == found
    assert link(page, "prev") is None


@pytest.mark.parametrize(
    "mark", ["0", "zz-1", "1-", "fffffffffffff-1-2", "-1", "' OR 1=1", "f" * 14 + "-1", "x" * 900]
)
def test_no_mark_in_an_address_is_too_strange(as_, write, child, url, care_worker, mark):
    write(child, "Legede.")
    for name in ("before", "after", "month", "page"):
        assert as_(care_worker).get(url, {name: mark}).status_code == 200
    assert "Legede." in text(as_(care_worker).get(url, {"before": mark}))


def test_there_is_no_month_after_the_last(as_, write, child, url, care_worker):
    write(child, "Legede.")
    assert "Legede." in text(as_(care_worker).get(url, {"month": "9999-12"}))


def test_a_mark_is_read_as_it_was_written():
    mark = Mark(NOW, 77)
    assert Mark.read(str(mark)) == mark


def test_a_month_begins_with_its_last_entry(as_, write, child, url, care_worker):
    write(child, "I marts.", happened_at=at(date(2026, 3, 1), 0, 5))
    write(child, "I februar.", happened_at=at(date(2026, 2, 28), 23, 55))
    page = text(as_(care_worker).get(url, {"month": "2026-02"}))
    assert "I februar." in page
    assert "I marts." not in page
    assert "I marts." in text(as_(care_worker).get(url + link(page, "prev")))
    assert "Nothing older is written." in text(as_(care_worker).get(url, {"month": "2025-12"}))


def test_the_calendar_counts_local_days_and_leads_to_them(as_, write, child, url, care_worker):
    day = TODAY - timedelta(days=1)
    for happened in (at(day, 23, 30), at(day, 0, 10), at(TODAY, 0, 5)):
        write(child, "Legede.", happened_at=happened)
    gone = write(child, "Om en anden.", happened_at=at(day, 12))
    assert gone
    services.correct(
        gone,
        key=uuid4(),
        children=[child],
        text="Om dette barn.",
        happened_at=at(day, 12),
        by=care_worker,
        at=NOW,
    )
    page = text(as_(care_worker).get(url))
    link_to = 'class="heat-{}" href="?begins={}&amp;ends={}"'
    assert link_to.format(2, day, day) in page
    assert 'aria-label="16.03.2026: 3"' in page
    assert link_to.format(1, TODAY, TODAY) in page
    assert "Days without a word in the last 28: 27" in page
    found = text(as_(care_worker).get(url, {"begins": str(day), "ends": str(day)}))
    assert found.count('id="entry-') == 3


def test_only_one_day_of_the_calendar_is_in_the_way_of_the_keyboard(as_, write, child, url, care_worker):
    for days in range(3):
        write(child, "Legede.", happened_at=NOW - timedelta(days=days))
    strip = text(as_(care_worker).get(url)).split("data-heat")[1].split("</table>")[0]
    assert strip.count("<a ") == 3
    assert strip.count('tabindex="-1"') == 2


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_diary_costs_eight_queries(as_, write, child, url, queries, care_worker, number):
    for n in range(number):
        write(child, f"Nr. {n}", happened_at=NOW - timedelta(minutes=n))
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(8):
        visitor.get(url)
