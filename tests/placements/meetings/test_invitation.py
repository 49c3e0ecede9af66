"""Agenda and invitation: the mail and its calendar file say when, and nothing about whom (PLC-5, ACC-4)."""

import pytest
from icalendar import Calendar

from core.acting import acting
from core.models import OutboxMessage
from documents.models import Document
from placements.adults.models import Caseworker
from placements.meetings import services
from placements.meetings.models import Meeting
from tests import factories
from tests.factories import NOW, TODAY, at, date, made
from tests.placements.meetings.conftest import AGENDA, STARTS

pytestmark = pytest.mark.rule("PLC-5")


def invite(meeting, by, agenda=AGENDA):
    facts = {"agenda": agenda, "sequence": meeting.sequence, "by": by, "at": NOW, "on": TODAY}
    return services.invite(meeting, **facts)


def move(meeting, by, starts):
    facts = {"form": "video", "sequence": meeting.sequence, "by": by, "at": NOW, "on": TODAY}
    return services.move(meeting, starts=starts, **facts)


def invitations(mailbox):
    """Mail and event of each invitation, in the order of arrival."""
    found = []
    for mail in mailbox:
        for part in mail.iter_attachments():
            calendar = Calendar.from_ical(part.get_content())
            found.append((mail, part, calendar, calendar.events[0]))
    return found


def test_it_goes_out_with_the_agenda(as_, leader, caseworker, meeting, fresh):
    url = f"/meetings/{meeting.pk}/invitation/"
    as_(leader).fill(url, agenda="Skolen\n\nSamværet med mormor")
    sent = fresh(meeting)
    paper = sent.agenda_document
    assert (sent.state, sent.invited_at, sent.sequence) == ("planned", NOW, 1)
    assert (paper.kind, paper.released_at) == ("agenda", NOW)
    assert paper.data["lines"] == ["Skolen", "Samværet med mormor"]
    assert paper.data["when"] == "fredag den 27. marts 2026 kl. 10.00"
    page = as_(caseworker).get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Samværet med mormor" in page
    assert as_(caseworker).get(f"/documents/{paper.number}/").status_code == 200


@pytest.mark.rule("ACC-4")
def test_a_real_mail_server_gets_a_calendar_file_without_names(smtp, run_outbox, leader, caseworker, meeting):
    invite(meeting, leader)
    run_outbox()
    ((mail, part, calendar, event),) = invitations(smtp.to(caseworker))
    assert part.get_filename() == "moede.ics"
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "PUBLISH")
    assert (calendar["method"], event["sequence"], str(event["summary"])) == (
        "PUBLISH",
        1,
        "Møde med Mælkebøttecentret",
    )
    assert event["dtstart"].dt == STARTS
    assert "DTSTART:20260327T120000Z" in part.get_content()
    assert (event["dtend"].dt - event["dtstart"].dt).seconds == 3600
    assert event["url"] == f"http://127.0.0.1:8000/meetings/{meeting.pk}/"
    whole = mail.as_string() + part.get_content() + mail.get_body().get_content()
    child = meeting.placement.child
    for secret in (*child.name.split(), child.cpr, meeting.placement.reference, "Skolen", "mormor"):
        assert secret not in whole
    for name in (*leader.full_name.split(), *caseworker.full_name.split()):
        assert name not in part.get_content()
    assert "attendee" not in event


def test_moving_and_cancelling_reach_the_calendar(smtp, run_outbox, leader, caseworker, meeting):
    invite(meeting, leader)
    run_outbox()
    moved = move(Meeting.objects.get(), leader, at(date(2026, 3, 30)))
    run_outbox()
    services.cancel(moved, reason="Sygdom.", by=leader, at=NOW, on=TODAY)
    run_outbox()
    sent = invitations(smtp.to(caseworker))
    events = [event for _mail, _part, _calendar, event in sent]
    assert len({event["uid"] for event in events}) == 1
    assert [event["sequence"] for event in events] == [1, 2, 3]
    assert [calendar["method"] for _m, _p, calendar, _e in sent] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    # The clocks change between the two: 10.00 in Nuuk is 12.00 and then 11.00 in UTC.
    assert [event["dtstart"].dt.hour for event in events] == [12, 11, 11]
    assert "Sygdom" not in "".join(mail.as_string() for mail in smtp.messages)


