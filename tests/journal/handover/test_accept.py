"""A message stays on the next shift's list until somebody of that shift takes it over (JRN-5)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localtime

from core.acting import acting
from core.refusals import Refused
from journal.handover.models import Acceptance, Takeover
from journal.handover.queries import open_counts, open_marks, with_takeovers
from journal.handover.services import accept, take_over
from journal.models import Entry
from tests import factories as f
from tests.factories import NOW
from tests.journal.handover.conftest import NIGHT
from units.models import Unit

pytestmark = pytest.mark.rule("JRN-5")
JUST_BEFORE, JUST_AFTER = f.at(f.TODAY, 6, 50), f.at(f.TODAY, 7, 5)


def open_count(unit):
    return Unit.objects.annotate(waiting=open_counts()).get(pk=unit.pk).waiting


@pytest.fixture
def taken(units):
    def run(entry, by, at=NOW):
        return accept(units.maelkeboetten, entries=[entry.pk], by=by, at=at)

    return run


@pytest.fixture
def over(units):
    """Takes over the shift of that moment."""

    def run(by, at=NOW):
        return take_over(units.maelkeboetten, by=by, at=at)

    return run


def test_once_for_each_person_and_shift(over, care_worker, colleague):
    first = over(care_worker)
    assert over(care_worker, NOW + timedelta(hours=1)) == first
    over(colleague)
    over(care_worker, f.at(f.TODAY, 16))
    rows = Takeover.objects.order_by("pk").values_list("person", "shift")
    assert list(rows) == [(care_worker.pk, "Dag"), (colleague.pk, "Dag"), (care_worker.pk, "Aften")]
    assert localtime(first.begins) == f.at(f.TODAY, 7)


@pytest.mark.parametrize(("minute", "shift"), [(29, "Nat"), (30, "Dag")])
def test_who_comes_early_takes_over_the_shift_that_begins(over, care_worker, minute, shift):
    assert over(care_worker, f.at(f.TODAY, 6, minute)).shift == shift


def test_the_next_shift_takes_over_a_message_and_with_it_the_shift(tell, taken, units, care_worker):
    entry = tell()
    assert open_count(units.maelkeboetten) == 1
    assert taken(entry, care_worker).mine == 1
    row = Acceptance.objects.get()
    assert (row.entry, row.person, row.at) == (entry, care_worker, NOW)
    assert Takeover.objects.get().shift == "Dag"
    assert open_count(units.maelkeboetten) == 0
    assert with_takeovers(Entry.objects.all()).get().taken_over == [
        {"name": "Pia", "at": "17.03.2026 10.00", "corrected": False}
    ]


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("model", [Acceptance, Takeover])
def test_who_took_over_and_when_stands(tell, taken, care_worker, model, act):
    taken(tell(), care_worker)
    with acting(care_worker), pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        model.objects.all().delete() if act == "delete" else model.objects.update(at=NIGHT)
    assert model.objects.get().at == NOW


def test_a_second_tap_changes_nothing(tell, taken, care_worker):
    entry = tell()
    taken(entry, care_worker)
    assert taken(entry, care_worker, NOW + timedelta(minutes=1)).mine == 1
    assert Acceptance.objects.get().at == NOW


def test_who_comes_second_hears_who_was_first(tell, taken, care_worker, colleague):
    entry = tell()
    taken(entry, care_worker)
    outcome = taken(entry, colleague)
    assert (outcome.mine, [row.person for row in outcome.others]) == (0, [care_worker])
    assert Acceptance.objects.get().person == care_worker


def test_each_unit_takes_over_what_is_about_its_own_children(
    tell, taken, units, care_worker, other_care_worker, director
):
    guest = f.make_placement(units.ilasiaq).child
    entry = tell(others=[guest], by=director, at=NIGHT - timedelta(days=1))
    theirs = Entry.objects.get(child=guest)
    assert accept(units.ilasiaq, entries=[theirs.pk], by=other_care_worker, at=NOW).mine == 1
    assert open_count(units.maelkeboetten) == 1
    assert taken(entry, care_worker).mine == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_in_the_same_instant_one_is_first(at_once, tell, taken, over, care_worker, colleague):
    entry = tell()
    people = [care_worker, colleague] * 2
    outcomes = at_once([lambda by=by: taken(entry, by) for by in people])
    first = Acceptance.objects.get().person
    for by, outcome in zip(people, outcomes, strict=True):
        assert (outcome.mine, [row.person for row in outcome.others]) == (
            (1, []) if by == first else (0, [first])
        )
    at_once([lambda: over(care_worker)] * 3)
    assert Takeover.objects.filter(person=care_worker).count() == 1


def test_a_message_of_this_shift_is_for_the_next(tell, taken, units, care_worker, colleague):
    entry = tell(at=f.at(f.TODAY, 9), by=colleague)
    with pytest.raises(Refused, match="for the next shift, which begins at 15:00."):
        taken(entry, care_worker)
    with pytest.raises(Refused, match="You wrote this in your own shift."):
        taken(entry, colleague)
    assert not Takeover.objects.exists() and open_count(units.maelkeboetten) == 1
    assert taken(entry, care_worker, f.at(f.TODAY, 15, 1)).mine == 1


def test_the_night_that_has_not_left_yet_still_tells_the_day(tell, taken, over, night_worker, care_worker):
    over(night_worker, f.at(f.TODAY, 0))
    entry = tell(at=JUST_AFTER)
    with pytest.raises(Refused, match="You wrote this in your own shift."):
        taken(entry, night_worker)
    assert taken(entry, care_worker).mine == 1


def test_who_stays_on_hands_over_to_the_shift_after(tell, taken, over, night_worker, care_worker):
    over(night_worker, f.at(f.TODAY, 0))
    over(night_worker, JUST_AFTER)
    with pytest.raises(Refused, match="for the next shift"):
        taken(tell(at=JUST_AFTER), care_worker)


def test_the_day_that_comes_early_takes_over_from_the_night(tell, taken, night_worker, care_worker):
    entry = tell()
    with pytest.raises(Refused, match="You wrote this in your own shift."):
        taken(entry, night_worker, JUST_BEFORE)
    assert taken(entry, care_worker, JUST_BEFORE).mine == 1
    assert Takeover.objects.get().shift == "Dag"


def test_who_is_not_of_the_unit_takes_over_nothing(tell, taken, over, other_care_worker, administration):
    entry = tell()
    for person in (other_care_worker, administration):
        for act in (lambda by=person: taken(entry, by), lambda by=person: over(by)):
            with pytest.raises(Refused, match="Those who work in the unit take over its shifts."):
                act()
    assert not Acceptance.objects.exists() and not Takeover.objects.exists()


def test_one_about_several_children_is_one_message(tell, taken, units, child, care_worker):
    sibling = f.make_placement(units.maelkeboetten).child
    entry = tell(others=[sibling])
    assert open_count(units.maelkeboetten) == 1
    assert taken(entry, care_worker).mine == 1
    assert {row.entry.child for row in Acceptance.objects.all()} == {child, sibling}


def test_another_units_part_of_it_is_taken_over_there(tell, taken, units, director, care_worker):
    elsewhere = f.make_placement(units.ilasiaq).child
    taken(tell(others=[elsewhere], by=director), care_worker)
    counts = Unit.objects.annotate(waiting=open_counts()).order_by("pk").values_list("slug", "waiting")
    assert dict(counts) == {"maelkeboetten": 0, "ilasiaq": 1, "allu": 0}


def test_other_words_are_a_message_again_and_may_be_taken_over_at_once(
    tell, taken, correct, units, care_worker, night_worker
):
    entry = tell()
    taken(entry, care_worker)
    corrected = correct(entry, "Sov roligt.")
    assert open_marks(units.maelkeboetten).get() == corrected
    with pytest.raises(Refused, match="You wrote this in your own shift."):
        taken(corrected, night_worker)
    assert taken(corrected, care_worker).mine == 1
    told = with_takeovers(Entry.objects.current()).get().taken_over
    assert [row["corrected"] for row in told] == [True, False]


def test_the_same_words_with_another_category_are_taken_over_already(
    tell, taken, correct, units, care_worker
):
    entry = tell()
    taken(entry, care_worker)
    correct(entry, entry.text, category="sleep")
    assert open_count(units.maelkeboetten) == 0


def test_what_was_corrected_while_reading_is_read_again(tell, taken, correct, units, care_worker):
    entry = tell()
    corrected = correct(entry, "Sov roligt.", at=f.at(f.TODAY, 5))
    with pytest.raises(Refused, match="This was changed while you were reading. Read it again."):
        taken(entry, care_worker)
    assert open_marks(units.maelkeboetten).get() == corrected
    other = tell("Spiste ikke.")
    outcome = accept(units.maelkeboetten, entries=[entry.pk, other.pk], by=care_worker, at=NOW)
    assert (outcome.mine, outcome.changed) == (1, 1)


def test_a_mark_that_a_correction_takes_away_waits_no_more(tell, correct, units):
    correct(tell(), "Sov roligt.", at=NIGHT + timedelta(minutes=9), handover=False)
    assert open_count(units.maelkeboetten) == 0
