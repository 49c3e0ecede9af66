"""Two acts that wait for each other: PostgreSQL ends one of them, and its person is told to look again."""

from threading import Barrier

import pytest

from core.acting import command
from core.lifecycle import CHANGED
from core.refusals import Refused
from municipalities.models import Municipality
from tests import factories
from tests.simultaneous import at_once  # noqa: F401


@pytest.mark.django_db(transaction=True)
def test_of_two_who_wait_for_each_other_one_is_told(at_once, municipality, other_municipality):  # noqa: F811
    both, person = Barrier(2), factories.machine()

    @command
    def rename(first, second, *, by):
        Municipality.objects.filter(pk=first.pk).update(name="1")
        both.wait(30)
        Municipality.objects.filter(pk=second.pk).update(name="2")

    results = at_once(
        [
            lambda: rename(municipality, other_municipality, by=person),
            lambda: rename(other_municipality, municipality, by=person),
        ]
    )
    [refusal] = [result for result in results if isinstance(result, Refused)]
    assert refusal.sentence == CHANGED
