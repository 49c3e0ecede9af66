from django.utils.translation import gettext_lazy as _

from core.preferences import define

define(
    "reports.turn_days",
    rule="PLC-6",
    default=3,
    least=1,
    most=60,
    label=_("A second reader reads a report, and a leader signs it, each within"),
    unit=_("days"),
)
