from datetime import date
from decimal import Decimal

import pytest

from billing.preview import preview
from billing.services import issue_month
from core.acting import acting
from core.periods import Month
from placements.models import Placement, Stay
from tests import factories
from tests.factories import NOW, TODAY

FEBRUARY = Month(2026, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def prices(db):
    return factories.make_price_list()


@pytest.fixture
def issued(placement, prices, administration):
    return issue_month(month=FEBRUARY, by=administration, at=NOW, dated=TODAY)[0]


def share():
    (found,) = preview(month=FEBRUARY).shares
    return found


def edited(administration, model, **facts):
    with acting(administration):
        model.objects.update(**facts)


@pytest.mark.rule("BIL-9")
def test_what_is_missing_is_said(placement, prices, administration, municipality):
    (sentence,) = share().missing
    assert "Kommuneqarfik Sermersooq" in sentence
    edited(administration, type(municipality), address="Postboks 1\n3900 Nuuk")
    assert share().missing == []


@pytest.mark.rule("BIL-9", "BIL-10")
def test_days_without_a_stay_are_missing(placement, prices, administration, municipality):
    edited(administration, type(municipality), address="x")
    edited(administration, Stay, ends=date(2026, 2, 20))
    (sentence,) = share().missing
    assert placement.reference in sentence and "9" in sentence
    assert share().days == 19


@pytest.mark.rule("BIL-9")
def test_who_is_expected_costs_nothing_and_is_named(units, municipality, prices):
    expected = factories.make_planned(units.allu, arrived=date(2026, 2, 10), municipality=municipality)
    found = share()
    assert found.lines == []
    assert not found.to_issue
    assert any(expected.reference in sentence and "10.02.2026" in sentence for sentence in found.missing)


@pytest.mark.rule("BIL-9")
def test_who_was_cancelled_leaves_no_trace(units, municipality, prices):
    factories.make_placement(
        units.allu, arrived=date(2026, 2, 10), municipality=municipality, state="cancelled"
    )
    assert preview(month=FEBRUARY).shares == []


def test_a_same_day_placement_lacks_nothing(units, municipality, prices):
    day = date(2026, 2, 10)
    factories.make_placement(units.allu, arrived=day, discharged=day, municipality=municipality)
    (sentence,) = share().missing
    assert "Sermersooq" in sentence
    assert share().days == 1


@pytest.mark.rule("BIL-9")
def test_an_unchanged_calendar_changes_nothing(issued):
    found = share()
    assert found.invoice == issued
    assert found.changes == []
    assert not found.to_issue


@pytest.mark.rule("BIL-9")
def test_fewer_days_than_invoiced_are_shown_with_the_reason(issued, administration):
    edited(administration, Stay, ends=date(2026, 2, 20))
    (change,) = share().changes
    assert change.difference == Decimal("-34200.00")
    assert "28" in change.why and "19" in change.why
    assert (share().total, share().calculated) == (Decimal("106400.00"), Decimal("72200.00"))


@pytest.mark.rule("BIL-9")
def test_a_child_who_was_recorded_later_is_shown(issued, units, municipality):
    late = factories.make_placement(units.allu, municipality=municipality, arrived=date(2026, 2, 28))
    (change,) = share().changes
    assert (change.placement, change.was, change.difference) == (late, [], Decimal("3800.00"))


@pytest.mark.rule("BIL-9")
def test_a_child_who_is_gone_is_shown_and_so_is_the_municipality(issued, administration):
    edited(administration, Stay, begins=date(2026, 3, 1))
    edited(administration, Placement, arrived=date(2026, 3, 1))
    found = share()
    assert found.lines == []
    (change,) = found.changes
    assert (change.now, change.difference) == ([], Decimal("-106400.00"))


@pytest.mark.rule("BIL-9")
def test_another_unit_for_the_same_days_is_a_change(issued, administration, units):
    edited(administration, Stay, place=units.allu.places.order_by("pk").first())
    (change,) = share().changes
    assert change.difference == 0
    assert change.why


@pytest.mark.rule("BIL-9", "BIL-3")
def test_a_reduced_absence_is_shown_as_a_price(issued, placement):
    factories.make_absence(placement, date(2026, 2, 1), date(2026, 3, 1), charge_percent=50)
    (change,) = share().changes
    assert "1.900,00" in change.why and "3.800,00" in change.why


@pytest.mark.rule("BIL-10")
def test_the_days_of_a_month_are_those_of_the_stays(example):
    found = preview(month=example.month)
    dates = [day for share in found.shares for line in share.lines for day in line.dates]
    assert len(dates) == found.days == 78 + 31
    assert [share.days for share in found.shares] == [78, 31]


def test_the_second_placement_of_a_child_starts_where_the_first_ended(
    units, municipality, prices, administration
):
    day, child = date(2026, 2, 10), factories.make_child()
    first = factories.make_placement(
        units.allu, child=child, municipality=municipality, arrived=date(2026, 2, 1), discharged=day
    )
    second = factories.make_placement(units.ilasiaq, child=child, municipality=municipality, arrived=day)
    lines = {line.placement: line.quantity for line in share().lines}
    assert lines == {first: 9, second: 19}
    assert len(share().missing) == 1
