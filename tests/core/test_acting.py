"""A command is one act of one person, whole or not at all."""

import pytest

from core.acting import acting, command
from core.lifecycle import CHANGED
from core.refusals import Refused, reason
from municipalities.models import Municipality
from placements.lifecycle import PLACEMENT
from placements.models import Placement
from tests import factories

pytestmark = pytest.mark.django_db


@command
def rename(row, seat, *, by, fail=False):
    row.seat = seat
    row.save()
    if fail:
        raise Refused("Nej.")
    return row


@command
def rename_twice(row, first, second, *, by, other):
    rename(row, first, by=other)
    rename(row, second, by=by)


def who(row):
    return [e.pgh_context["person"] for e in row.events.order_by("pgh_id") if e.pgh_label == "update"]


@pytest.mark.rule("ACC-2")
def test_it_is_recorded_by_whom(municipality, director):
    assert rename(municipality, "Nuuk by", by=director).seat == "Nuuk by"
    assert who(municipality) == [director.pk]


def test_refused_it_leaves_nothing(municipality, director):
    with pytest.raises(Refused):
        rename(municipality, "Andetsteds", by=director, fail=True)
    assert Municipality.objects.get().seat == "Nuuk"
    assert who(municipality) == []


def test_who_acts_is_named_and_not_guessed(municipality, director):
    with pytest.raises(TypeError):
        rename(municipality, "x", director)


@pytest.mark.rule("ACC-2")
def test_each_act_inside_another_is_by_its_own_person(municipality, director, administration):
    rename_twice(municipality, "A", "B", by=director, other=administration)
    assert who(municipality) == [administration.pk, director.pk]


def test_a_reason_is_the_sentence_or_nothing():
    def check(fine):
        if not fine:
            raise Refused("Nej.")

    assert (reason(check, True), reason(check, False)) == (None, "Nej.")


def test_who_acted_a_moment_earlier_wins(units, director):
    placement = factories.make_planned(units.allu)
    stale = Placement.objects.get(pk=placement.pk)
    with acting(director):
        PLACEMENT.move(placement, "cancel", by=director)
        for late in (lambda: PLACEMENT.move(stale, "cancel", by=director), lambda: PLACEMENT.hold(stale)):
            with pytest.raises(Refused) as refusal:
                late()
            assert str(refusal.value) == str(CHANGED)
    assert (placement.state, stale.state) == ("cancelled", "planned")
