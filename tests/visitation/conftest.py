from types import SimpleNamespace

import pytest

from tests import factories
from tests.english import as_, english  # noqa: F401
from tests.factories import NOW, TODAY, date
from tests.simultaneous import at_once  # noqa: F401
from visitation import services, target_group
from visitation.enums import TargetPoint
from visitation.models import Request

PDF = factories.make_pdf()
SENT = {
    "child_name": "Aviaja Prøvebarn",
    "cpr": "040517-5001",
    "reason": "Barnet har brug for ro.",
    "family": "Bor hos sin mormor.",
    "expected_length": "et halvt år",
    "wanted_from": "2026-03-31",
    "action_plan": "started",
}

INSIDE = {point.value: point in target_group.INSIDE for point in TargetPoint}


@pytest.fixture
def member(leader):
    """The leader of Mælkebøtten, named for the committee."""
    factories.make_membership(leader)
    return leader


@pytest.fixture
def asked_for(caseworker):
    """A request from Sermersooq for a child born on 4 May 2017."""
    return factories.make_request(caseworker, child_name="Aviaja Prøvebarn", cpr="0405175001")


@pytest.fixture
def acute(caseworker):
    return factories.make_request(caseworker, acute=True)


@pytest.fixture
def place(units):
    return units.maelkeboetten.places.order_by("pk").first()


def admission(place, by, **other):
    """What `admit` needs when nothing is special."""
    facts = {
        "place": place,
        "begins": date(2026, 3, 31),
        "present": [by.full_name],
        "reasons": "Der er plads og ro.",
        "assessed": (INSIDE, ""),
        "municipal": (date(2026, 3, 16), "Familieafdelingen", PDF),
        "by": by,
        "at": NOW,
        "on": TODAY,
    }
    return {**facts, **other}


@pytest.fixture
def admit():
    return lambda request, place, by, **other: services.admit(request, **admission(place, by, **other))


@pytest.fixture
def decide():
    def decided(request, outcome, by, **other):
        facts = {"present": [by.full_name], "reasons": "Vi vil vide mere.", "by": by, "at": NOW, "on": TODAY}
        return services.decide(request, outcome=outcome, **{**facts, **other})

    return decided


@pytest.fixture
def stored():
    """A request as it stands in the database."""
    return lambda request: SimpleNamespace(**Request.objects.filter(pk=request.pk).values().get())
