from django.utils.translation import gettext_lazy as _

from core.preferences import define

UNOPENED_DAYS = "documents.unopened_days"

define(
    UNOPENED_DAYS,
    rule="PLC-13",
    default=7,
    least=1,
    most=90,
    label=_("A municipality opens and confirms a document within"),
    unit=_("days"),
)
