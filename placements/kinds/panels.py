from django.utils.translation import gettext_lazy as _

from accounts.roles import LEADERS
from placements.panels import Link, register_link

register_link(
    Link(
        key="kind",
        label=_("Kind of placement"),
        icon="shapes",
        route="placements:placement_kind",
        group="stay",
        order=70,
        roles=LEADERS,
    )
)
