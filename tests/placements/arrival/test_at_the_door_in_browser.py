"""The door, the adults and the consents on a phone and on a desk (PLC-3, PLC-4, PLC-8)."""

import pytest

from tests import factories
from tests.factories import TODAY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("PLC-3", "PLC-4", "PLC-8"),
]


@pytest.fixture(autouse=True)
def english():
    """Not here: the pages are the Danish ones that people see."""


@pytest.fixture
def paths(placement, leader, care_worker, colleague, caseworker):
    factories.make_intake(placement, by=leader)
    factories.make_contact(placement, care_worker)
    factories.make_contact(placement, colleague, role="secondary", ends=TODAY)
    factories.make_caseworker(placement, caseworker)
    consent = factories.make_consent(placement.child, by=leader)
    facts = {
        "state": "running",
        "consent": consent,
        "started_on": placement.arrived,
        "assessor": "Psykolog Prøve",
    }
    assessment = factories.make_assessment(placement, by=leader, referred_on=placement.arrived, **facts)
    about = f"/placements/{placement.pk}"
    return [
        *(f"{about}/intake/", f"{about}/intake/correct/", f"{about}/adults/", f"{about}/assessment/"),
        *(f"/children/{placement.child_id}/consents/", f"/consents/{consent.pk}/withdraw/"),
        *(f"/assessments/{assessment.pk}/conclude/", "/contact-persons/"),
    ]


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_everybody_can_read_and_reach_all_of_it(open_page, axe, paths, leader, width):
    page = open_page(width, leader)
    for path in paths:
        page.goto(path)
        axe(page)
