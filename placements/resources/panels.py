from django.utils.translation import gettext_lazy as _

from accounts.roles import LEADERS
from placements.panels import Link, register_link

register_link(
    Link(
        *("resources", _("Extra resources"), "hand-coins", "placements:apply_resources", "case", 70),
        roles=LEADERS,
    )
)
