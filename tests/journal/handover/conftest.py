from datetime import timedelta
from uuid import uuid4

import pytest

from journal import services
from tests import factories as f

TIMES = {"Dag": "07:00", "Aften": "15:00", "Nat": "23:00"}
NIGHT = f.at(f.TODAY, 4)  # three hours before the day shift, in which it is ten o'clock
PAGE = "/units/maelkeboetten/handover/"


@pytest.fixture(autouse=True)
def shifts(units):
    return [f.make_shift(units.maelkeboetten, name, begins) for name, begins in TIMES.items()]


@pytest.fixture
def night_worker(units):
    """Wrote in the night."""
    return f.make_user(name="Nanna Prøvenat", units=[units.maelkeboetten])


@pytest.fixture
def tell(child, night_worker):
    """Writes a message for the next shift, in the night unless said otherwise."""

    def written(text="Sov uroligt, ring til skolen.", about=child, *, at=NIGHT, by=night_worker, others=()):
        facts = {"text": text, "handover": True, "others": others, "happened_at": at - timedelta(minutes=5)}
        return services.write(about, key=uuid4(), by=by, at=at, **facts)

    return written


@pytest.fixture
def correct(night_worker):
    def corrected(entry, text, *, at=f.NOW, by=night_worker, **facts):
        facts = {"children": [entry.child], "handover": True, **facts}
        return services.correct(entry, key=uuid4(), text=text, by=by, at=at, **facts)

    return corrected
