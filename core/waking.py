"""Celery and Redis only wake the workers: what is forgotten here, the next tick of the clock does."""

from functools import cache

from celery import current_app
from django.db import connection, transaction


def soon(task):
    """Wakes a worker for this task after the commit, once for a transaction however often it is asked:
    without Redis every call costs its time-out."""
    wake = _waker(task)
    if wake not in (entry[1] for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


@cache
def _waker(task):
    def wake():
        current_app.send_task(task, retry=False, ignore_result=True)

    return wake
