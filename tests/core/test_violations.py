"""What the database refuses arrives as the sentence of its constraint."""

import re

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from core.acting import command
from core.refusals import Refused
from core.violations import _trigger_sentences, explained, sentence_of
from municipalities.models import Municipality
from placements.models import Child, Placement, Stay
from tests import factories
from tests.factories import TODAY
from tests.test_models import INTERNAL
from units.models import Place

pytestmark = pytest.mark.django_db
MADE_BY_DJANGO = re.compile(r"_(key|check|pkey|uniq|fkey)$|_fk_|_not_null$")
GENERIC = "The database refused this because it would contradict what is already recorded."


def ours():
    return [c for model in apps.get_models() for c in model._meta.constraints]


class Diagnosis:
    """As the driver tells of a violated constraint."""

    def __init__(self, name):
        self.constraint_name, self.sqlstate, self.table_name, self.message_detail = name, "23514", "", ""


def sentence(name):
    cause = Exception()
    cause.diag = Diagnosis(name)
    error = IntegrityError()
    error.__cause__ = cause
    return str(sentence_of(error))


def test_every_constraint_says_a_sentence_of_its_own():
    for name in {c.name for c in ours()} - INTERNAL:
        said = sentence(name)
        assert said != GENERIC
        assert name not in said
        assert said[0].isupper()
        assert said.endswith(".")


def test_every_constraint_that_only_the_database_knows_says_one_too():
    """Triggers and foreign keys that migrations wrote by hand."""
    known = {c.name for c in ours()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint JOIN pg_namespace n ON n.oid = connamespace"
            " WHERE n.nspname = 'public' AND contype IN ('c', 'x', 'u', 'f')"
        )
        in_database = {name for (name,) in cursor.fetchall()}
    by_hand = {name for name in in_database - known if not MADE_BY_DJANGO.search(name)}
    assert by_hand <= _trigger_sentences.keys()


@command
def doing(act, *, by):
    return act()


def refused(act):
    with pytest.raises(Refused) as refusal:
        doing(act, by=factories.machine())
    return str(refusal.value)


def test_a_check():
    unit = factories.make_unit(places=1)
    said = refused(lambda: Place.objects.update(closes=factories.LONG_AGO))
    assert said == "A place closes after the day on which it opens."
    assert unit.places.get().closes is None


def test_an_exclusion(placement):
    facts = {"placement": placement, "child": placement.child, "begins": TODAY}
    other = placement.stays.get().place.unit.places.last()
    assert refused(lambda: Stay.objects.create(place=other, **facts)) == (
        "This child already holds a place in that period."
    )


def test_a_trigger_by_its_name(units):
    place = factories.make_place(units.allu, closes=TODAY)
    placement = factories.make_placement()
    facts = {"placement": placement, "child": placement.child, "place": place, "begins": TODAY}
    assert "not open on this date" in refused(lambda: Stay.objects.create(**facts))


def test_a_field_that_is_unique_by_itself():
    child = factories.make_child()
    facts = {"reference": "B-2", "name": "Anden", "born": TODAY}
    assert refused(lambda: Child.objects.create(cpr=child.cpr, **facts)) == (
        "CPR number: another one has this already."
    )


def test_a_key_to_nothing_says_the_general_sentence(municipality):
    facts = {"reference": "A-1", "municipality": municipality, "arrived": TODAY}

    def act():
        Placement.objects.create(child_id=4711, **facts)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert refused(act) == GENERIC


def test_a_refused_act_leaves_nothing(municipality):
    def act():
        Municipality.objects.update(seat="Andetsteds")
        Municipality.objects.create(code=municipality.code, name="Igen")

    refused(act)
    municipality.refresh_from_db()
    assert municipality.seat == "Nuuk"


def test_what_is_no_violation_goes_on_as_it_is():
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError
