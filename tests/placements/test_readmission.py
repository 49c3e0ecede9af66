"""A child who returns keeps one file from request to arrival, with the earlier placement beside (PLC-15)."""

import pytest

from placements.models import Child, Placement
from tests import factories
from tests.factories import TODAY, date
from tests.visitation.conftest import admission
from visitation import services

pytestmark = pytest.mark.rule("PLC-15")
CPR = "0405175001"


@pytest.fixture
def before(units, municipality, care_worker):
    """Lived in Ilasiaq in 2024 and went on to a foster family; somebody wrote in the diary."""
    child = factories.make_child(name="Aviaja Prøvebarn", cpr=CPR, born=date(2017, 5, 4))
    period = {"arrived": date(2024, 1, 8), "discharged": date(2024, 6, 3), "ladder_level": 4}
    placement = factories.make_placement(units.ilasiaq, child=child, municipality=municipality, **period)
    happened = factories.at(date(2024, 2, 1))
    factories.make_entry(child, units.ilasiaq, care_worker, text="Lærte at svømme.", happened_at=happened)
    factories.make_meeting(placement, date(2024, 2, 12))
    return placement


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_request_decision_and_arrival_lead_to_the_one_file(
    as_, units, before, caseworker, leader, care_worker, colleague
):
    factories.make_membership(leader)
    request = factories.make_request(caseworker, child_name="Aviaja Prøvebarn", cpr=CPR)
    place = units.maelkeboetten.places.order_by("pk").first()
    services.admit(request, **admission(place, leader, begins=TODAY))
    new = Placement.objects.get(child=before.child, state="planned")
    persons = {"primary": str(care_worker.pk), "secondary": str(colleague.pk)}
    facts = {"arrived": str(TODAY), "brought_by": "Far", **persons}
    answer = as_(leader).fill(f"/placements/{new.pk}/arrival/", **facts)

    assert answer.url == f"/children/{before.child_id}/"
    assert Child.objects.filter(cpr=CPR).count() == 1
    page = text(as_(care_worker).get(answer.url))
    assert "Mælkebøtten since 17 March 2026" in page
    for words in (
        f"/placements/{before.pk}/",
        "08.01.2024–03.06.2024",
        "Ilasiaq · 147 days",
        "to foster care",
    ):
        assert words in page


def test_the_earlier_placement_shows_its_own_days_and_nothing_to_do(as_, units, before, care_worker):
    now = factories.make_placement(units.maelkeboetten, child=before.child, arrived=date(2026, 3, 1))
    factories.make_entry(now.child, units.maelkeboetten, care_worker, text="Sov godt i nat.")
    visitor = as_(care_worker)
    earlier, newest = (text(visitor.get(f"/placements/{p.pk}/")) for p in (before, now))
    assert ("Lærte at svømme." in earlier, "Sov godt" in earlier) == (True, False)
    assert "Sov godt" in newest
    for words in ("<textarea", "Every day"):
        assert words not in earlier
        assert words in newest
