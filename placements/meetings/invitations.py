"""A mail that says only that an invitation awaits, and a calendar file without anybody's name (ACC-4)."""

from datetime import UTC, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from accounts.models import User
from core import mail, outbox, preferences
from placements.adults.models import Caseworker
from placements.meetings.models import Meeting, MeetingState

INVITATION = "meeting_invitation"
CAN_BE_INVITED_TO = (MeetingState.PLANNED, MeetingState.CANCELLED)


def in_force(on):
    """To prefetch with placements: `caseworkers_now`, those named for a task on that day."""
    named = Caseworker.objects.on(on).select_related("person").order_by("person__sort_name", "person_id")
    return Prefetch("caseworkers", queryset=named, to_attr="caseworkers_now")


def caseworkers_of(placement):
    """Who is told, of a placement with those in force; without any, the placement's own caseworker."""
    people = dict.fromkeys(row.person for row in placement.caseworkers_now) or [placement.caseworker]
    return [person for person in people if person and person.is_active]


def caseworkers_on(placement, on):
    prefetch_related_objects([placement], in_force(on), "caseworker")
    return caseworkers_of(placement)


def post(meeting, *, at, on):
    """Puts a mail for each caseworker into the outbox; the newest sequence is the one that counts."""
    people = [person.pk for person in caseworkers_on(meeting.placement, on)]
    for person in people or ([None] if meeting.placement.caseworker_email else []):
        key = f"meeting:{meeting.pk}:{meeting.sequence}:{person}"
        payload = {"meeting": meeting.pk, "sequence": meeting.sequence, "person": person, "key": key}
        outbox.post(INVITATION, key=key, payload=payload, at=at)


def tell_whose_turn(meeting, *, at, on):
    """Tells the municipality's caseworkers that minutes await them in the portal."""
    for person in caseworkers_on(meeting.placement, on):
        key = f"minutes:{meeting.pk}:{person.pk}:{at:%Y%m%d%H%M%S}"
        mail.tell(person, key=key, at=at, path=f"/meetings/{meeting.pk}/minutes/")


@outbox.handles(INVITATION)
def send(payload):
    """One that was overtaken by a newer one, or by the meeting itself, is not sent."""
    meeting = Meeting.objects.select_related("placement", "agenda_document").get(pk=payload["meeting"])
    if meeting.sequence != payload["sequence"] or meeting.state not in CAN_BE_INVITED_TO:
        return
    person = User.objects.filter(pk=payload["person"]).first()
    to = person.email if person else meeting.placement.caseworker_email
    with translation.override(settings.LANGUAGE_CODE):
        message = mail.compose(to=to, key=payload["key"], **_words(meeting))
        content, method = calendar_of(meeting, at=timezone.now())
    message.attach("moede.ics", content.decode(), f"text/calendar; method={method}")
    message.send()


def _link(meeting):
    return f"{settings.BASE_URL}/meetings/{meeting.pk}/"


def _words(meeting):
    body = _(
        "%(sentence)s\n\n"
        "Sign in to see what it is about: %(link)s\n\n"
        "The file belongs in your calendar. It says nothing more, because mail is not safe enough for "
        "what Fnug holds."
    )
    subject, sentence = _news(meeting)
    return {"subject": subject, "body": body % {"sentence": sentence, "link": _link(meeting)}}


def _news(meeting):
    if meeting.state == MeetingState.CANCELLED:
        return _("A meeting is cancelled"), _("A meeting that you were invited to is cancelled.")
    if meeting.agenda_document.version > 1:
        return _("A meeting invitation is renewed"), _("A meeting invitation awaits you in Fnug; it is new.")
    return _("A meeting invitation awaits you"), _("A meeting invitation awaits you in Fnug.")


def calendar_of(meeting, *, at):
    """The calendar file's bytes and its method. PUBLISH carries nobody's address, REQUEST would have to."""
    cancelled = meeting.state == MeetingState.CANCELLED
    method = "CANCEL" if cancelled else "PUBLISH"
    calendar = Calendar()
    for name, value in {"prodid": "-//Fnug//DA", "version": "2.0", "method": method}.items():
        calendar.add(name, value)
    calendar.add_component(_event(meeting, at, "CANCELLED" if cancelled else "CONFIRMED"))
    return calendar.to_ical(), method


def _event(meeting, at, status):
    starts = meeting.starts.astimezone(UTC)
    event = Event()
    facts = {
        "uid": f"{meeting.key}@{urlsplit(settings.BASE_URL).hostname}",
        "sequence": meeting.sequence,
        "dtstamp": at.astimezone(UTC),
        "dtstart": starts,
        "dtend": starts + timedelta(minutes=preferences.value("placements.meeting_minutes")),
        "summary": _("Meeting with Mælkebøttecentret"),
        "description": _("Sign in to see what it is about: %(link)s") % {"link": _link(meeting)},
        "url": _link(meeting),
        "organizer": vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"),
        "status": status,
    }
    for name, value in facts.items():
        event.add(name, value)
    return event
