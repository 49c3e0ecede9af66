"""Every change of case data leaves a row that names the person (ACC-2)."""

import pytest
from django.db import IntegrityError, transaction

from core.acting import acting
from placements.arrival import services
from placements.models import Child, ContactPerson, Placement, Stay
from tests.factories import NOW, TODAY, date

pytestmark = [pytest.mark.rule("ACC-2"), pytest.mark.django_db]


def by_whom(row, label):
    return [
        event.pgh_context["person"] for event in row.events.order_by("pgh_id") if event.pgh_label == label
    ]


@pytest.fixture
def arrived(planned, leader, care_worker, colleague):
    services.register_arrival(
        planned,
        arrived=TODAY,
        primary=care_worker,
        secondary=colleague,
        brought_by="Mormor",
        belongings="",
        note="",
        health={"allergies": "Jordbær"},
        by=leader,
        at=NOW,
        on=TODAY,
    )
    return planned


def test_an_arrival_changes_placement_stay_and_child(arrived, leader):
    assert by_whom(Placement.objects.get(), "update") == [leader.pk]
    assert by_whom(Stay.objects.get(), "update") == [leader.pk]
    assert by_whom(Child.objects.get(), "update") == [leader.pk]
    assert [by_whom(c, "insert") for c in ContactPerson.objects.all()] == [[leader.pk], [leader.pk]]


def test_the_rows_say_what_was_before(arrived):
    events = Placement.objects.get().events.order_by("pgh_id")
    assert [(e.state, e.arrived) for e in events] == [
        ("planned", date(2026, 3, 16)),
        ("running", date(2026, 3, 17)),
    ]


def test_without_a_person_nothing_is_written(child):
    for act in (
        lambda: Child.objects.filter(pk=child.pk).update(school="Atuarfik"),
        lambda: Child.objects.create(reference="B-1", name="Ukendt", born=TODAY),
        lambda: Stay.objects.filter(child=child).delete(),
    ):
        with pytest.raises(IntegrityError, match="by_a_person"), transaction.atomic():
            act()
    child.refresh_from_db()
    assert child.school == ""


def test_who_acted_before_is_forgotten_afterwards(child, leader):
    with acting(leader), transaction.atomic():
        Child.objects.filter(pk=child.pk).update(school="Atuarfik")
    with pytest.raises(IntegrityError, match="by_a_person"), transaction.atomic():
        Child.objects.filter(pk=child.pk).update(school="Andet")
