import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from placements.models import Child
from tests.config.seeding import everything, seed
from tests.factories import make_child, make_user


@pytest.fixture
def two_centres(slot, django_db_setup, django_db_blocker):
    """What two empty databases hold after seeding on one day."""
    with django_db_blocker.unblock():
        centres = [_seeded(slot) for _ in range(2)]
        slot.renew()
    return centres


def _seeded(slot):
    slot.renew()
    seed()
    return everything()


@pytest.mark.proof
def test_the_same_day_gives_the_same_centre(two_centres):
    first, second = two_centres
    assert first.keys() == second.keys()
    for table, rows in first.items():
        assert rows == second[table], table


@pytest.mark.django_db
def test_never_without_debug(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        call_command("seed_demo")


@pytest.mark.django_db
@pytest.mark.parametrize("other", [lambda: make_user(Role.DIRECTOR), make_child])
def test_never_among_others(other, settings):
    settings.DEBUG = True
    other()
    people = User.objects.count()
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert User.objects.count() == people and Child.objects.count() < 2
