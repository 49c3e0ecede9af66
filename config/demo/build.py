"""Builds the demo centre as it would have grown: what happened first is recorded first."""

from operator import itemgetter

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from config.demo import courses, diary, mails, meetings, money, people, requests
from config.demo.days import at, last_shift_change
from config.demo.world import World

TOLD = (requests, courses, money)


@transaction.atomic
def build(now):
    world = World(today=timezone.localdate(now), until=last_shift_change(now))
    with translation.override(settings.LANGUAGE_CODE):
        people.create(world)
        _live(world)
        meetings.create(world)
        diary.create(world)
        mails.settle(world)
    return world


def _live(world):
    events = [event for part in TOLD for event in part.events(world)]
    for moment, happens in sorted(events, key=itemgetter(0)):
        if moment < at(world.today, 0):
            happens()
