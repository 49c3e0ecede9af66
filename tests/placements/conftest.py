import pytest

from tests import factories
from tests.english import as_, english  # noqa: F401
from tests.factories import NOW, TODAY, date
from tests.simultaneous import at_once  # noqa: F401

PDF = factories.make_pdf()
EXPECTED = date(2026, 3, 16)


@pytest.fixture
def planned(units, municipality, director):
    """A child expected in Mælkebøtten since yesterday, with the municipality's decision and its paper."""
    from placements import services

    placement = factories.make_planned(
        units.maelkeboetten,
        arrived=EXPECTED,
        municipality=municipality,
        child=factories.make_child(name="Nivi Prøve"),
    )
    facts = {"decided_on": date(2026, 3, 10), "decided_by": "Familieafdelingen", "content": PDF}
    services.receive_decision(placement, by=director, at=NOW, on=TODAY, **facts)
    return placement


@pytest.fixture
def stored():
    """A placement as it stands in the database."""
    return lambda placement: type(placement).objects.get(pk=placement.pk)
