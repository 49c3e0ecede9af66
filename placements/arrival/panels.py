from django.utils.translation import gettext_lazy as _

from placements.enums import PlacementState
from placements.panels import Link, Panel, register, register_link


def _intake(page):
    intake = getattr(page.placement, "intake", None)
    return intake and {"intake": intake}


def _here(page):
    return page.is_in(PlacementState.RUNNING, PlacementState.ENDED)


register(Panel("intake", "placements/arrival/_panel.html", _intake, "side", 80))
register_link(
    Link("intake", _("Intake"), "list-checks", "placements:intake", group="stay", order=20, when=_here)
)
