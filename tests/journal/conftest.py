from uuid import uuid4

import pytest

from journal import services
from tests.english import as_, english  # noqa: F401
from tests.factories import NOW
from tests.simultaneous import at_once  # noqa: F401


@pytest.fixture
def write(care_worker):
    """Writes an entry now, as the care worker of the child's unit, unless said otherwise."""

    def written(child, text="Legede roligt.", **facts):
        return services.write(child, text=text, **{"key": uuid4(), "by": care_worker, "at": NOW, **facts})

    return written


@pytest.fixture
def url(child):
    return f"/children/{child.pk}/diary/"
