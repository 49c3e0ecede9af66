import csv
from types import SimpleNamespace

import pytest

from config.environment import ROOT
from core.periods import Month
from placements.models import Placement
from tests import factories
from tests.factories import date

EXAMPLE = ROOT / "tests" / "data" / "worked_example"
MARCH = Month(2025, 3)


def rows(name):
    with (EXAMPLE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.fixture
def year_2025(db):
    return factories.make_price_list(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def example(units, municipality, other_municipality, year_2025):
    """The stays of the worked example, row by row as its files have them."""
    payers = {"956": municipality, "957": other_municipality}
    children = {}
    for row in rows("children.csv"):
        facts = {"reference": row["child"], "name": row["name"], "born": day(row["born"])}
        children[row["child"]] = factories.make_child(cpr=None, **facts)
    for row in rows("placements.csv"):
        facts = {"arrived": day(row["arrived"]), "discharged": day(row["discharged"])}
        payer, child = payers[row["municipality"]], children[row["child"]]
        factories.make_placement(child=child, municipality=payer, reference=row["placement"], **facts)
    for row in rows("stays.csv"):
        placement = Placement.objects.get(reference=row["placement"])
        unit = getattr(units, row["unit"])
        factories.make_stay(placement, unit, begins=day(row["from"]), ends=day(row["to"]))
    return SimpleNamespace(sermersooq=municipality, qeqqata=other_municipality, month=MARCH)
