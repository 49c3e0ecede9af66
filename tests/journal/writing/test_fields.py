"""Everything one may add to a line, none of which is lost on the way (JRN-1, JRN-5, JRN-6)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from placements.models import Sighting
from tests import factories
from tests.factories import NOW, TODAY
from tests.visitor import Forms

pytestmark = pytest.mark.rule("JRN-1")
EVERYTHING = {
    "key": "6f1b9a52-6c0e-4d7e-9e1e-0a2b5f3c4d5e",
    "text": "Lo højt <hele> dagen",
    "category": "play",
    "mood": "happy",
    "own_words": "Jeg vandt!",
    "happened_at": "2026-03-17T08:30",
    "handover": "on",
}


def text(response):
    return response.content.decode()


@pytest.fixture
def sub_goal(aputi):
    plan = factories.make_plan(aputi.placements.get())
    return factories.make_sub_goal(plan, text="Siger til", signs="Rækker hånden op.\nVenter.")


def test_more_to_tell_takes_everything_along(send, aputi, nivi, sub_goal):
    lists = {"others": [nivi.pk], "sub_goals": [sub_goal.pk], "not_meant": [nivi.pk]}
    page = text(send(aputi, more="1", **EVERYTHING, **lists))
    form = next(form for form in Forms(page, "").all if form.action.endswith("/diary/write/"))
    carried = {name: form.values[name] for name in [*EVERYTHING, *lists]}
    assert carried == {**EVERYTHING, **{name: str(numbers[0]) for name, numbers in lists.items()}}
    assert not Entry.objects.exists()


def test_a_refused_form_keeps_everything_too(send, aputi, nivi, sub_goal):
    lists = {"others": [nivi.pk], "sub_goals": [sub_goal.pk], "not_meant": [nivi.pk]}
    page = text(send(aputi, **{**EVERYTHING, "text": " "}, **lists))
    form = next(form for form in Forms(page, "").all if form.action.endswith("/diary/write/"))
    assert {name: form.values[name] for name in lists} == {n: str(v[0]) for n, v in lists.items()}
    assert (form.values["mood"], form.values["own_words"]) == ("happy", "Jeg vandt!")


@pytest.mark.rule("JRN-4", "JRN-5", "JRN-6")
def test_all_of_it_is_saved(send, aputi, sub_goal):
    assert send(aputi, **EVERYTHING, sub_goals=[sub_goal.pk]).status_code == 302
    entry = Entry.objects.get()
    assert (entry.category, entry.mood, entry.own_words) == ("play", "happy", "Jeg vandt!")
    assert entry.handover
    assert entry.happened_at == NOW - timedelta(minutes=90)
    sign = Sighting.objects.get()
    assert (sign.sub_goal, sign.entry, sign.seen_on) == (sub_goal, entry, TODAY)


@pytest.mark.rule("JRN-6")
def test_the_goals_worked_on_stand_beside_the_box_with_their_signs(as_, care_worker, aputi, sub_goal):
    old = factories.make_plan(aputi.placements.get(), TODAY - timedelta(days=300))
    factories.make_sub_goal(old, text="Fra sidste år")
    factories.make_sub_goal(sub_goal.goal.plan, text="Nået", state="reached", closed_on=TODAY)
    page = text(as_(care_worker).get(f"/children/{aputi.pk}/diary/write/"))
    assert "Rækker hånden op.<br>Venter." in page
    assert "Fra sidste år" not in page
    assert "Nået" not in page


@pytest.mark.rule("JRN-6")
def test_a_goal_of_another_child_is_no_sign(send, nivi, sub_goal):
    send(nivi, sub_goals=[sub_goal.pk, 999999])
    assert Entry.objects.exists()
    assert not Sighting.objects.exists()


@pytest.mark.rule("JRN-7")
def test_a_device_gets_the_first_result_again(send, aputi):
    key = uuid4()
    first, again = (send(aputi, outbox=True, key=key, ago="300").json() for _ in range(2))
    entry = Entry.objects.get()
    assert first == again == {"saved": True, "said": "Saved about Aputi.", "entry": entry.pk}
    assert (entry.written_at, entry.received_at) == (NOW - timedelta(seconds=300), NOW)


def test_a_device_is_told_what_is_wrong(send, aputi):
    answer = send(aputi, outbox=True, happened_at="2026-03-17T10:01")
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"happened_at": ["That time has not come yet. Say when it happened."]}


@pytest.mark.parametrize(("number", "asked"), [(1, 8), (3, 9)])
def test_what_it_costs_to_save_one(as_, care_worker, units, queries, aputi, number, asked):
    others = [placement.child.pk for placement in factories.make_children(units.maelkeboetten, number - 1)]
    facts = {"text": "Legede roligt.", "others": others}
    visitor, url = as_(care_worker), f"/children/{aputi.pk}/diary/write/"
    visitor.post(url, {"key": uuid4(), **facts})
    with queries(asked):
        visitor.post(url, {"key": uuid4(), **facts}, headers={"X-Fnug-Outbox": "1"})
    with queries(asked + 1):  # the receipt waits in the session for the next page
        visitor.post(url, {"key": uuid4(), **facts})
    assert Entry.objects.count() == 3 * number


@pytest.mark.parametrize("number", [1, 3, 30])
def test_what_the_full_form_costs(as_, units, care_worker, queries, aputi, number):
    for _ in range(number):
        factories.make_placement(place=factories.make_place(units.maelkeboetten))
    plan = factories.make_plan(aputi.placements.get())
    for _ in range(number):
        factories.make_sub_goal(plan)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(9):
        visitor.get(f"/children/{aputi.pk}/diary/write/")
