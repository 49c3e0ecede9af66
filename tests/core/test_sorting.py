"""Names stand as in Danish: æ, ø and å last."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sorting import sort_key
from tests import factories

SORTED = ["Aka", "ananas", "Bo", "Élise", "Emil", "Zakarias", "Ærø", "Øllegaard", "Aage", "Ålborg", "Åse"]


def test_the_danish_order():
    shuffled = random.Random(1).sample(SORTED, len(SORTED))
    assert sorted(shuffled, key=sort_key) == SORTED


@pytest.mark.parametrize(
    ("one", "other"), [("Åse", "åse"), ("Åse", "A\u030ase"), ("Øre", "ØRE"), ("Élise", "Elise")]
)
def test_written_otherwise_it_stands_in_the_same_place(one, other):
    assert sort_key(one) == sort_key(other)


@given(st.text(max_size=30))
def test_any_text_has_a_place(text):
    assert isinstance(sort_key(text), str)


@pytest.mark.django_db
def test_the_database_sorts_by_it():
    from placements.models import Child

    for name in random.Random(2).sample(SORTED, len(SORTED)):
        factories.make_child(name=name)
    assert [child.name for child in Child.objects.all()] == SORTED


@pytest.mark.django_db
def test_a_name_of_two_hundred_letters_fits():
    assert len(factories.make_child(name="Ø" * 200).sort_name) == 200
