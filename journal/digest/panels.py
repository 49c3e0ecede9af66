from django.utils.translation import gettext_lazy as _

from placements.panels import Link, register_link, running

register_link(
    Link(
        "gathered",
        _("The week gathered"),
        "list-checks",
        "journal:child_week",
        "daily",
        21,
        when=running,
        of_child=True,
    )
)
