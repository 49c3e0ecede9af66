"""Much fictional data to measure with: the same kind of lives over and over, written with COPY.

Constraints and the history's triggers stay on, so what is measured is what real use would have left.
"""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from config.demo.days import last_shift_change
from config.scale.cases import write_cases
from config.scale.copying import act_as
from config.scale.diaries import write_diaries
from config.scale.files import write_files, write_requests
from config.scale.houses import employ_caseworkers, open_houses
from config.scale.lives import MARK, give_children, lives_in
from core.acting import acting
from placements.models import (
    Child,
)


@transaction.atomic
def fill(*, children, years, entries_a_day, now):
    """Lives of so many children at a time; `entries_a_day` is for every 24 of them."""
    today = timezone.localdate(now)
    chance = Random(f"{today}/{children}/{years}")  # noqa: S311  nothing secret
    start = today - timedelta(days=365 * years)
    machine = User.objects.machine()
    with acting(machine):
        houses = open_houses(children, start)
        caseworkers = employ_caseworkers()
    act_as(machine)
    lives = lives_in(houses, start, today, chance)
    give_children(lives, today, chance)
    write_files(lives, caseworkers, today, chance)
    write_requests(lives, today, chance)
    write_cases(lives, today, chance)
    write_diaries(lives, start, entries_a_day / 24, last_shift_change(now), chance)


def is_filled():
    return Child.objects.filter(reference__startswith=MARK).exists()
