"""A child's appointments among what it has on a day."""

from django.urls import reverse

from journal import today
from journal.appointments.models import Appointment, AppointmentState


def appointments(children, first, last):
    days = {"starts__date__gte": first, "starts__date__lte": last}
    rows = Appointment.objects.filter(child__in=children, **days).exclude(state=AppointmentState.CANCELLED)
    for row in rows.order_by("starts", "pk"):
        note = " · ".join(filter(None, [row.where, row.bring]))
        url = reverse("journal:appointments", args=[row.child_id])
        yield today.Event(
            row.child_id, row.starts, row.what, note, "calendar-clock", f"{url}#appointment-{row.pk}"
        )


today.register("appointments", appointments)
