"""What much data looks like, once it is there."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError

from accounts.models import User
from config.demo.numbers import fails_check
from core import cpr
from core.selfcheck import findings
from journal.models import Entry
from placements.models import Attendance, Child, Placement, Stay
from tests.config.seeding import HOW_MUCH, fill
from tests.factories import NOW, TODAY, machine
from units.models import Place
from visitation.models import Decision, Request

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def filled(slot, django_db_setup, django_db_blocker):
    """Once for all of these: what the command said."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        slot.renew()
        yield fill()
        slot.renew()


def test_so_many_children_live_here_and_others_did(filled):
    states = Counter(Placement.objects.values_list("state", flat=True))
    assert states["running"] == HOW_MUCH["children"] < states["ended"]
    assert (
        Child.objects.count()
        < Placement.objects.count()
        == Request.objects.count()
        == Decision.objects.count()
    )
    assert str(Child.objects.count()) in filled


@pytest.mark.rule("UNIT-2")
def test_every_place_is_held_by_one_child_tonight():
    stays = Stay.objects.on(TODAY)
    assert stays.count() == HOW_MUCH["children"] == stays.values("place").distinct().count()
    assert Place.objects.filter(unit__slug__startswith="maaling-").count() == HOW_MUCH["children"] - 24


def test_as_many_entries_as_asked_for():
    wanted = HOW_MUCH["entries_a_day"] * HOW_MUCH["children"] / 24 * 365 * HOW_MUCH["years"]
    assert wanted * 0.85 < Entry.objects.count() < wanted
    lived_here = Entry.objects.filter(child__stays__place__unit=1)
    assert not lived_here.filter(happened_at__date__gt=TODAY).exists()


def test_every_stay_has_its_plans_reports_and_school_days_and_a_year_ahead():
    long = Placement.objects.running().filter(arrived__lt=TODAY - timedelta(days=240))
    assert long.count() > 3
    for placement in long:
        assert placement.plans.exists() and placement.reports.exists() and placement.caseworkers.exists()
        assert placement.meetings.filter(state="planned").count() == 12
    marks = Attendance.objects.filter(schooling__placement__in=long)
    assert marks.count() > 100 * long.count() and not marks.filter(day__gte=TODAY).exists()


def test_the_nightly_self_check_finds_nothing():
    assert list(findings(TODAY)) == []


@pytest.mark.rule("ACC-2")
def test_the_history_is_written_as_for_real_entries():
    events = Entry.pgh_event_model.objects
    assert events.count() == Entry.objects.count()
    assert set(events.values_list("pgh_context__person", flat=True).distinct()) == {machine().pk}


def test_numbers_belong_to_nobody_and_nobody_is_too_old():
    for child in Child.objects.prefetch_related("placements"):
        assert fails_check(child.cpr) and cpr.born(child.cpr) == child.born
        assert all(child.age_on(p.discharged or TODAY) < 18 for p in child.placements.all())


def test_the_staff_open_their_board(as_):
    stay = Stay.objects.on(TODAY).select_related("place__unit", "child").first()
    worker = User.objects.get(email=f"{stay.place.unit.slug}.1@measuring.test")
    page = as_(worker).get(f"/units/{stay.place.unit.slug}/")
    assert stay.child.given_name in page.content.decode()


def test_once_is_enough():
    with pytest.raises(CommandError):
        fill()
