from django.utils.translation import gettext_lazy as _

from core.preferences import define

define(
    "visitation.answer_working_days",
    rule="VIS-4",
    default=5,
    least=1,
    most=60,
    label=_("An ordinary request is answered within"),
    unit=_("working days"),
)
define(
    "visitation.offer_working_days",
    rule="VIS-6",
    default=3,
    least=1,
    most=60,
    label=_("A municipality answers an offered place within"),
    unit=_("working days"),
)
define(
    "visitation.acute_answer_hours",
    rule="VIS-4",
    default=24,
    least=1,
    most=240,
    label=_("An acute request is answered within"),
    unit=_("hours"),
)
