from datetime import timedelta

import pytest
from django.core.management import CommandError

from accounts.roles import Role
from journal.models import Entry
from placements.models import Placement
from tests.config.seeding import HOW_MUCH, fill
from tests.factories import TODAY, make_user


@pytest.mark.django_db
def test_never_among_real_records():
    make_user(Role.DIRECTOR)
    with pytest.raises(CommandError):
        fill()


@pytest.mark.django_db
def test_beside_a_demo(settings):
    settings.DEBUG = True
    make_user(Role.DIRECTOR)
    fill(years=1, entries_a_day=0)
    assert Placement.objects.running().count() == HOW_MUCH["children"]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"children": 0}, {"years": 31}, {"entries_a_day": -1}])
def test_amounts_have_bounds(wrong):
    with pytest.raises(CommandError):
        fill(**wrong)


@pytest.mark.proof
@pytest.mark.django_db
def test_ten_years_within_a_few_minutes():
    fill(children=24, years=10, entries_a_day=96)
    assert Entry.objects.filter(happened_at__gt=TODAY - timedelta(days=3600)).count() > 300_000
