from django.utils.translation import gettext_lazy as _

from core.preferences import define

EDIT_HOURS, AFTERWARDS_HOURS = "journal.edit_hours", "journal.afterwards_hours"

define(
    EDIT_HOURS,
    rule="JRN-2",
    default=24,
    least=1,
    most=168,
    label=_("An observation may be corrected for; after that only additions are possible"),
    unit=_("hours"),
)
define(
    AFTERWARDS_HOURS,
    rule="JRN-1",
    default=24,
    least=0,
    most=168,
    label=_("Staff may still write what happened, after a child has left their unit, for"),
    unit=_("hours"),
)
