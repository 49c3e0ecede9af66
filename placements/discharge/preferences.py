from django.utils.translation import gettext_lazy as _

from core.models import Preference
from core.preferences import define

TOLD_DAYS, TURNING_MONTHS = "discharge.told_days", "discharge.turning_18_months"
DEFAULTS = {TOLD_DAYS: 7, TURNING_MONTHS: 12}

define(
    TOLD_DAYS,
    rule="PLC-11",
    default=DEFAULTS[TOLD_DAYS],
    most=90,
    label=_("A child is told of a discharge before it, by"),
    unit=_("days"),
)
define(
    TURNING_MONTHS,
    rule="PLC-14",
    default=DEFAULTS[TURNING_MONTHS],
    least=1,
    most=24,
    label=_("A child who turns 18 is shown ahead, by"),
    unit=_("months"),
)


def as_fact(key):
    """The setting as an expression, for a query that is made anyway; None where nobody changed it."""
    return Preference.objects.filter(key=key).values("value")[:1]
