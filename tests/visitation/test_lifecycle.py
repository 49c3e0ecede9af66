"""From every state, by every action, for every role: what the services do, not only what the table says."""

from itertools import product

import pytest
from django.db import transaction

from accounts.roles import Role
from core.refusals import Refused
from tests import factories
from tests.factories import NOW, TODAY
from tests.visitation.conftest import admission
from visitation import services
from visitation.enums import RequestState as S
from visitation.models import Decision, Request

SENDING = {
    ("submit", S.DRAFT): S.SUBMITTED,
    ("answer", S.ASKED): S.SUBMITTED,
    **{("withdraw", state): S.WITHDRAWN for state in (S.DRAFT, S.SUBMITTED, S.ASKED, S.WAITING)},
}
DECIDING = {
    **{("admit", state): S.ADMITTED for state in (S.SUBMITTED, S.ASKED, S.WAITING)},
    **{("refuse", state): S.REFUSED for state in (S.SUBMITTED, S.ASKED, S.WAITING)},
    ("wait", S.SUBMITTED): S.WAITING,
    ("wait", S.ASKED): S.WAITING,
    ("ask", S.SUBMITTED): S.ASKED,
    ("ask", S.WAITING): S.ASKED,
}
PEOPLE = {
    "sender": "caseworker",
    "director": "director",
    "member": "member",
    "leader outside": "other_leader",
    Role.CARE_WORKER: "care_worker",
    Role.ADMINISTRATION: "administration",
    Role.THERAPIST: "therapist",
    Role.CONTACT_HOUSE: "contact_house",
    Role.DROP_IN: "drop_in",
    Role.SYSTEM_ADMIN: "system_admin",
}
MAY = {
    **dict.fromkeys(("submit", "answer", "withdraw"), {"sender"}),
    **dict.fromkeys(("admit", "wait", "ask", "refuse"), {"director", "member"}),
}


@pytest.fixture
def in_state(caseworker, units):
    def made(state):
        facts = {}
        if state == S.ADMITTED:
            facts["placement"] = factories.make_planned(units.allu, municipality=caseworker.municipality)
        return factories.make_request(caseworker, state=state, submitted_at=NOW, **facts)

    return made


def act(request, action, by, place):
    if action == "submit":
        services.submit(request, by=by, at=NOW)
    elif action == "answer":
        services.answer(request, text="Ja.", by=by, at=NOW)
    elif action == "withdraw":
        services.withdraw(request, by=by)
    elif action == "admit":
        services.admit(request, **admission(place, by))
    else:
        facts = {"present": ["Dina"], "reasons": "Derfor.", "at": NOW, "on": TODAY}
        services.decide(request, outcome=action, by=by, **facts)


def expected(state, action, who):
    target = {**SENDING, **DECIDING}.get((action, state))
    return target if who in MAY[action] else None


def outcome(asked_for, action, by, place):
    """True when it went through; what a refusal left behind would show in the state."""
    try:
        with transaction.atomic():
            act(asked_for, action, by, place)
    except Refused:
        return False
    return True


@pytest.mark.rule("VIS-4")
@pytest.mark.parametrize("state", S)
def test_every_action_by_everybody(in_state, place, stored, state, request):
    asked_for = in_state(state)
    people = {who: request.getfixturevalue(name) for who, name in PEOPLE.items()}
    for action, (who, by) in product(MAY, people.items()):
        target = expected(state, action, who)
        undo = transaction.savepoint()
        went = outcome(Request.objects.get(pk=asked_for.pk), action, by, place)
        now, decided = stored(asked_for).state, Decision.objects.exists()
        assert (went, now) == (bool(target), target or state), (action, who)
        assert decided == (went and action not in ("submit", "answer", "withdraw"))
        transaction.savepoint_rollback(undo)
