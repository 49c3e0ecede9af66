"""How long the committee has: the target time to answer a request (VIS-4)."""

from datetime import timedelta

from django.utils import timezone

from core import preferences
from core.working_days import add_working_days
from deadlines.registry import end_of


def answer_clock():
    """`f(request)` tells until when it is answered; the settings are read once for a whole list."""
    hours, days = preferences.values("visitation.acute_answer_hours", "visitation.answer_working_days")
    return lambda request: _due(request, hours, days)


def _due(request, hours, days):
    if request.acute:
        return request.submitted_at + timedelta(hours=hours)
    return end_of(add_working_days(timezone.localdate(request.submitted_at), days))
