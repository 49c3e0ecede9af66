"""How long the committee has: the target time to answer a request (VIS-4)."""

from datetime import timedelta

from django.utils import timezone

from core import preferences
from core.working_days import add_working_days
from deadlines.registry import end_of


def answer_due(submitted_at, *, acute):
    if acute:
        return submitted_at + timedelta(hours=preferences.value("visitation.acute_answer_hours"))
    day = add_working_days(timezone.localdate(submitted_at), preferences.value("visitation.answer_working_days"))
    return end_of(day)
