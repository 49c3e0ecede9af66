"""Fnug itself is a person in the history: it writes what follows from the clock."""

import pghistory

from accounts.models import User
from accounts.roles import Role


def ensure(using="default", **kwargs):
    """Creates the machine after migrations; the history names person 0, the set-up."""
    if User.objects.using(using).filter(role=Role.MACHINE).exists():
        return
    with pghistory.context(person=0):
        User.objects.create_user("fnug@localhost", full_name="Fnug", role=Role.MACHINE, is_active=False)
