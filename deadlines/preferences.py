from django.utils.translation import gettext_lazy as _

from core.preferences import define

define(
    "deadlines.reminder_days_before",
    rule="INC-11",
    default=3,
    most=30,
    label=_("A reminder is sent this long before something is due"),
    unit=_("days"),
)
