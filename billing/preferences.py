from django.utils.translation import gettext_lazy as _

from core.preferences import define

define(
    "billing.due_days",
    rule="BIL-7",
    default=14,
    most=90,
    label=_("An invoice is due this long after its date"),
    unit=_("days"),
)
