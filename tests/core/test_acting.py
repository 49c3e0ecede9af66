"""The history names whoever acts, and nobody else, also when one act calls another (ACC-2)."""

import pytest
from django.db import IntegrityError, transaction

from core.acting import acting, command
from core.refusals import Refused
from municipalities.models import Municipality

pytestmark = [pytest.mark.rule("ACC-2"), pytest.mark.django_db]


@command
def rename(municipality, name, *, by):
    municipality.name = name
    municipality.save()


def persons(municipality):
    events = municipality.events.filter(pgh_label="update").order_by("pgh_id")
    return [event.pgh_context["person"] for event in events]


def test_after_an_act_within_an_act_the_first_person_acts_again(municipality, director, administration):
    with acting(director):
        rename(municipality, "Sermersooq", by=administration)
        Municipality.objects.update(seat="Nuuk by")
    assert persons(municipality) == [administration.pk, director.pk]


def test_an_act_that_fails_leaves_nobody_behind(municipality, director, administration):
    @command
    def refuses(*, by):
        raise Refused("no")

    with acting(director):
        with pytest.raises(Refused):
            refuses(by=administration)
        Municipality.objects.update(seat="Nuuk by")
    assert persons(municipality) == [director.pk]


def test_after_an_act_nobody_answers_for_the_next_write(municipality, director):
    rename(municipality, "Sermersooq", by=director)
    with pytest.raises(IntegrityError, match="by_a_person"), transaction.atomic():
        Municipality.objects.update(seat="Nuuk by")
    with pytest.raises(IntegrityError, match="by_a_person"), transaction.atomic():
        Municipality.objects.update(seat="Nuuk by")
