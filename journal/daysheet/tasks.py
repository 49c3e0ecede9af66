"""At six in the morning a day sheet waits on the printer of every unit where children live."""

import logging
from datetime import datetime, time

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from journal.daysheet import services
from units.models import Unit

log = logging.getLogger("fnug.daysheet")
SIX = time(6)


def run_if_due(*, at):
    """Once a day for each unit, from six; a morning that was missed is made up for the same day. How many."""
    day = timezone.localdate(at)
    since = timezone.make_aware(datetime.combine(day, SIX))
    if at < since:
        return 0
    machine = User.objects.machine()
    made = [_made(unit, day, since, machine, at) for unit in _without(day, since)]
    return len([sheet for sheet in made if sheet])


def _without(day, since):
    there = {"day_sheets__day": day, "day_sheets__document__issued_at__gte": since}
    return Unit.objects.residential().exclude(**there).order_by("pk")


def _made(unit, day, since, machine, at):
    """What one unit cannot do keeps no other from its sheet."""
    try:
        return services.make_of_the_morning(unit, day=day, since=since, by=machine, at=at)
    except Exception as error:
        log.warning("day sheet of %s failed: %s", unit.slug, type(error).__name__)
        return None


@shared_task(name="journal.day_sheets")
def day_sheets():
    run_if_due(at=timezone.now())
