"""What was sent to municipalities and lies there unopened, one group for each of them."""

from datetime import timedelta

from django.utils import timezone

from core.models import OutboxMessage
from core.preferences import value
from documents.models import Document
from documents.preferences import UNOPENED_DAYS

REMINDER = "documents-waiting"
SHOWN = timedelta(days=90)


def unopened(user, *, at):
    """Documents that the person may see, released longer ago than the centre's days for it, oldest first."""
    visible = Document.objects.visible_to(user, on=timezone.localdate(at))
    rows = visible.unopened(before=at - timedelta(days=value(UNOPENED_DAYS)))
    return rows.select_related("municipality", "child").order_by("released_at", "pk")


def by_municipality(user, *, at):
    """Groups in the order of the municipalities' names, each with its last reminder."""
    groups = {}
    for document in unopened(user, at=at):
        group = groups.setdefault(
            document.municipality_id, {"municipality": document.municipality, "rows": []}
        )
        group["rows"].append(document)
    reminded = _last_reminders(at)
    for pk, group in groups.items():
        group["reminded"] = last = reminded.get(str(pk))
        group["may_remind"] = last is None or timezone.localdate(last) < timezone.localdate(at)
    return sorted(groups.values(), key=lambda group: group["municipality"].name)


def _last_reminders(at):
    """The time of the last one by municipality, as far as the outbox tells of the last months."""
    found = OutboxMessage.objects.filter(key__startswith=REMINDER, created_at__gte=at - SHOWN)
    rows = found.order_by("created_at", "pk").values_list("key", "created_at")
    return {key.split(":")[1]: created_at for key, created_at in rows}
