from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import CARE
from core.refusals import Refused
from placements.models import Child


def check_write(child, unit, happened_at, *, by, at):
    """A unit's staff write on the children who live there (JRN-1)."""
    if by.role not in CARE:
        raise Refused(_("Your role does not write in the diary."))
    if not Child.objects.visible_to(by, on=timezone.localdate(at)).filter(pk=child.pk).exists():
        raise Refused(_("Those who work in the child's unit write in the diary."))
    if unit is None:
        raise Refused(
            _(
                "The child did not live here at that time. Check the date, or ask the unit where the child lives."
            )
        )
    if happened_at > at:
        raise Refused(_("That time has not come yet. Say when it happened."), "happened_at")