def test_moving_makes_a_new_version_of_the_agenda(leader, meeting, fresh):
    first = invite(meeting, leader).agenda_document
    move(fresh(meeting), leader, at(date(2026, 3, 30)))
    newer = fresh(meeting).agenda_document
    assert (newer.version, newer.replaces) == (2, first)
    assert newer.data["when"] == "mandag den 30. marts 2026 kl. 10.00"
    assert newer.released_at == NOW


def test_moved_before_anybody_was_invited_tells_nobody(leader, meeting):
    move(meeting, leader, at(date(2026, 3, 30)))
    assert not OutboxMessage.objects.filter(kind="meeting_invitation").exists()
    assert not Document.objects.exists()


def test_what_was_overtaken_is_not_sent(smtp, run_outbox, leader, caseworker, meeting, fresh):
    """The mail server was away: only the newest goes out, and twice changes nothing."""
    invite(meeting, leader)
    move(fresh(meeting), leader, at(date(2026, 3, 30)))
    run_outbox()
    run_outbox()
    assert [event["sequence"] for *_rest, event in invitations(smtp.to(caseworker))] == [2]


def test_the_outbox_keeps_identities_only(leader, caseworker, meeting):
    invite(meeting, leader)
    payload = OutboxMessage.objects.get(kind="meeting_invitation").payload
    assert payload.keys() == {"meeting", "sequence", "person", "key"}
    assert (payload["meeting"], payload["person"]) == (meeting.pk, caseworker.pk)


def test_it_goes_to_the_caseworkers_in_force(leader, caseworker, municipality, meeting):
    facts = {"municipality": municipality}
    now, before = (factories.make_user("caseworker", **facts) for _ in range(2))
    row = {"placement": meeting.placement}
    made(Caseworker, person=before, task="measure", begins=date(2026, 1, 12), ends=date(2026, 3, 1), **row)
    made(Caseworker, person=now, task="measure", begins=date(2026, 3, 1), **row)
    made(Caseworker, person=now, task="investigation", begins=date(2026, 1, 12), **row)
    invite(meeting, leader)
    sent = OutboxMessage.objects.filter(kind="meeting_invitation")
    assert [message.payload["person"] for message in sent] == [now.pk]


def test_without_an_account_the_address_of_the_placement_is_used(smtp, run_outbox, leader, meeting):
    placement = meeting.placement
    with acting(leader):
        placement.caseworker, placement.caseworker_email = None, "team@kommune.test"
        placement.save()
    invite(meeting, leader)
    run_outbox()
    assert [mail["To"] for mail, *_rest in invitations(smtp.messages)] == ["team@kommune.test"]


def test_the_agenda_is_kept_until_it_is_sent(as_, leader, meeting, fresh):
    url = f"/meetings/{meeting.pk}/agenda/"
    as_(leader).fill(url, agenda="Ferien")
    assert fresh(meeting).agenda == "Ferien"
    assert as_(leader).form(f"/meetings/{meeting.pk}/invitation/").values["agenda"] == "Ferien"
    invite(fresh(meeting), leader)
    page = as_(leader).fill(url, agenda="Noget andet").content.decode()
    assert "Send the invitation again with the new one." in page
    assert fresh(meeting).agenda == AGENDA


def test_a_caseworker_sees_a_planned_meeting_once_invited(as_, caseworker, leader, meeting):
    assert as_(caseworker).get(f"/meetings/{meeting.pk}/").status_code == 404
    invite(meeting, leader)
    assert as_(caseworker).get(f"/meetings/{meeting.pk}/").status_code == 200
