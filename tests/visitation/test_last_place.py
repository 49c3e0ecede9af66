"""Forty people admit forty children to the last place in the same second: one gets it (UNIT-2)."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from core.refusals import Refused
from documents.models import Document
from placements.models import Child, Placement, Stay
from tests import factories
from tests.factories import TODAY
from tests.visitation.conftest import admission
from visitation import services
from visitation.models import Decision, Request

pytestmark = [pytest.mark.rule("UNIT-2"), pytest.mark.django_db(transaction=True)]
TAKEN = "That place was taken by another since you opened this. Choose another place."


def test_one_success_and_thirty_nine_readable_refusals(at_once, caseworker, member, units):
    place = units.maelkeboetten.places.order_by("pk").first()
    requests = [factories.make_request(caseworker) for _ in range(40)]
    acts = [partial(services.admit, request, **admission(place, member)) for request in requests]
    results = at_once(acts)
    refusals = Counter(str(result) for result in results if isinstance(result, Refused))
    assert refusals == {TAKEN: 39}
    (decision,) = Decision.objects.all()
    assert [r for r in results if not isinstance(r, Refused)] == [decision]
    assert Counter(Request.objects.values_list("state", flat=True)) == {"admitted": 1, "submitted": 39}
    kinds = Counter(Document.objects.values_list("kind", flat=True))
    assert kinds == {"decision_letter": 1, "decision_paper": 1}
    assert Child.objects.count() == Placement.objects.count() == Stay.objects.count() == 1


def test_dates_that_only_meet_later_are_refused_too(at_once, caseworker, member, units):
    place = units.maelkeboetten.places.order_by("pk").first()
    acts = []
    for days in range(8):
        facts = admission(place, member, begins=TODAY + timedelta(days=days))
        acts.append(partial(services.admit, factories.make_request(caseworker), **facts))
    refused = [str(result) for result in at_once(acts) if isinstance(result, Refused)]
    assert refused == [TAKEN] * 7
    assert Stay.objects.count() == 1


def test_one_child_is_not_admitted_to_two_places_at_once(at_once, caseworker, member, units):
    places = list(units.maelkeboetten.places.order_by("pk"))[:6]
    acts = [
        partial(
            services.admit,
            factories.make_request(caseworker, cpr="0405175001"),
            **admission(place, member),
        )
        for place in places
    ]
    refused = {str(result) for result in at_once(acts) if isinstance(result, Refused)}
    assert refused <= {
        "This child already has a placement in that period.",
        "CPR number: another one has this already.",
    }
    assert Stay.objects.count() == Child.objects.count() == 1
