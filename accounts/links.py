"""Links to choose a password. The token is made when the mail leaves, so that it is stored nowhere."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from core import outbox

WELCOME, FORGOTTEN = "welcome", "forgotten"
TEXTS = {
    WELCOME: ("registration/welcome_subject.txt", "registration/welcome_email.txt"),
    FORGOTTEN: ("registration/password_reset_subject.txt", "registration/password_reset_email.html"),
}


def send_link(person, why, *, at):
    """At most one mail a minute to a person, however often somebody asks."""
    key = f"password-link:{why}:{person.pk}:{at:%Y%m%d%H%M}"
    return outbox.post("password_link", key=key, payload={"person": person.pk, "why": why}, at=at)


@outbox.handles("password_link")
def send(payload):
    person = User.objects.working().filter(pk=payload["person"]).first()
    if not person:
        return
    with translation.override(settings.LANGUAGE_CODE):
        subject, body = (render_to_string(name, _link(person)).strip() for name in TEXTS[payload["why"]])
    message = EmailMessage(subject, body, to=[person.email])
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    message.send()


def _link(person):
    address = urlsplit(settings.BASE_URL)
    return {
        "protocol": address.scheme,
        "domain": address.netloc,
        "uid": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
    }
