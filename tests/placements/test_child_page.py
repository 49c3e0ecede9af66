"""A child's page: who opens it, what stands on it, that each look is logged, and what it costs."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject

from accounts.models import AccessLog
from accounts.roles import LEADERS
from core.acting import acting
from placements import panels
from placements.models import Absence, ActionPlan, Meeting, Report
from tests import factories
from tests.factories import NOW, TODAY, date


@pytest.fixture
def url(placement):
    return f"/children/{placement.child_id}/"


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("care_worker", 200),
        ("colleague", 200),
        ("leader", 200),
        ("director", 200),
        ("other_care_worker", 404),
        ("other_leader", 404),
        ("administration", 404),
        ("therapist", 404),
        ("contact_house", 404),
        ("drop_in", 404),
        ("system_admin", 404),
        ("caseworker", 404),
        ("other_caseworker", 404),
    ],
)
def test_who_opens_it(as_, placement, url, request, who, status):
    response = as_(request.getfixturevalue(who)).get(url)
    assert response.status_code == status
    assert (placement.child.name in text(response)) is (status == 200)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("begins", "ends", "status"), [(0, None, 200), (1, None, 404), (-9, 0, 404), (-9, 1, 200)]
)
def test_staff_open_it_while_they_work_there(as_, url, units, begins, ends, status):
    person = factories.make_user()
    ends = ends if ends is None else TODAY + timedelta(days=ends)
    factories.make_assignment(person, units.maelkeboetten, begins=TODAY + timedelta(days=begins), ends=ends)
    assert as_(person).get(url).status_code == status


@pytest.mark.rule("ACC-1", "PLC-9")
def test_after_a_move_the_new_unit_opens_it_from_that_day(
    as_, placement, url, units, care_worker, other_care_worker
):
    with acting(factories.machine()):
        placement.stays.update(ends=TODAY)
    factories.make_stay(placement, units.ilasiaq, begins=TODAY)
    assert as_(care_worker).get(url).status_code == 404
    assert "Ilasiaq since 17 March 2026" in text(as_(other_care_worker).get(url))


@pytest.mark.rule("ACC-1")
def test_an_expected_child_is_seen_by_leaders_only(as_, units, leader, care_worker, other_leader, director):
    planned = factories.make_planned(units.maelkeboetten)
    url = f"/children/{planned.child_id}/"
    page = text(as_(leader).get(url))
    assert "Mælkebøtten from 31 March 2026" in page
    assert "days</span>" not in page
    assert [as_(p).get(url).status_code for p in (director, care_worker, other_leader)] == [200, 404, 404]


@pytest.mark.rule("ACC-1", "PLC-13")
def test_who_left_is_seen_by_the_director_and_until_the_receipt_by_the_leader(
    as_, units, leader, other_leader, care_worker, director
):
    ended = factories.make_placement(units.maelkeboetten, discharged=TODAY)
    url = f"/children/{ended.child_id}/"
    assert "has left" in text(as_(director).get(url))
    assert [as_(p).get(url).status_code for p in (leader, other_leader, care_worker)] == [200, 404, 404]


@pytest.mark.rule("ACC-2")
def test_each_look_is_logged(as_, url, child, care_worker):
    as_(care_worker).get(url)
    as_(care_worker).get(url)
    rows = AccessLog.objects.values_list("person", "at", "action", "child")
    assert list(rows) == [(care_worker.pk, NOW, "child", child.pk)] * 2


@pytest.mark.rule("ACC-2")
def test_a_look_that_was_refused_is_none(as_, url, other_care_worker):
    as_(other_care_worker).get(url)
    assert not AccessLog.objects.exists()


def test_the_facts(as_, url, placement, director, care_worker, caseworker):
    with acting(director):
        child = placement.child
        child.allergies, child.medicine, child.school = "Jordbær", "Ventoline", "Atuarfik Samuel"
        child.save()
        placement.caseworker = caseworker
        placement.save()
    factories.make_intake(placement, brought_by="Mormor")
    page = text(as_(care_worker).get(url))
    for words in ("Jordbær", "Ventoline", "Atuarfik Samuel", "Kaja Prøvesagsbehandler", "Mormor", "Bamse"):
        assert words in page
    assert "64 days" in page
    assert "15 March 2018" in page


@pytest.mark.rule("VIS-7")
@pytest.mark.parametrize(
    ("kind", "paper", "missing"), [("admission", True, False), ("discharge", True, True)]
)
def test_only_the_decision_on_the_placement_itself_counts(
    as_, url, placement, leader, director, municipality, kind, paper, missing
):
    from documents import services

    facts = {"kind": "decision_paper", "title": "x", "content": factories.make_pdf(), "at": NOW}
    decision = factories.make_decision(placement, kind=kind)
    with acting(director):
        decision.paper = services.receive(
            by=director, child=placement.child, municipality=municipality, **facts
        )
        decision.save()
    assert ("The municipality's decision is missing" in text(as_(leader).get(url))) is missing


@pytest.mark.rule("PLC-15")
def test_an_earlier_placement_hangs_on_the_same_page(as_, url, placement, units, director):
    factories.make_placement(
        units.ilasiaq, child=placement.child, arrived=date(2024, 1, 1), discharged=date(2024, 5, 1)
    )
    page = text(as_(director).get(url))
    assert "Earlier" in page
    assert "01.01.2024" in page


# The CPR number


def test_the_number_is_masked_until_asked_for(as_, url, placement, care_worker):
    child = placement.child
    page = text(as_(care_worker).get(url))
    assert f"{child.cpr[:6]}-••••" in page
    assert child.cpr[6:] not in page.replace(child.cpr[:6], "")


@pytest.mark.rule("ACC-2")
def test_it_is_shown_by_post_and_logged(as_, url, placement, care_worker):
    child = placement.child
    response = as_(care_worker).post(f"{url}cpr/")
    assert text(response) == f"{child.cpr[:6]}-{child.cpr[6:]}"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    log = AccessLog.objects.get()
    assert (log.person, log.action, log.child) == (care_worker, "cpr", child)


def test_not_by_get_and_not_to_others(as_, url, care_worker, other_care_worker, administration):
    assert as_(care_worker).get(f"{url}cpr/").status_code == 405
    for person in (other_care_worker, administration):
        assert as_(person).post(f"{url}cpr/").status_code == 404
    assert not AccessLog.objects.exists()


def test_a_child_without_a_number(as_, care_worker, units):
    placement = factories.make_placement(units.maelkeboetten, child=factories.make_child(cpr=None))
    page = text(as_(care_worker).get(f"/children/{placement.child_id}/"))
    assert "••••" not in page


# What it costs


def papers(placement, author, on):
    """A meeting ahead, a plan and a report, each with the dates that they need."""
    facts = {"recorded_by": author, "recorded_at": NOW}
    factories.made(ActionPlan, author, placement=placement, dated=on, received=on, **facts)
    done = {"begins": on, "ends": on, "delivered": on, "state": "delivered"}
    factories.made(Report, author, placement=placement, kind="half_year", **done)
    ahead = {"key": uuid4(), "kind_id": "monthly", "state": "planned"}
    ahead["starts"] = NOW + (TODAY - on) + timedelta(days=9)
    factories.made(Meeting, author, placement=placement, **ahead)


def filled(units, author, number):
    """A child with so many stays, absences, meetings, plans, reports, contact persons and diary entries."""
    first = TODAY - timedelta(days=10 * number)
    placement = factories.make_placement(arrived=first, municipality=factories.make_municipality())
    for turn in range(number):
        begins = first + timedelta(days=10 * turn)
        ends = None if turn == number - 1 else begins + timedelta(days=10)
        unit = (units.maelkeboetten, units.ilasiaq)[(number - turn) % 2 - 1]
        factories.make_stay(placement, unit, begins=begins, ends=ends)
        factories.make_absence(placement, begins, begins + timedelta(days=2))
        factories.make_meeting(placement, begins)
        papers(placement, author, begins)
        factories.make_contact(placement, author, begins=begins, ends=ends)
        for _ in range(3):
            factories.make_entry(placement.child, unit, author, happened_at=factories.at(begins))
    factories.make_intake(placement)
    factories.make_decision(placement)
    return placement


@pytest.mark.parametrize("who", ["care_worker", "leader", "director"])
@pytest.mark.parametrize("number", [1, 3, 30])
def test_fifteen_queries_however_long_the_placement(as_, units, queries, request, who, number):
    person = request.getfixturevalue(who)
    placement = filled(units, factories.make_user(), number)
    visitor = as_(person)
    visitor.get("/tasks/")
    with queries(COST[who]):
        assert visitor.get(f"/children/{placement.child_id}/").status_code == 200


COST = {"care_worker": 12, "leader": 12, "director": 12}


def last_three(key, on):
    rows = Absence.objects.filter(placement=OuterRef("pk")).order_by("-begins", "-pk")
    rows = rows.values_list(JSONObject(begins="begins", kind="kind"))
    return {f"{key}_last": ArraySubquery(rows[:3]), f"{key}_all": Count("absences", distinct=True)}


def test_a_panel_asks_for_facts_and_costs_no_query_however_many_there_are(
    as_, units, queries, care_worker, monkeypatch
):
    told = []
    for key in map("probe{}".format, range(20)):
        facts = partial(last_three, key)
        load = lambda page, key=key: told.append(getattr(page.placement, f"{key}_last"))  # noqa: E731
        monkeypatch.setitem(panels._panels, key, panels.Panel(key, "", load, facts=facts))
    placement = filled(units, factories.make_user(), 30)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(COST["care_worker"]):
        visitor.get(f"/children/{placement.child_id}/")
    days = [row["begins"] for row in told[-1]]
    assert len(told) == 20
    assert days == [str(TODAY - timedelta(days=10 * n)) for n in (1, 2, 3)]


def test_the_names_of_all_facts_begin_with_the_key_of_their_panel():
    registered = panels._panels.values()
    assert all(name.startswith(panel.key) for panel in registered for name in panel.facts(TODAY))


# What burns, and what can be done


def test_what_burns_stands_under_the_head_with_the_one_thing_to_do(as_, url, placement, leader, care_worker):
    step = f"/placements/{placement.pk}/decision/"
    page = text(as_(leader).get(url))
    assert page.index("decision is missing") < page.index('class="timeline"')
    assert step in page
    shown = text(as_(care_worker).get(url))
    assert "decision is missing" in shown
    assert step not in shown


def test_links_stand_in_their_group_for_those_who_may_and_only_when_they_hold(
    as_, url, placement, leader, care_worker, units, monkeypatch
):
    monkeypatch.setattr(panels, "_links", {})
    look = {"icon": "star", "route": "placements:placement"}
    panels.register_link(
        panels.Link(key="a", label="For leaders", group="stay", roles=LEADERS, when=panels.running, **look),
        panels.Link(key="b", label="For all", group="daily", **look),
        panels.Link(key="c", label="Later", group="daily", order=60, of_child=True, **look),
        panels.Link(key="d", label="The one thing", primary=True, **look),
    )
    page = text(as_(leader).get(url))
    places = [page.index(words) for words in ("The one thing", "Every day", "For all", "Later", "The stay")]
    assert places == sorted(places)
    assert f'href="/placements/{placement.child_id}/"' in page
    assert ["For leaders" in text(as_(p).get(url)) for p in (leader, care_worker)] == [True, False]
    expected = factories.make_planned(units.maelkeboetten)
    page = text(as_(leader).get(f"/children/{expected.child_id}/"))
    assert ("For leaders" in page, "For all" in page) == (False, True)


# Earlier placements


@pytest.mark.rule("PLC-15")
def test_an_earlier_placement_is_shown_on_the_same_page_to_read_only(
    as_, url, placement, units, leader, other_leader
):
    facts = {"arrived": date(2024, 1, 1), "discharged": date(2024, 5, 1), "ladder_level": 4}
    before = factories.make_placement(units.ilasiaq, child=placement.child, **facts)
    newest = text(as_(leader).get(url))
    for words in (f'href="/placements/{before.pk}/"', "Ilasiaq · 121 days", "to foster care"):
        assert words in newest
    page = text(as_(leader).get(f"/placements/{before.pk}/"))
    assert "to read only" in page
    assert "01.01.2024–30.04.2024 Ilasiaq" in page
    assert 'href="/placements/' + str(placement.pk) in page
    assert "<textarea" not in page
    assert "Every day" not in page
    assert as_(other_leader).get(f"/placements/{before.pk}/").status_code == 404


@pytest.mark.rule("ACC-2")
def test_a_look_at_an_earlier_placement_is_logged(as_, placement, care_worker):
    as_(care_worker).get(f"/placements/{placement.pk}/")
    assert AccessLog.objects.get().child_id == placement.child_id
