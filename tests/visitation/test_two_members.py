"""Two members decide on one request in the same instant: one wins, the other is told (VIS-4)."""

from functools import partial

import pytest

from core.lifecycle import CHANGED
from core.refusals import Refused
from documents.models import Document
from placements.models import Placement
from tests.factories import NOW, TODAY
from tests.visitation.conftest import admission
from visitation import services
from visitation.models import Decision, Request

pytestmark = [pytest.mark.rule("VIS-4"), pytest.mark.django_db(transaction=True)]
CHANGED_WORDS = "Somebody else changed this while you were looking. Open it again to see how it stands."


def seen_by(request):
    """Each has the request as it stood when the form was opened."""
    return Request.objects.get(pk=request.pk)


def refusing(request, by):
    facts = {"present": [by.full_name], "reasons": "Nej.", "by": by, "at": NOW, "on": TODAY}
    return partial(services.decide, seen_by(request), outcome="refuse", **facts)


def admitting(request, by, place):
    return partial(services.admit, seen_by(request), **admission(place, by))


@pytest.mark.parametrize("turn", range(3))
def test_admitting_and_refusing(at_once, asked_for, member, director, place, turn):
    results = at_once([admitting(asked_for, member, place), refusing(asked_for, director)])
    (refused,) = [result for result in results if isinstance(result, Refused)]
    (decision,) = [result for result in results if isinstance(result, Decision)]
    assert str(CHANGED) == str(refused) == CHANGED_WORDS
    assert Decision.objects.get() == decision
    assert Document.objects.filter(kind="decision_letter").count() == 1
    state = {"admit": "admitted", "refuse": "refused"}[decision.outcome]
    assert Request.objects.get().state == state
    assert Placement.objects.count() == (state == "admitted")


def test_both_admitting_to_different_places(at_once, asked_for, member, director, units):
    first, second = units.maelkeboetten.places.order_by("pk")[:2]
    results = at_once([admitting(asked_for, member, first), admitting(asked_for, director, second)])
    assert [str(r) for r in results if isinstance(r, Refused)] == [CHANGED_WORDS]
    assert Placement.objects.count() == 1


def test_withdrawing_while_it_is_decided(at_once, asked_for, caseworker, member, place):
    results = at_once(
        [
            admitting(asked_for, member, place),
            partial(services.withdraw, seen_by(asked_for), by=caseworker),
        ]
    )
    assert [str(r) for r in results if isinstance(r, Refused)] == [CHANGED_WORDS]
    assert (Request.objects.get().state == "admitted") == Placement.objects.exists()
