"""A child's appointments in its whole file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.appointments.models import Appointment
from placements.whole_file.parts import part, table
from placements.whole_file.registry import Section, register


def appointments(child, user, on):
    rows = Appointment.objects.visible_to(user, on=on).filter(child=child).order_by("starts", "pk")
    head = (_("When"), _("What"), _("Where"), _("State"))
    yield part(table=table(head, [(row.starts, row.what, row.where, _state(row)) for row in rows]))


def _state(row):
    return ": ".join(filter(None, [row.get_state_display(), row.reason]))


register(Section("appointments", gettext_lazy("Appointments"), 65, appointments))
