import pytest

from tests import factories
from tests.factories import TODAY, date, timedelta
from tests.placements.reports.making import make_report

ARRIVED = date(2025, 9, 17)


@pytest.fixture
def running(units, municipality, caseworker, care_worker):
    """A child in Mælkebøtten for half a year today; the care worker is the primary contact person."""
    facts = {"municipality": municipality, "caseworker": caseworker, "arrived": ARRIVED}
    placement = factories.make_placement(units.maelkeboetten, **facts)
    factories.make_contact(placement, care_worker)
    return placement


@pytest.fixture
def report(running, care_worker):
    return make_report(running, care_worker)


@pytest.fixture
def entry(running, units, care_worker):
    when = factories.at(TODAY - timedelta(days=5))
    return factories.make_entry(
        running.child,
        units.maelkeboetten,
        care_worker,
        text="Byggede hule.",
        own_words="Min!",
        happened_at=when,
    )


@pytest.fixture
def first(report):
    return report.sections.order_by("position").first()
