"""Turns what the database refused into the sentence that its constraint carries."""

import re
from contextlib import contextmanager

from django.apps import apps
from django.db import DataError, IntegrityError, OperationalError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.lifecycle import CHANGED
from core.refusals import Refused

UNIQUE_VIOLATION = "23505"
DEADLOCK = "40P01"  # two violate an exclusion in the same instant: one waits for the other, and back
RANGE_UPSIDE_DOWN = "22000"  # a generated range is computed before any constraint can speak
_trigger_sentences = {}


def say(name, sentence):
    """Gives a trigger that raises `USING CONSTRAINT = name` its sentence."""
    _trigger_sentences[name] = sentence


def sentence_of(error):
    """The message of the violated constraint, in the reader's language."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name in _trigger_sentences:
        return _trigger_sentences[name]
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return constraint.get_violation_error_message()
    return _taken(diagnosis) or _(
        "The database refused this because it would contradict what is already recorded."
    )


def _taken(diagnosis):
    """The sentence of a field that is unique by itself; its constraint has no name of ours."""
    if getattr(diagnosis, "sqlstate", None) != UNIQUE_VIOLATION:
        return None
    column = re.search(r"\((\w+)\)=", diagnosis.message_detail or "")
    fields = (
        f for m in apps.get_models() if m._meta.db_table == diagnosis.table_name for f in m._meta.fields
    )
    field = next((f for f in fields if column and f.column == column[1]), None)
    return field and _("%(field)s: another one has this already.") % {"field": capfirst(field.verbose_name)}


@contextmanager
def explained():
    try:
        yield
    except IntegrityError as error:
        raise Refused(sentence_of(error)) from error
    except DataError as error:
        if _state_of(error) != RANGE_UPSIDE_DOWN:
            raise
        raise Refused(_("A period cannot end before it begins.")) from error
    except OperationalError as error:
        if _state_of(error) != DEADLOCK:
            raise
        raise Refused(CHANGED) from error


def _state_of(error):
    return getattr(error.__cause__, "sqlstate", None)
