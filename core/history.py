"""Every insert, update and delete of a `recorded` model leaves a row that nobody can change."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


def recorded(model=None, *, exclude=None):
    """Class decorator. A write that names no person violates the history's constraint and is refused with it."""

    def track(cls):
        by_a_person = models.CheckConstraint(
            name=f"{cls._meta.app_label}_{cls._meta.model_name}_by_a_person",
            condition=models.Q(pgh_context__person__isnull=False),
            violation_error_message=_("A change must be made by a person who is signed in."),
        )
        return pghistory.track(exclude=exclude, meta={"constraints": [by_a_person]})(cls)

    return track(model) if model else track
