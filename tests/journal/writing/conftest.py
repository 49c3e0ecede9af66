from uuid import uuid4

import pytest

from tests import factories


@pytest.fixture
def aputi(units):
    named = factories.make_child(name="Aputi Snespurv")
    return factories.make_placement(units.maelkeboetten, child=named).child


@pytest.fixture
def nivi(units):
    named = factories.make_child(name="Nivi Havtaske")
    return factories.make_placement(units.maelkeboetten, child=named).child


@pytest.fixture
def send(as_, care_worker):
    """Sends the form about a child as a page would, or, with `outbox`, as a device does; gives the answer."""

    def sent(child, by=None, outbox=False, **said):
        facts = {"key": uuid4(), "text": "Legede roligt.", **said}
        headers = {"X-Fnug-Outbox": "1"} if outbox else None
        return as_(by or care_worker).post(f"/children/{child.pk}/diary/write/", facts, headers=headers)

    return sent
