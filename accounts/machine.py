"""Fnug itself is a person in the history: it writes what follows from the clock."""

import pghistory
from django.db import connections

from accounts.models import User
from accounts.roles import Role


def ensure(using="default", **kwargs):
    """Creates the machine after migrations; the history names person 0, the set-up."""
    is_there = User._meta.db_table in connections[using].introspection.table_names()
    if not is_there or User.objects.using(using).filter(role=Role.MACHINE).exists():
        return
    with pghistory.context(person=0):
        User.objects.create_user("fnug@localhost", full_name="Fnug", role=Role.MACHINE, is_active=False)
