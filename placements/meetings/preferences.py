from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.preferences import define

define(
    "placements.action_plan_meeting_days",
    rule="PLC-1",
    default=7,
    least=1,
    most=60,
    label=_("After an arrival the action-plan meeting is held within"),
    unit=_("days"),
)
define(
    "placements.minutes_days",
    rule="PLC-5",
    default=14,
    least=1,
    most=90,
    label=_("Minutes are written within"),
    unit=_("days"),
)
define(
    "placements.signing_days",
    rule="PLC-5",
    default=7,
    least=1,
    most=90,
    label=_("Minutes that are written are signed off within"),
    unit=_("days"),
)
define(
    "placements.meeting_minutes",
    rule="PLC-5",
    default=60,
    least=15,
    most=240,
    label=_("In the calendar a meeting lasts"),
    unit=pgettext_lazy("time", "minutes"),
)
define(
    "placements.start_up_days",
    rule="PLC-5",
    default=14,
    least=1,
    most=84,
    label=_("For municipalities that want it, the start-up meeting is planned after"),
    unit=_("days"),
)
