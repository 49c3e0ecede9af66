"""Domain code has no clock and knows who acts: every writing service is a `command`."""

from functools import wraps

import pghistory
from django.db import transaction

from core.violations import explained


def acting(by):
    """Everything written inside is recorded in the history as done by this person."""
    return pghistory.context(person=by.pk)


def command(service):
    """One atomic act by a person; a violated constraint leaves as Refused with its sentence."""

    @wraps(service)
    def run(*args, by, **kwargs):
        with explained(), transaction.atomic(), acting(by):
            return service(*args, by=by, **kwargs)

    return run
