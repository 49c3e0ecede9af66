"""An entry is saved exactly once, and nothing written is ever dropped (JRN-7)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.rule("JRN-7"), pytest.mark.django_db]


@pytest.fixture
def key():
    return uuid4()


def test_sent_twice_is_one_entry(as_, care_worker, url):
    visitor = as_(care_worker)
    form = visitor.form(f"{url}write/")
    for _ in range(2):
        assert visitor.send(form, text="Legede roligt.").url == url
    assert Entry.objects.count() == 1


def test_the_same_key_later_is_the_entry_that_is_there(write, child, key):
    first = write(child, key=key)
    assert write(child, key=key, at=NOW + timedelta(hours=5)) == first


def test_the_same_key_with_other_words_keeps_both(write, child, key):
    write(child, "Legede roligt.", key=key)
    write(child, "Legede vildt.", key=key)
    assert sorted(Entry.objects.values_list("text", flat=True)) == ["Legede roligt.", "Legede vildt."]


@pytest.mark.parametrize(
    "other",
    [
        {"own_words": "Jeg vandt!"},
        {"category": "play"},
        {"happened_at": NOW - timedelta(minutes=30)},
    ],
)
def test_whatever_is_different_is_kept(write, child, key, other):
    write(child, key=key)
    write(child, key=key, **other)
    assert Entry.objects.count() == 2


def test_other_words_that_come_again_are_there_once_too(write, child, units, key):
    both = {"key": key, "others": [factories.make_placement(units.maelkeboetten).child]}
    write(child, **both)
    assert write(child, "Legede vildt.", **both) == write(child, "Legede vildt.", **both)
    assert Entry.objects.filter(child=child).count() == 2


def test_also_about_another_child_or_by_another_person(write, child, key, units, colleague):
    write(child, key=key)
    write(factories.make_placement(units.maelkeboetten).child, key=key)
    write(child, key=key, by=colleague)
    assert Entry.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_ten_times_at_once_is_one_entry(at_once, write, child, key):
    results = at_once([lambda: write(child, key=key)] * 10)
    assert {entry.pk for entry in results} == {Entry.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_are_two(at_once, write, child, key):
    at_once([lambda: write(child, "En.", key=key), lambda: write(child, "To.", key=key)])
    assert sorted(Entry.objects.values_list("text", flat=True)) == ["En.", "To."]
