"""Domain code has no clock and knows who acts: every writing service is a `command`."""

from contextlib import contextmanager
from functools import wraps

import pghistory
from django.db import transaction

from core.violations import explained


@contextmanager
def acting(by):
    """What is written inside is recorded as done by this person; afterwards whoever acted before goes on."""
    with pghistory.context() as context:
        before = context.metadata.get("person")
        context.metadata["person"] = by.pk
        try:
            yield
        finally:
            context.metadata["person"] = before


def command(service):
    """One atomic act by a person; a violated constraint leaves as Refused with its sentence."""

    @wraps(service)
    def run(*args, by, **kwargs):
        with explained(), transaction.atomic(), acting(by):
            return service(*args, by=by, **kwargs)

    return run
