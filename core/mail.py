"""E-mail carries no names, no CPR and no content: only that something awaits (ACC-4)."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from core import outbox


def tell(person, *, key, at, path="/"):
    """Tells a person that something awaits, with a link behind sign-in; once per key."""
    return outbox.post("mail", key=key, payload={"to": person.email, "path": path, "key": key}, at=at)


def compose(*, to, subject, body, key):
    """A mail of ours, not sent yet, so that a file may be attached to it."""
    headers = {"X-Fnug-Key": key, "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[to], headers=headers)


@outbox.handles("mail")
def send(payload):
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Something awaits you in Fnug")
        body = _(
            "Something in Fnug awaits you.\n\n"
            "Sign in to see it: %(link)s\n\n"
            "This mail says nothing more, because mail is not safe enough for what Fnug holds."
        ) % {"link": settings.BASE_URL + payload["path"]}
    compose(to=payload["to"], subject=subject, body=body, key=payload["key"]).send()
