import pytest

from deadlines import services
from tests.english import as_, english  # noqa: F401
from tests.factories import NOW
from tests.simultaneous import at_once  # noqa: F401


@pytest.fixture
def refresh(db):
    return lambda at=NOW: services.refresh(at=at)
