"""Builds the demo centre as it would have grown: what happened first is recorded first."""

from functools import cache
from operator import itemgetter
from unittest.mock import patch

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from config.demo import courses, diary, mails, meetings, money, people, requests
from config.demo.days import at, last_shift_change
from config.demo.world import World
from documents import sandbox

TOLD = (requests, courses, money)


@transaction.atomic
def build(now):
    world = World(today=timezone.localdate(now), until=last_shift_change(now))
    with translation.override(settings.LANGUAGE_CODE), _papers_examined_once():
        people.create(world)
        _live(world)
        meetings.create(world)
        diary.create(world)
        mails.settle(world)
    return world


def _papers_examined_once():
    """The made-up papers are a handful of different files; each is examined once and not for every child."""
    return patch.object(sandbox, "examine", cache(sandbox.examine))


def _live(world):
    events = [event for part in TOLD for event in part.events(world)]
    for moment, happens in sorted(events, key=itemgetter(0)):
        if moment < at(world.today, 0):
            happens()
