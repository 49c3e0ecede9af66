"""What the pages of the centre's settings and of the outgoing mail show."""

from django.apps import apps
from django.db.models import Case, Count, Q, Value, When

from core.models import OutboxMessage, Preference
from core.preferences import definitions

STATES = {
    "failed": Q(done_at=None, attempts__gt=0),
    "waiting": Q(done_at=None, attempts=0),
    "sent": Q(done_at__isnull=False),
}


def outgoing(state=None):
    """Without what the messages say: failed ones first, then those that wait, then the newest."""
    rows = OutboxMessage.objects.filter(STATES[state]) if state else OutboxMessage.objects.all()
    cases = [When(condition, then=Value(name)) for name, condition in STATES.items()]
    urgency = [When(condition, then=place) for place, condition in enumerate(STATES.values())]
    rows = rows.annotate(state=Case(*cases), urgency=Case(*urgency))
    return rows.defer("payload", "key").order_by("urgency", "-created_at", "-pk")


def outgoing_counts():
    counts = {name: Count("pk", filter=condition) for name, condition in STATES.items()}
    return OutboxMessage.objects.aggregate(**counts)


def settings_now():
    """Every setting with its value, and the row of its last change if there was one."""
    changed = {row.key: row for row in Preference.objects.select_related("changed_by")}
    for about in definitions():
        row = changed.get(about.key)
        yield {"about": about, "value": row.value if row else about.default, "changed": row}


def changes_of(about):
    """Who changed a setting when, from what to what; the newest first."""
    events = (
        apps.get_model("core", "PreferenceEvent").objects.filter(key=about.key).select_related("changed_by")
    )
    before, changes = about.default, []
    for event in events.order_by("pgh_id"):
        if event.value != before:
            changes.append(
                {"at": event.changed_at, "by": event.changed_by, "old": before, "new": event.value}
            )
        before = event.value
    return changes[::-1]
