"""Builds the demo centre as it would have grown: what happened first is recorded first."""

from operator import itemgetter
from unittest.mock import patch

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from config.demo import (
    appointments,
    caring,
    consents,
    courses,
    diary,
    leaving,
    mails,
    meetings,
    money,
    people,
    pictures,
    plans,
    reports,
    requests,
    schooldays,
    shifts,
)
from config.demo.days import at, last_shift_change
from config.demo.world import World
from documents import sandbox
from documents.uploads import PDF

TOLD = (requests, courses, plans, consents, caring, schooldays, appointments, reports, leaving, money)


@transaction.atomic
def build(now):
    world = World(today=timezone.localdate(now), until=last_shift_change(now))
    with translation.override(settings.LANGUAGE_CODE), _papers_made_here():
        people.create(world)
        _live(world, (event for part in TOLD for event in part.events(world)))
        meetings.create(world)
        diary.create(world)
        shifts.create(world)
        schooldays.create(world)
        _live(world, reports.being_written(world))
        appointments.plan_years(world)
        people.begin_the_day(world)
        mails.settle(world)
    return world


def _papers_made_here():
    """Papers and drawings of the demo's own need no process that looks into them, which would take minutes."""
    return patch.object(sandbox, "examine", _made_here)


def _made_here(content_type, content, longest=None):
    if content_type == PDF:
        return {"pages": 1}, b""
    return {}, pictures.made_small(content, longest) if longest else content


def _live(world, events):
    for moment, happens in sorted(events, key=itemgetter(0)):
        if moment < at(world.today, 0):
            happens()
