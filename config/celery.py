"""Beat wakes the workers; what must happen is derived from the data, never from a tick that was missed."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("fnug")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.broker_transport_options = {"socket_timeout": 5, "socket_connect_timeout": 2, "visibility_timeout": 3600}
app.conf.beat_schedule = {
    "obligations": {"task": "deadlines.refresh", "schedule": float(os.environ.get("FNUG_BEAT_SECONDS", "300"))},
    "outbox": {"task": "core.deliver_outbox", "schedule": float(os.environ.get("FNUG_BEAT_SECONDS", "60"))},
}
