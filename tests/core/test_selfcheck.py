"""What should be impossible is found when it is there all the same."""

from datetime import timedelta

import pytest
from django.db import connection

from core import selfcheck
from core.acting import acting
from core.models import SelfCheck
from documents import selfcheck as selfchecks
from placements.discharge import services as discharge
from tests import factories
from tests.database import owner
from tests.factories import NOW, TODAY
from tests.placements.reports.making import make_report

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


@pytest.mark.parametrize(
    ("key", "statement"),
    [
        ("still_held", "UPDATE placements_placement SET state = 'cancelled' WHERE id = %s"),
        ("outside", "UPDATE placements_placement SET arrived = arrived + 1 WHERE id = %s"),
        ("strangers", "UPDATE placements_placement SET caseworker_id = %(stranger)s WHERE id = %s"),
        (
            "strangers",
            "INSERT INTO placements_caseworker (placement_id, person_id, task, begins) "
            "VALUES (%s, %(stranger)s, 'measure', '2026-03-01')",
        ),
        (
            "grown",
            "UPDATE placements_child SET born = '2008-03-16' "
            "WHERE id = (SELECT child_id FROM placements_placement WHERE id = %s)",
        ),
        (
            "paperless",
            "UPDATE placements_report SET state = 'delivered', delivered = '2026-03-01' "
            "WHERE placement_id = %s",
        ),
        (
            "unsigned",
            "UPDATE placements_meeting SET state = 'signed', written_at = now(), signed_at = now(), "
            "signed_by_id = %(stranger)s WHERE placement_id = %s",
        ),
    ],
)
def test_what_no_constraint_holds_is_found(placement, care_worker, other_caseworker, key, statement):
    make_report(placement, care_worker)
    factories.make_meeting(placement, TODAY - timedelta(days=20))
    assert found() == []
    broken(statement.replace("%(stranger)s", str(other_caseworker.pk)), placement.pk)
    assert found() == [(key, placement.reference)]


@pytest.mark.rule("VIS-7")
def test_a_discharge_that_nobody_decided(placement, leader):
    road = discharge.plan(placement, planned_for=TODAY, by=leader)
    broken("UPDATE placements_stay SET ends = %s WHERE placement_id = %s", TODAY, placement.pk)
    end = "UPDATE placements_placement SET state = 'ended', discharged = %s WHERE id = %s"
    broken(end, TODAY, placement.pk)
    assert found() == [("undecided", road.placement.reference)]
    factories.make_decision(placement, kind="discharge")
    assert found() == []


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
    with queries(len(selfcheck._checks) + 1):  # of the PDFs that are missing, those that only wait
        list(selfcheck.findings(TODAY))
