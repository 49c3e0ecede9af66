from uuid import uuid4

import pytest

from journal import services
from tests import factories
from tests.factories import NOW


@pytest.fixture
def correct(care_worker):
    """Corrects an entry now, as the care worker who wrote it, unless said otherwise."""

    def corrected(entry, text="Legede roligt hele dagen.", **facts):
        facts = {"key": uuid4(), "children": [entry.child], "by": care_worker, "at": NOW, **facts}
        return services.correct(entry, text=text, **facts)

    return corrected


@pytest.fixture
def add(colleague):
    def added(entry, text="Husket senere.", **facts):
        return services.add(entry, text=text, **{"key": uuid4(), "by": colleague, "at": NOW, **facts})

    return added


@pytest.fixture
def nivi(units):
    """Another child of the same home."""
    return factories.make_placement(units.maelkeboetten, child=factories.make_child(name="Nivi Prøve")).child
