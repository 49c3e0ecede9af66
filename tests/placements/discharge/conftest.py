import pytest

from placements import services as placements
from placements.discharge import services
from placements.models import Report
from tests import factories
from tests.factories import NOW, TODAY, date
from tests.placements.conftest import PDF

TOLD = date(2026, 3, 5)
POINTS = {
    "talk": {"talk_on": date(2026, 3, 4), "talk_by": "Familieafdelingen"},
    "told": {"told_on": TOLD, "told_by": "Pia", "told_late_because": ""},
    "destination": {
        "destination": "foster",
        "goes_to": "Familien Prøve, Qinngorput",
        "in_nuuk": True,
        "ladder_level": 4,
    },
    "journey": {
        "visits": "To eftermiddage og en overnatning.",
        "accompanied_by": "",
        "accompanied_phone": "",
        "accompanied_contacted_on": None,
    },
    "belongings": {"belongings_on": TODAY, "belongings_note": "Regnbukserne mangler."},
}


def decide(placement, by, kind="discharge"):
    facts = {"decided_on": date(2026, 3, 10), "decided_by": "Familieafdelingen", "content": PDF}
    return placements.receive_decision(placement, kind=kind, by=by, at=NOW, on=TODAY, **facts)


def state_it(placement, delivered=TOLD):
    facts = {"kind": "statement", "state": "delivered", "delivered": delivered}
    return factories.made(Report, placement=placement, **facts)


def prepare(placement, by, *, but=(), planned_for=TODAY):
    """Everything that a discharge needs, except the points named."""
    road = services.plan(placement, planned_for=planned_for, by=by)
    if "decision" not in but:
        decide(placement, by)
    if "statement" not in but:
        state_it(placement)
    for point, facts in POINTS.items():
        if point not in but:
            services.save_point(road, point, facts=facts, by=by, on=TODAY)
    placement.refresh_from_db()
    return road


def leave(placement, by, left_on=TODAY):
    return services.leave(placement, left_on=left_on, by=by, at=NOW, on=TODAY)


@pytest.fixture
def ready(placement, leader):
    """A child for whose discharge everything is in place."""
    prepare(placement, leader)
    return placement


@pytest.fixture
def left(ready, leader):
    leave(ready, leader)
    return ready


@pytest.fixture
def saying(as_, leader):
    """What a page says, without the apostrophes' other face."""

    def say(url, person=None, **kwargs):
        return text(as_(person or leader).get(url, **kwargs))

    return say


def text(response):
    return response.content.decode().replace("&#x27;", "'")
