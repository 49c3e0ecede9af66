"""Beat wakes the workers; what must happen is derived from the data, never from a tick that was missed."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fnug")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Who posts a message does not wait for Redis: what it would have woken is found by the next tick.
app.conf.broker_transport_options = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 0,
    "visibility_timeout": 3600,
}


def every(seconds, task):
    """A tick that no worker took in time is forgotten, so that a long rest leaves no crowd of them."""
    interval = float(os.environ.get("FNUG_BEAT_SECONDS", seconds))
    return {"task": task, "schedule": interval, "options": {"expires": interval}}


app.conf.beat_schedule = {
    "obligations": every(300, "deadlines.refresh"),
    "outbox": every(60, "core.deliver_outbox"),
    "self-check": every(1800, "core.self_check"),
    "day-sheets": every(300, "journal.day_sheets"),
    "weekly-digest": every(900, "journal.weekly_digest"),
}
