from django.utils.translation import gettext_lazy as _

from core.preferences import define

SCHOOL_AGE, DEFAULT = "placements.school_age", 6

define(
    SCHOOL_AGE,
    rule="PLC-7",
    default=DEFAULT,
    least=4,
    most=8,
    label=_("A child from another town needs day care until the age of"),
    unit=_("years"),
)
