"""Who acts on what somebody else changed a moment ago is told so, and changes nothing (VIS-1)."""

import pytest

from core.lifecycle import CHANGED
from core.models import OutboxMessage
from core.refusals import Refused
from tests import factories
from tests.factories import NOW
from visitation import services
from visitation.models import Request

pytestmark = pytest.mark.rule("VIS-1")
ACTS = {
    "submit": (factories.make_draft, lambda request, by: services.submit(request, by=by, at=NOW)),
    "withdraw": (factories.make_request, lambda request, by: services.withdraw(request, by=by)),
}


@pytest.mark.parametrize("action", ACTS)
def test_the_same_act_from_two_windows_is_done_once(caseworker, member, action):
    make, act = ACTS[action]
    first = make(caseworker)
    second = Request.objects.get(pk=first.pk)
    act(first, caseworker)
    messages = OutboxMessage.objects.count()
    with pytest.raises(Refused) as refusal:
        act(second, caseworker)
    assert refusal.value.sentence == CHANGED
    assert OutboxMessage.objects.count() == messages


def test_what_was_sent_from_another_window_is_not_changed_after_it(caseworker, member):
    draft = factories.make_draft(caseworker, reason="Mormor er syg.")
    other_window = Request.objects.get(pk=draft.pk)
    services.submit(draft, by=caseworker, at=NOW)
    with pytest.raises(Refused) as refusal:
        services.edit(other_window, facts={"reason": ""}, by=caseworker)
    assert refusal.value.sentence == CHANGED
    assert Request.objects.get().reason == "Mormor er syg."
