from django.utils.translation import gettext_lazy as _

from placements.panels import Link, register_link

register_link(
    Link(
        "appointments",
        _("Appointments"),
        "calendar-clock",
        "journal:appointments",
        "daily",
        20,
        of_child=True,
    )
)
