"""Away is a period inside the stay, and never a discharge (PLC-14)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from billing.preview import preview
from core.periods import Month
from core.refusals import Refused
from placements import occupancy
from placements.daily import away
from placements.models import Absence, Child, Placement
from tests import factories
from tests.factories import TODAY, date

pytestmark = pytest.mark.rule("PLC-14")


def text(response):
    return response.content.decode()


def periods():
    return list(Absence.objects.order_by("begins").values_list("kind", "begins", "ends", "charge_percent"))


@pytest.fixture
def page(placement):
    return f"/placements/{placement.pk}/absence/"


@pytest.fixture
def missing(placement):
    return factories.make_absence(placement, TODAY - timedelta(days=2), None, kind="missing")


def test_an_absence_is_no_discharge(as_, care_worker, placement, page, units):
    before = list(placement.stays.values_list("begins", "ends"))
    done = as_(care_worker).fill(page, kind="home", begins="2026-03-16", ends="2026-03-24")
    assert done.url == f"/children/{placement.child_id}/"
    assert periods() == [("home", date(2026, 3, 16), date(2026, 3, 24), None)]
    running = Placement.objects.get(pk=placement.pk)
    assert (running.state, running.discharged) == ("running", None)
    assert list(placement.stays.values_list("begins", "ends")) == before
    assert occupancy.on(TODAY, [units.maelkeboetten])[0].held == 1
    assert Child.objects.visible_to(care_worker, on=TODAY).filter(pk=placement.child_id).exists()


@pytest.mark.parametrize(
    ("kind", "ends", "words"),
    [
        ("home", date(2026, 3, 24), "Away: at home until 24 March 2026"),
        ("hospital", None, "Away: hospital since 15 March 2026"),
        ("missing", None, "Away: missing since 15 March 2026"),
    ],
)
def test_the_board_and_the_childs_page_say_who_is_away(as_, care_worker, placement, kind, ends, words):
    factories.make_absence(placement, date(2026, 3, 15), ends, kind=kind)
    on_the_board = "Missing since" if kind == "missing" else words
    assert on_the_board in text(as_(care_worker).get("/units/maelkeboetten/"))
    shown = text(as_(care_worker).get(f"/children/{placement.child_id}/"))
    assert words in shown and "Is back" in shown


def test_who_is_back_is_not_away(as_, care_worker, placement, missing):
    done = as_(care_worker).fill(f"/absences/{missing.pk}/back/", follow=True)
    assert "Away:" not in text(done)
    assert periods() == [("missing", date(2026, 3, 15), TODAY, None)]
    again = as_(care_worker).fill(f"/absences/{missing.pk}/back/")
    assert "It is recorded already that the child is back." in text(again)


def test_a_holiday_can_end_early(care_worker, placement):
    absence = factories.make_absence(placement, date(2026, 3, 10), date(2026, 3, 24), kind="holiday")
    away.bring_back(absence, ends=TODAY, by=care_worker, on=TODAY)
    assert periods()[0][2] == TODAY


def test_back_on_the_same_day_is_no_absence(as_, care_worker, placement):
    absence = factories.make_absence(placement, TODAY, None, kind="missing")
    answer = as_(care_worker).fill(f"/absences/{absence.pk}/back/")
    assert "Remove it if the child was away for some" in text(answer)
    as_(care_worker).fill(f"/placements/{placement.pk}/daily/", f"/absences/{absence.pk}/remove/")
    assert periods() == []
    assert Absence.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"begins": "2026-03-15"}, "The child is already recorded as absent in that period."),
        ({"begins": "2026-03-17", "ends": "2026-03-17"}, "An absence ends after it begins."),
        ({"begins": "2026-03-18", "kind": "missing"}, "A child is not missing ahead of time."),
        ({"kind": "missing", "ends": "2026-03-20"}, "Nobody knows when a missing child is back."),
        ({"begins": "2026-01-11", "sure": "on"}, "The child arrived later than that."),
        ({"begins": "2025-06-11"}, "is long ago."),
    ],
)
def test_what_is_refused(as_, care_worker, placement, page, values, sentence):
    factories.make_absence(placement, date(2026, 3, 10), date(2026, 3, 16))
    answer = text(as_(care_worker).fill(page, **{"kind": "home", "begins": "2026-03-17", **values}))
    assert sentence in answer
    assert len(periods()) == 1


def test_only_leaders_say_what_is_charged(as_, care_worker, leader, placement, page):
    assert "charge_percent" not in as_(care_worker).form(page).values
    as_(leader).fill(page, kind="home", begins="2026-03-10", ends="2026-03-12", charge_percent="50")
    absence = Absence.objects.get()
    as_(care_worker).fill(f"/absences/{absence.pk}/", ends="2026-03-13")
    assert periods() == [("home", date(2026, 3, 10), date(2026, 3, 13), 50)]
    with pytest.raises(Refused, match="Only a leader decides what is charged."):
        away.change(absence, charge_percent=0, by=care_worker, on=TODAY)


def test_only_while_the_child_lives_here(units, director):
    facts = {
        "kind": "home",
        "begins": date(2026, 3, 1),
        "ends": None,
        "note": "",
        "by": director,
        "on": TODAY,
    }
    ended = factories.make_placement(units.maelkeboetten, discharged=TODAY)
    for placement in (ended, factories.make_planned(units.maelkeboetten)):
        with pytest.raises(Refused, match="only while the child lives here"):
            away.record(placement, **facts)


@pytest.mark.django_db(transaction=True)
def test_two_who_record_it_at_once_leave_one(at_once, placement, care_worker, colleague):
    facts = {"kind": "missing", "begins": TODAY, "ends": None, "note": "", "on": TODAY}
    acts = [lambda who=who: away.record(placement, **facts, by=who) for who in (care_worker, colleague)]
    refused = [str(result) for result in at_once(acts) if isinstance(result, Refused)]
    assert refused == ["The child is already recorded as absent in that period."]
    assert len(periods()) == 1


@pytest.mark.rule("BIL-3")
@pytest.mark.parametrize(
    ("percent", "amounts"), [(None, ["106400.00"]), (50, ["53200.00", "26600.00"]), (0, ["53200.00", "0.00"])]
)
def test_an_open_absence_is_charged_in_full_unless_agreed(placement, percent, amounts):
    factories.make_price_list()
    factories.make_absence(placement, date(2026, 2, 15), None, kind="hospital", charge_percent=percent)
    (share,) = preview(month=Month(2026, 2)).shares
    assert share.days == 28
    assert [line.amount for line in share.lines] == [Decimal(amount) for amount in amounts]
