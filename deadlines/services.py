from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from core import mail, preferences
from deadlines import registry
from deadlines.models import Task

LOCK = 640732


def refresh(*, at):
    """Makes the task lists agree with the data and reminds, once each. Run twice, it changes nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        _agree(list(registry.collect(at)), at)
        return _remind(at)


def _agree(obligations, at):
    """New tasks come, done ones go and come back, and a due time that the data moved moves."""
    wanted = {(o.key, owner.pk): (o, owner) for o in obligations for owner in o.owners}
    known = {(t.key, t.owner_id): t for t in Task.objects.filter(key__in={key for key, _ in wanted})}
    for task in Task.objects.open():
        known.setdefault((task.key, task.owner_id), task)
    Task.objects.bulk_create(_new(o, owner, at) for pair, (o, owner) in wanted.items() if pair not in known)
    gone = [task.pk for pair, task in known.items() if pair not in wanted and task.done_at is None]
    back = [task.pk for pair, task in known.items() if pair in wanted and task.done_at is not None]
    Task.objects.filter(pk__in=gone).update(done_at=at)
    Task.objects.filter(pk__in=back).update(done_at=None)
    Task.objects.bulk_update(list(_moved(wanted, known)), ["due", "path"])


def _moved(wanted, known):
    for pair, (obligation, _owner) in wanted.items():
        task = known.get(pair)
        if task and (task.due, task.path) != (obligation.due, obligation.path):
            task.due, task.path = obligation.due, obligation.path
            yield task


def _new(obligation, owner, at):
    return Task(
        key=obligation.key,
        rule=obligation.rule,
        subject=obligation.subject,
        owner=owner,
        child_id=obligation.child_id,
        path=obligation.path,
        about=obligation.about,
        due=obligation.due,
        created_at=at,
    )


def _remind(at):
    """One mail for a person, however many tasks there are to tell of."""
    latest = registry.end_of(timezone.localdate(at)) + _days_before()
    due = Task.objects.open().filter(reminded_at=None, due__lte=latest).select_related("owner").order_by("pk")
    tasks = list(due)
    for owner, first in {task.owner: task for task in reversed(tasks)}.items():
        mail.tell(owner, key=f"task:{first.pk}", at=at, path="/tasks/")
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(reminded_at=at)
    return len(tasks)


def _days_before():
    return timedelta(days=preferences.value("deadlines.reminder_days_before"))
