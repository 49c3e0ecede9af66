"""Reports are for those who work with the child; the municipality reads what was signed, and nothing before."""

import pytest

from accounts.models import AccessLog
from tests import factories
from tests.factories import TODAY, timedelta
from tests.placements.reports.making import make_report, make_request
from units.models import Unit

PAGES = ("", "edit/", "reader/", "drop/")


@pytest.mark.rule("ACC-1")
def test_another_unit_and_the_municipality_see_no_draft(
    as_, report, first, other_leader, caseworker, administration
):
    paths = [f"/reports/{report.pk}/{page}" for page in PAGES]
    paths += [f"/placements/{report.placement_id}/reports/", f"/reports/sections/{first.pk}/diary/"]
    for path in paths:
        assert as_(other_leader).get(path).status_code == 404, path
        assert as_(caseworker).get(path).status_code == as_(administration).get(path).status_code == 403, path
    answer = as_(other_leader).post(f"/reports/sections/{first.pk}/", {"text": "Fremmed.", "base": "0"})
    assert answer.status_code == 404
    first.refresh_from_db()
    assert first.text == "Har det godt."


@pytest.mark.rule("ACC-1")
def test_after_a_move_the_new_unit_writes_on_and_the_old_one_does_not(
    as_, report, care_worker, other_care_worker, leader
):
    from core.acting import acting

    placement = report.placement
    with acting(leader):
        placement.stays.update(ends=TODAY)
    factories.make_stay(placement, Unit.objects.get(slug="ilasiaq"), begins=TODAY)
    url = f"/reports/{report.pk}/edit/"
    assert [as_(person).get(url).status_code for person in (care_worker, other_care_worker)] == [404, 200]


@pytest.mark.rule("ACC-2")
def test_each_look_at_a_report_is_logged(as_, report, first, care_worker):
    for path in (
        f"/reports/{report.pk}/",
        f"/reports/{report.pk}/edit/",
        f"/reports/sections/{first.pk}/diary/",
    ):
        as_(care_worker).get(path)
    assert (
        list(AccessLog.objects.values_list("action", "child")) == [("reports", report.placement.child_id)] * 3
    )


@pytest.mark.rule("PLC-6")
def test_leaders_see_what_is_under_way_and_due_in_their_units(
    as_, units, running, report, leader, other_leader, director, care_worker, queries
):
    elsewhere = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Naja Prøve"))
    make_request(elsewhere, requested_on=TODAY - timedelta(days=9))
    pages = {who: as_(who).get("/reports/").content.decode() for who in (leader, other_leader, director)}
    mine, theirs = running.child.name, "Naja Prøve"
    assert [(mine in page, theirs in page) for page in pages.values()] == [
        (True, False),
        (False, True),
        (True, True),
    ]
    assert "Being written" in pages[leader]
    assert 'pill-bad">15.03.2026' in pages[other_leader]
    assert as_(care_worker).get("/reports/").status_code == 403
    visitor = as_(director)
    for add in (1, 2, 27):
        for _ in range(add):
            placement = factories.make_placement(place=factories.make_place(units.allu))
            make_request(placement)
            make_report(placement, care_worker)
        visitor.get("/tasks/")
        with queries(7):
            visitor.get("/reports/")


@pytest.mark.rule("PLC-6")
@pytest.mark.rule("PLC-10")
def test_the_childs_page_shows_the_next_report_and_the_clock_of_the_statement(
    as_, running, report, care_worker
):
    make_request(running, requested_on=TODAY - timedelta(days=9))
    page = as_(care_worker).get(f"/children/{running.child_id}/").content.decode()
    for words in ("Next half-yearly report", "17.03.2026", "Statement asked for", 'pill-bad">15.03.2026'):
        assert words in page
    assert f'href="/reports/{report.pk}/"' in page
    assert "being written" in page


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_of_a_placement_costs_the_same(as_, running, care_worker, queries, number):
    for turn in range(number):
        make_report(running, care_worker, state="dropped", dropped_because="Slut.")
        make_request(running, withdrawn_on=TODAY, days=turn)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(13):
        assert visitor.get(f"/placements/{running.pk}/reports/").status_code == 200
