"""Who may do what with a meeting now, and why not."""

from django.utils.translation import gettext as _

from core.refusals import Refused


def check_record(placement, held, *, on):
    if held > on:
        raise Refused(_("The meeting has not been held yet. Record it when it has."), "held")
    if placement.state in ("planned", "cancelled") and held > placement.arrived:
        raise Refused(_("The child has not arrived yet."), "held")
