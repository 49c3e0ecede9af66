"""Several caseworkers of the municipality at once, each with a task and a history (PLC-4)."""

from datetime import timedelta

import pytest

from core.refusals import Refused
from placements import services as placements
from placements.adults import services
from placements.models import Caseworker, Placement
from tests import factories
from tests.factories import TODAY, date

pytestmark = pytest.mark.rule("PLC-4")


@pytest.fixture
def second(municipality):
    return factories.make_user("caseworker", name="Sanne Sagsbehandler", municipality=municipality)


@pytest.fixture
def answered(placement, caseworker):
    """A placement for which the caseworker has answered since the arrival."""
    factories.make_caseworker(placement, caseworker)
    with factories.acting(factories.machine()):
        Placement.objects.filter(pk=placement.pk).update(caseworker=caseworker)
    return placement


@pytest.fixture
def sent(as_, leader, answered, second):
    def send(by=leader, **values):
        facts = {"task": "measure", "person": str(second.pk), "begins": str(TODAY), **values}
        return as_(by).fill(f"/placements/{answered.pk}/caseworker/", **facts)

    return send


def periods(placement, task="measure"):
    rows = Caseworker.objects.filter(placement=placement, task=task).order_by("begins", "pk")
    return [(row.person.first_name, row.begins, row.ends) for row in rows]


def text(response):
    return response.content.decode().replace("&#x27;", "'")


ARRIVED = date(2026, 1, 12)


def test_the_new_one_answers_for_the_placement_and_the_old_one_stays_in_the_history(
    sent, answered, second, stored
):
    assert sent().url == f"/placements/{answered.pk}/adults/"
    assert periods(answered) == [("Kaja", ARRIVED, TODAY), ("Sanne", TODAY, None)]
    assert stored(answered).caseworker == second


def test_several_at_once_each_with_a_task(sent, as_, answered, care_worker, caseworker, stored):
    sent(task="investigation", begins=str(TODAY - timedelta(days=10)))
    sent(task="notification", person=str(caseworker.pk), begins=str(TODAY + timedelta(days=3)))
    assert stored(answered).caseworker == caseworker
    page = text(as_(care_worker).get(f"/placements/{answered.pk}/adults/"))
    assert "Sanne Sagsbehandler" in page
    assert "from 20.03.2026" in page
    panel = text(as_(care_worker).get(f"/children/{answered.child_id}/"))
    assert "Caseworker, investigation</dt><dd>Sanne" in panel
    assert "Caseworker, notification" not in panel


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"person": "other"}, "Select a valid choice."),
        ({"person": "leader"}, "Select a valid choice."),
        ({"person": "present"}, "Kaja Prøvesagsbehandler is that already."),
        ({"begins": "2026-03-18"}, "Until that day the present caseworker answers for the placement."),
        ({"begins": "2026-01-11", "sure": "on"}, "The present caseworker began later than that."),
        ({"begins": ""}, "This field is required."),
    ],
)
def test_what_is_refused(sent, answered, caseworker, other_caseworker, leader, values, sentence, stored):
    people = {"other": other_caseworker, "leader": leader, "present": caseworker}
    if values.get("person") in people:
        values = {"person": str(people[values["person"]].pk)}
    assert sentence in text(sent(**values))
    assert periods(answered) == [("Kaja", ARRIVED, None)]
    assert stored(answered).caseworker == caseworker


def test_a_caseworker_of_another_municipality_is_never_named(answered, other_caseworker, leader):
    facts = {"task": "investigation", "begins": TODAY, "by": leader, "on": TODAY}
    with pytest.raises(
        Refused, match="Knud Prøvesagsbehandler is not a caseworker of Kommuneqarfik Sermersooq."
    ):
        services.name_caseworker(answered, person=other_caseworker, **facts)
    assert periods(answered, "investigation") == []


def test_not_when_the_placement_is_over(units, municipality, caseworker, director):
    ended = factories.make_placement(units.allu, municipality=municipality, discharged=TODAY)
    facts = {"task": "measure", "person": caseworker, "begins": TODAY, "by": director, "on": TODAY}
    with pytest.raises(Refused, match="This placement is over."):
        services.name_caseworker(ended, **facts)


def test_a_task_ends_without_anybody_taking_it_on(sent, as_, answered, leader, caseworker):
    sent(task="notification", begins=str(TODAY - timedelta(days=9)))
    task = Caseworker.objects.get(task="notification")
    as_(leader).fill(f"/caseworkers/{task.pk}/end/", ends=str(TODAY))
    assert periods(answered, "notification") == [("Sanne", TODAY - timedelta(days=9), TODAY)]
    assert "That task has ended already." in text(
        as_(leader).fill(f"/caseworkers/{task.pk}/end/", ends=str(TODAY))
    )


def test_somebody_always_answers_for_the_placement(as_, answered, leader):
    task = Caseworker.objects.get()
    page = text(as_(leader).fill(f"/caseworkers/{task.pk}/end/", ends=str(TODAY)))
    assert "Somebody always answers for the placement. Name the next caseworker instead." in page
    assert Caseworker.objects.get().ends is None


def test_whoever_asked_for_the_placement_answers_for_it_from_the_admission(
    units, municipality, caseworker, director
):
    place, begins = units.allu.places.first(), TODAY + timedelta(days=9)
    facts = {"place": place, "begins": begins, "acute": False, "by": director, "on": TODAY}
    child = factories.make_child()
    placement = placements.plan(child=child, municipality=municipality, caseworker=caseworker, **facts)
    assert periods(placement) == [("Kaja", TODAY, None)]


def test_a_request_taken_down_by_staff_has_nobody_yet(units, municipality, director):
    facts = {"place": units.allu.places.first(), "begins": TODAY, "acute": True, "by": director, "on": TODAY}
    placement = placements.plan(
        child=factories.make_child(), municipality=municipality, caseworker=None, **facts
    )
    assert periods(placement) == []


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once_leave_one_who_answers(at_once, answered, leader, director, second, municipality):
    third = factories.make_user("caseworker", name="Tove Tredje", municipality=municipality)

    def name(person, by):
        facts = {"task": "measure", "begins": TODAY, "by": by, "on": TODAY}
        return lambda: services.name_caseworker(answered, person=person, **facts)

    at_once([name(second, leader), name(third, director)])
    (holder,) = Caseworker.objects.filter(task="measure", ends__isnull=True)
    assert Placement.objects.get(pk=answered.pk).caseworker == holder.person
    assert holder.person in (second, third)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 200), ("director", 200), ("other_leader", 404), ("care_worker", 403), ("caseworker", 403)],
)
def test_who_may_name_one(as_, answered, request, who, status):
    person = request.getfixturevalue(who)
    assert as_(person).get(f"/placements/{answered.pk}/caseworker/").status_code == status
    assert as_(person).get(f"/caseworkers/{Caseworker.objects.get().pk}/end/").status_code == status


def test_who_answered_before_there_was_a_history_stands_in_it(units, municipality, caseworker):
    from importlib import import_module

    from django.apps import apps

    facts = {"municipality": municipality, "caseworker": caseworker}
    running = factories.make_placement(units.allu, **facts)
    planned = factories.make_planned(units.allu, **facts)
    ended = factories.make_placement(units.allu, discharged=date(2026, 2, 1), **facts)
    migration = import_module("placements.migrations.0008_caseworkers_known")
    for _ in range(2):
        migration.keep_those_known(apps, None)
    assert periods(running) == [("Kaja", ARRIVED, None)]
    assert periods(planned) == [("Kaja", TODAY, None)]
    assert periods(ended) == [("Kaja", ARRIVED, date(2026, 2, 1))]
