"""What a municipality has received and not yet confirmed."""

from datetime import timedelta

from django.db.models import Count, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.preferences import value
from documents.models import Document
from documents.preferences import UNOPENED_DAYS
from municipalities.portal import Awaiting, register

MOST = 8


@register
def to_confirm(user, on):
    """The oldest first; beyond eight one line says how many more there are."""
    days = timedelta(days=value(UNOPENED_DAYS))
    waiting = Document.objects.visible_to(user, on=on).to_confirm().opened_by_municipality()
    counted = waiting.select_related("child").annotate(all_of_them=Window(Count("pk")))
    waiting = list(counted.order_by("released_at", "pk")[:MOST])
    for document in waiting:
        yield _awaiting(document, timezone.localdate(document.released_at), days, on)
    if waiting and waiting[0].all_of_them > MOST:
        yield _others(waiting[0].all_of_them - MOST)


def _awaiting(document, released, days, on):
    late = released + days < on
    sentence = _("Confirm: %(title)s") if document.opened_at else _("Open and confirm: %(title)s")
    about = {"number": document.number, "day": date_format(released, "SHORT_DATE_FORMAT")}
    sent = _("%(number)s, sent %(day)s") % about
    return Awaiting(
        title=sentence % {"title": document.title},
        path=reverse("documents:detail", args=[document.number]),
        note=f"{document.child} · {sent}" if document.child else sent,
        pill=_("opened") if document.opened_at else _("not opened yet"),
        kind="bad" if late else "warn",
        due=released + days,
    )


def _others(count):
    sentence = ngettext("%(count)s more document to confirm", "%(count)s more documents to confirm", count)
    return Awaiting(title=sentence % {"count": count}, path=f"{reverse('documents:list')}?show=waiting")
