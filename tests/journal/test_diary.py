"""The diary page: who reads which entries (ACC-1), each look is logged (ACC-2), and what it costs."""

from datetime import timedelta

import pytest

from accounts.models import AccessLog
from core.acting import acting
from journal.models import Entry
from placements.reports import writing
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.reports.making import make_report


def text(response):
    return response.content.decode()


@pytest.mark.rule("ACC-1")
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
def test_who_reads_it(as_, write, child, url, request, who, status):
    write(child, "Græd om natten.")
    response = as_(request.getfixturevalue(who)).get(url)
    assert response.status_code == status
    assert ("Græd om natten." in text(response)) is (status == 200)


@pytest.fixture
def moved(placement, units, write, other_care_worker):
    """Yesterday from Mælkebøtten to Ilasiaq, with an entry of each."""
    child = placement.child
    write(child, "Skrevet i Mælkebøtten.", happened_at=at(date(2026, 3, 10)))
    with acting(factories.machine()):
        placement.stays.update(ends=TODAY - timedelta(days=1))
    factories.make_stay(placement, units.ilasiaq, begins=TODAY - timedelta(days=1))
    write(child, "Skrevet i Ilasiaq.", by=other_care_worker)
    return child


@pytest.mark.rule("ACC-1")
def test_after_a_move_the_old_unit_keeps_only_its_own_entries(as_, moved, url, care_worker, leader):
    for person in (care_worker, leader):
        page = text(as_(person).get(url))
        assert "Skrevet i Mælkebøtten." in page
        assert "Skrevet i Ilasiaq." not in page
        assert "The child has moved. Here is what your unit wrote." in page
        assert f"{url}write/" not in page
        assert f'href="/children/{moved.pk}/"' not in page


@pytest.mark.rule("ACC-1")
def test_the_old_unit_does_not_learn_what_the_new_one_writes_of_it(
    as_, moved, url, care_worker, other_care_worker
):
    report = make_report(moved.placements.get(), other_care_worker, kind="statement")
    for entry in Entry.objects.filter(child=moved):
        writing.quote(report.sections.first(), entry=entry.pk, by=other_care_worker, at=NOW)
    assert "used in the statement" in text(as_(other_care_worker).get(url))
    assert "used in" not in text(as_(care_worker).get(url))


@pytest.mark.rule("ACC-1")
def test_the_new_unit_reads_everything_and_writes(as_, moved, url, other_care_worker):
    page = text(as_(other_care_worker).get(url))
    assert "Skrevet i Mælkebøtten." in page
    assert "Skrevet i Ilasiaq." in page
    assert f"{url}write/" in page


@pytest.mark.rule("ACC-1")
def test_the_old_unit_writes_no_more(as_, moved, url, care_worker):
    assert as_(care_worker).get(f"{url}write/").status_code == 404


@pytest.mark.rule("ACC-1")
def test_a_unit_where_the_child_never_was_reads_nothing(as_, moved, url, units):
    stranger = factories.make_user(units=[units.allu])
    assert as_(stranger).get(url).status_code == 404


@pytest.mark.rule("ACC-1")
def test_who_left_the_old_unit_reads_nothing_of_it(as_, moved, url, units):
    former = factories.make_user()
    factories.make_assignment(former, units.maelkeboetten, ends=TODAY)
    assert as_(former).get(url).status_code == 404


@pytest.mark.rule("ACC-2")
def test_each_look_is_logged(as_, url, child, care_worker):
    as_(care_worker).get(url)
    row = AccessLog.objects.get()
    assert (row.person, row.at, row.action, row.child) == (care_worker, NOW, "diary", child)


def test_an_empty_diary_asks_for_the_first_line(as_, url, care_worker):
    assert "Nothing is written yet. The first line is yours." in text(as_(care_worker).get(url))


def test_days_have_headings_in_local_time(as_, write, child, url, care_worker):
    write(child, "Sent.", happened_at=at(date(2026, 3, 16), 23, 30))
    write(child, "Tidligt.", happened_at=at(TODAY, 0, 30))
    page = text(as_(care_worker).get(url))
    assert page.index("Tuesday 17 March") < page.index("Tidligt.") < page.index("Monday 16 March")
    assert page.index("Monday 16 March") < page.index("Sent.")
    assert "23:30" in page


@pytest.mark.parametrize("number", [1, 3, 30])
@pytest.mark.parametrize("who", ["care_worker", "director"])
def test_eight_queries_however_many_entries(as_, units, child, url, queries, request, number, who):
    for turn in range(number):
        author = factories.make_user(units=[units.maelkeboetten])
        factories.make_entry(child, units.maelkeboetten, author, happened_at=NOW - timedelta(hours=turn))
    visitor = as_(request.getfixturevalue(who))
    visitor.get("/tasks/")
    with queries(8):
        visitor.get(url)
