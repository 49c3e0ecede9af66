"""From every state, by every action, for every role: what the services do, not only what the table says."""

from functools import partial
from itertools import product

import pytest
from django.db import transaction

from core.acting import acting
from core.lifecycle import CHANGED
from core.refusals import Refused
from documents.models import Document
from placements.meetings import minutes, services
from placements.meetings.models import Meeting
from placements.meetings.models import MeetingState as S
from tests.factories import NOW, TODAY, at, date
from tests.placements.meetings.conftest import AGENDA, writing

pytestmark = pytest.mark.rule("PLC-5")
CENTRE = {"director", "leader", "care_worker"}
LEADING = {"director", "leader"}
STEPS = {
    ("invite", S.PLANNED): S.PLANNED,
    ("move", S.PLANNED): S.PLANNED,
    ("hold", S.PLANNED): S.HELD,
    ("cancel", S.PLANNED): S.CANCELLED,
    ("take_over", S.HELD): S.HELD,
    ("write", S.HELD): S.WRITTEN,
    ("send_back", S.WRITTEN): S.HELD,
    ("sign", S.WRITTEN): S.SIGNED,
}
PEOPLE = (*CENTRE, "caseworker", "other_caseworker", "administration", "therapist", "system_admin")
MAY = {
    **dict.fromkeys(("invite", "move", "hold", "take_over"), CENTRE),
    **dict.fromkeys(("cancel", "send_back", "sign"), LEADING),
    # It is the municipality's turn here.
    "write": {"caseworker"},
}


def acts(meeting, by):
    about = {"by": by, "at": NOW, "on": TODAY}
    held = {"held": TODAY, "minutes_by": "centre", "present": ""}
    there = {"starts": at(date(2026, 4, 2)), "form": "phone", "sequence": 0}
    return {
        "invite": partial(services.invite, meeting, agenda=AGENDA, sequence=0, **about),
        "move": partial(services.move, meeting, **there, **about),
        "hold": partial(services.hold, meeting, **held, **about),
        "cancel": partial(services.cancel, meeting, reason="Sygdom.", **about),
        "take_over": partial(minutes.take_over, meeting, reason="De kan ikke nå det.", by=by),
        "write": writing(meeting, by),
        "send_back": partial(minutes.send_back, meeting, reason="Skriv hvem der var med.", **about),
        "sign": partial(minutes.sign, meeting, **about),
    }


@pytest.mark.parametrize("state", S)
def test_every_action_by_everybody(request, meeting, fresh, leader, state):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    happened = {} if state in (S.PLANNED, S.CANCELLED) else {"held": TODAY, "minutes_by": "municipality"}
    known = {"cancelled_because": "Sygdom.", "minutes": "Aftalt."}
    known |= {"written_at": NOW, "signed_at": NOW, "signed_by": leader}
    with acting(leader):
        Meeting.objects.filter(pk=meeting.pk).update(state=state, **happened, **known)
    for action, (name, by) in product(MAY, people.items()):
        target = STEPS.get((action, state)) if name in MAY[action] else None
        undo = transaction.savepoint()
        try:
            with transaction.atomic():
                acts(fresh(meeting), by)[action]()
            went = True
        except Refused:
            went = False
        assert (went, fresh(meeting).state) == (bool(target), target or state), (action, name)
        assert Document.objects.exists() == (went and action in ("invite", "sign"))
        transaction.savepoint_rollback(undo)


@pytest.mark.django_db(transaction=True)
def test_two_leaders_sign_at_once(at_once, written, fresh, leader, director):
    meeting = written()
    mine, theirs = fresh(meeting), fresh(meeting)
    results = at_once(
        [
            partial(minutes.sign, mine, by=leader, at=NOW, on=TODAY),
            partial(minutes.sign, theirs, by=director, at=NOW, on=TODAY),
        ]
    )
    assert [str(r) for r in results if isinstance(r, Refused)] == [str(CHANGED)]
    assert Document.objects.filter(kind="minutes").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_moves_it_while_another_invites(at_once, meeting, fresh, leader, director):
    mine, theirs = fresh(meeting), fresh(meeting)
    results = at_once([acts(mine, leader)["move"], acts(theirs, director)["invite"]])
    assert [str(r) for r in results if isinstance(r, Refused)] == [str(CHANGED)]
    assert fresh(meeting).sequence == 1


def test_an_invitation_from_a_page_that_is_no_longer_true_is_refused(as_, leader, meeting):
    visitor = as_(leader)
    url = f"/meetings/{meeting.pk}/"
    form = visitor.form(f"{url}invitation/")
    visitor.fill(f"{url}move/", day="2026-04-02")
    page = visitor.send(form, agenda="Skolen og samværet").content.decode()
    assert "Somebody else changed this while you were looking." in page
    assert "Skolen og samværet" in page
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("address", "values", "sentence"),
    [
        ("move/", {"day": "2026-03-16"}, "That time has passed."),
        ("move/", {"day": "2026-03-28", "time": "23:10"}, "because the clocks change"),
        ("cancel/", {"reason": " "}, "Say why the meeting is cancelled."),
        ("invitation/", {"agenda": " "}, "Write at least one line, so that the others can prepare."),
        ("held/", {"held": "2026-03-18"}, "The meeting has not been held yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(as_, leader, meeting, fresh, address, values, sentence):
    page = as_(leader).fill(f"/meetings/{meeting.pk}/{address}", **values).content.decode()
    assert sentence in page
    assert (fresh(meeting).state, fresh(meeting).starts) == ("planned", meeting.starts)


def test_a_meeting_that_is_over_is_not_invited_to(as_, leader, meeting, fresh):
    with acting(leader):
        Meeting.objects.filter(pk=meeting.pk).update(starts=at(date(2026, 3, 16)))
    with pytest.raises(Refused, match="That time has passed. Move the meeting, or record that it was held."):
        acts(fresh(meeting), leader)["invite"]()
    assert "was it held?" in as_(leader).get(f"/placements/{meeting.placement_id}/meetings/").content.decode()


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("who", ["other_caseworker", "other_leader", "other_care_worker", "administration"])
def test_a_copied_link_opens_nothing(as_, request, invited, who):
    visitor = as_(request.getfixturevalue(who))
    for address in ("", "minutes/", "agenda/", "invitation/", "move/", "held/", "sign/"):
        url = f"/meetings/{invited.pk}/{address}"
        for answer in (visitor.get(url), visitor.post(url, {"minutes": "x"})):
            assert answer.status_code in (403, 404, 405), url
            assert "Kanariefugl" not in answer.content.decode()
    paper = f"/documents/{invited.agenda_document.number}/"
    assert visitor.get(paper).status_code in (403, 404)
