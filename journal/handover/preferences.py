from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.preferences import define

EARLY_MINUTES = "journal.early_minutes"

define(
    EARLY_MINUTES,
    rule="JRN-5",
    default=30,
    least=0,
    most=120,
    label=_("The next shift can be taken over before it begins"),
    unit=pgettext_lazy("time", "minutes"),
)
