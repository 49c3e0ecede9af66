"""What should be impossible is found when it is there all the same."""

from datetime import timedelta

import pytest
from django.db import connection

from core import selfcheck
from core.acting import acting
from core.models import SelfCheck
from documents import selfcheck as selfchecks
from tests import factories
from tests.database import owner
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def found():
    return [(row["check"], row["subject"]) for row in selfcheck.run(at=NOW).findings]


def broken(statement, *values):
    """As a careless hand in the database could leave it."""
    with acting(factories.machine()), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_sound_house_gives_nothing(placement, caseworker, care_worker):
    factories.make_request(caseworker)
    factories.make_meeting(placement, TODAY - timedelta(days=20))
    assert found() == []


def test_a_running_placement_without_a_place(placement):
    broken("DELETE FROM placements_stay WHERE placement_id = %s", placement.pk)
    assert found() == [("homeless", placement.reference)]


def test_an_ended_placement_whose_stay_goes_on(placement):
    end = "UPDATE placements_placement SET state = 'ended', discharged = %s WHERE id = %s"
    broken(end, TODAY, placement.pk)
    assert found() == [("still_held", placement.reference)]


def test_a_night_between_two_stays(placement, units):
    first = placement.stays.get()
    broken("UPDATE placements_stay SET ends = %s WHERE id = %s", TODAY - timedelta(days=9), first.pk)
    factories.make_stay(placement, units.ilasiaq, begins=TODAY - timedelta(days=8))
    assert found() == [("torn", placement.reference)]


def test_a_file_that_is_not_what_it_was(caseworker):
    attached = factories.make_attachment(factories.make_request(caseworker))
    with owner():
        broken("SET CONSTRAINTS ALL IMMEDIATE")
        broken("ALTER TABLE documents_file DISABLE TRIGGER USER")
        broken("UPDATE documents_file SET content = 'x', id = %s", TODAY.toordinal() % selfchecks.NIGHTS)
        broken("ALTER TABLE documents_file ENABLE TRIGGER USER")
    assert found() == [("changed", attached.document.number)]


def test_it_looks_once_a_night_and_makes_up_for_a_night_that_was_missed(placement):
    assert selfcheck.run_if_due(at=factories.at(TODAY, 2)) is None
    assert selfcheck.run_if_due(at=factories.at(TODAY, 3)).day == TODAY
    assert selfcheck.run_if_due(at=factories.at(TODAY, 9)) is None
    assert selfcheck.run_if_due(at=factories.at(TODAY + timedelta(days=2), 14)).day == TODAY + timedelta(
        days=2
    )
    assert SelfCheck.objects.count() == 2


def test_the_page_names_the_number_and_not_the_child(as_, system_admin, placement):
    broken("DELETE FROM placements_stay WHERE placement_id = %s", placement.pk)
    assert "has not looked yet" in as_(system_admin).get("/self-check/").content.decode()
    as_(system_admin).post("/self-check/now/")
    page = as_(system_admin).get("/self-check/").content.decode()
    assert placement.reference in page
    assert "A running placement has no place today." in page
    assert placement.child.name not in page


def test_every_check_asks_a_fixed_number_of_questions(queries, units):
    factories.make_children(units.maelkeboetten, 9)
    with queries(len(selfcheck._checks)):
        list(selfcheck.findings(TODAY))
