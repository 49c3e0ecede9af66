"""Turns what the database refused into the sentence that its constraint carries."""

from contextlib import contextmanager

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _

from core.refusals import Refused

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
    return _("The database refused this because it would contradict what is already recorded.")


@contextmanager
def explained():
    try:
        yield
    except IntegrityError as error:
        raise Refused(sentence_of(error)) from error
