from django.utils.translation import gettext as _

from accounts.roles import CARE
from core.refusals import Refused


def check_write(unit, happened_at, *, by, at):
    """A unit's staff write on the children who live there (JRN-1)."""
    if by.role not in CARE:
        raise Refused(_("Your role does not write in the diary."))
    if unit is None:
        raise Refused(
            _(
                "The child did not live here at that time. Check the date, or ask the unit where the child lives."
            )
        )
    if happened_at > at:
        raise Refused(_("That time has not come yet. Say when it happened."), "happened_at")
