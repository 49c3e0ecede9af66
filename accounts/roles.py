"""Roles are code: what a person may do is read here and in each app's rules, not in a table of ticks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    DIRECTOR = "director", _("Director")
    UNIT_LEADER = "unit_leader", _("Unit leader")
    CARE_WORKER = "care_worker", _("Care worker")
    ADMINISTRATION = "administration", _("Administration")
    THERAPIST = "therapist", _("Therapist")
    CONTACT_HOUSE = "contact_house", _("Contact house")
    DROP_IN = "drop_in", _("Drop-in centre")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    CASEWORKER = "caseworker", _("Municipal caseworker")
    MACHINE = "machine", _("Fnug itself")


DESCRIPTIONS = {
    Role.DIRECTOR: _(
        "Leads the centre. Sees every child and every unit, sits in the visitation committee, "
        "changes the settings of the centre and opens emergency places."
    ),
    Role.UNIT_LEADER: _(
        "Runs the day in one or more units: registers arrivals, names contact persons, records meetings, "
        "and writes in the diary. Sees the children of those units."
    ),
    Role.CARE_WORKER: _(
        "Looks after the children (pædagog). Writes observations and reads those of the units where they work."
    ),
    Role.ADMINISTRATION: _(
        "Keeps municipalities, prices and invoices. Sees names, stays and money, but no diary and no case."
    ),
    Role.THERAPIST: _("The centre's own psychotherapist. Sees the children who were referred."),
    Role.CONTACT_HOUSE: _("Works at Ullorissat. Sees names, contact agreements and visits."),
    Role.DROP_IN: _("Works at Værestedet. Sees no child's file."),
    Role.SYSTEM_ADMIN: _("Creates users and looks after the machinery. Sees no case data."),
    Role.CASEWORKER: _(
        "Works for a municipality (sagsbehandler). Sends requests and sees what was released to that municipality."
    ),
    Role.MACHINE: _(
        "Writes what follows from the clock: tasks, reminders and renderings. Nobody signs in as it."
    ),
}

CARE = frozenset({Role.DIRECTOR, Role.UNIT_LEADER, Role.CARE_WORKER})
LEADERS = frozenset({Role.DIRECTOR, Role.UNIT_LEADER})
CENTRE = frozenset(set(Role) - {Role.CASEWORKER, Role.MACHINE})
