"""A saved entry is never overwritten (JRN-2)."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.acting import acting
from core.refusals import Refused
from journal.models import Entry
from tests import factories
from tests.database import owner
from tests.factories import NOW

pytestmark = [pytest.mark.rule("JRN-2"), pytest.mark.django_db]


@pytest.fixture
def entry(write, child):
    return write(child, "Legede roligt.")


@pytest.mark.parametrize(
    "change", [{"text": "Andet."}, {"own_words": "Hej"}, {"happened_at": NOW}, {"unit": None}]
)
def test_not_by_an_update(entry, care_worker, change):
    with (
        acting(care_worker),
        pytest.raises(DatabaseError, match="Cannot (update|delete)"),
        transaction.atomic(),
    ):
        Entry.objects.filter(pk=entry.pk).update(**{"category": "play", **change})
    assert Entry.objects.get().text == "Legede roligt."


def test_not_by_a_delete(entry, director):
    with (
        acting(director),
        pytest.raises(DatabaseError, match="Cannot (update|delete)"),
        transaction.atomic(),
    ):
        Entry.objects.filter(pk=entry.pk).delete()
    assert Entry.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET text = 'x'", "DELETE FROM journal_entry"])
def test_not_even_by_the_owner_of_the_database(entry, statement):
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), owner() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE journal_entry SET text = 'x'", "DELETE FROM journal_entry"])
def test_not_by_a_session_that_says_the_triggers_are_not_for_it(entry, statement):
    """Neither what protects the row is passed over, nor the history."""
    of_it = "SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass"
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('pgtrigger.ignore', ({of_it}), true)")
        cursor.execute(statement)
    assert Entry.objects.get().text == "Legede roligt."


def test_not_by_saying_that_no_version_of_it_holds(entry, care_worker):
    with acting(care_worker), pytest.raises(DatabaseError, match="no version of entry"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(current=False)
        connection.check_constraints()
    assert Entry.objects.get().current


def test_not_by_emptying_the_table(entry):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry CASCADE")


def test_an_entry_says_something_and_does_not_lie_ahead(child, units, care_worker):
    facts = {"written_at": NOW, "happened_at": NOW}
    with pytest.raises(DatabaseError, match="says_something"), transaction.atomic():
        factories.make_entry(child, units.maelkeboetten, care_worker, text="", **facts)
    with pytest.raises(DatabaseError, match="not_before_it_happened"), transaction.atomic():
        ahead = NOW.replace(hour=11)
        factories.make_entry(child, units.maelkeboetten, care_worker, happened_at=ahead, written_at=NOW)


@pytest.mark.rule("ACC-2")
def test_who_wrote_it_stands_in_the_history(entry, care_worker):
    (event,) = entry.events.all()
    assert (event.pgh_label, event.pgh_context["person"]) == ("insert", care_worker.pk)


def test_a_service_that_would_write_nothing_is_refused(write, child):
    with pytest.raises(Refused, match="Write at least one word."):
        write(child, "   ")
