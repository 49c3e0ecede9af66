"""Correcting: every version is kept, two at once both stand, and only for so long (JRN-2, JRN-7)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from core import preferences
from core.acting import acting
from core.refusals import Refused
from journal import services
from journal.models import Addendum, Entry, Picture
from journal.preferences import EDIT_HOURS
from tests import factories
from tests.factories import NOW
from tests.placements.photos.making import keep_photo

pytestmark = pytest.mark.rule("JRN-2")


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def told(child):
    """What the child's diary shows as holding."""
    return sorted(entry.told for entry in Entry.objects.said().filter(child=child))


def test_the_form_holds_everything_and_what_was_not_touched_stays(as_, write, placement, nivi, care_worker):
    goal = factories.make_sub_goal(factories.make_plan(placement))
    happened = NOW - timedelta(hours=2, seconds=17)
    facts = {"own_words": "Mere!", "category": "play", "mood": "happy", "handover": True, "others": [nivi]}
    entry = write(placement.child, "Nivi lo.", happened_at=happened, sub_goals=[goal.pk], **facts)
    url = f"/entries/{entry.pk}/correct/"
    visitor = as_(care_worker)
    page = visitor.get(url)
    assert "Nivi lo." in text(page)
    assert visitor.fill(url, text="Nivi lo højt.").url == f"/entries/{entry.pk}/"
    new = Entry.objects.said().get(child=placement.child)
    said = (new.own_words, new.category, new.mood, new.handover, new.happened_at)
    assert said == ("Mere!", "play", "happy", True, happened)
    assert (new.told, told(nivi)) == ("Another child lo højt.", ["Nivi lo højt."])
    assert list(entry.sightings.values_list("sub_goal", flat=True)) == [goal.pk]


def test_who_is_left_out_keeps_a_stub_with_the_reason_and_who_is_new_gets_the_entry(
    as_, write, child, nivi, care_worker
):
    entry = write(child, "Sov hele natten.")
    url = f"/entries/{entry.pk}/correct/"
    visitor = as_(care_worker)
    answer = visitor.fill(url, others=[nivi.pk], reason="")
    assert "Say why a child is left out." in text(answer)
    visitor.fill(url, others=[nivi.pk], reason="Det var Nivi.")
    assert (told(child), told(nivi)) == ([], ["Sov hele natten."])
    diary = text(visitor.get(f"/children/{child.pk}/diary/"))
    assert "Taken out by Pia: Det var another child." in diary
    assert "Sov hele natten." not in diary
    assert "Sov hele natten." in text(visitor.get(f"/entries/{entry.pk}/"))


def test_an_addition_follows_the_entry_to_where_it_belongs_now(
    as_, write, correct, add, child, nivi, care_worker
):
    entry = write(child, "Sov hele natten.")
    moved = correct(entry, "Sov hele natten.", children=[nivi])
    with pytest.raises(Refused, match="This observation is taken out."):
        add(entry)
    page = text(as_(care_worker).get(f"/entries/{entry.pk}/"))
    assert "This observation is taken out of this diary. It stands with those whom it is about." in page
    assert "What do you want to add?" not in page
    shared = correct(moved, "Sov.", children=[nivi, child])
    add(entry, "Drømte om sæler.")
    assert {row.entry.child_id for row in Addendum.objects.all()} == {child.pk, nivi.pk}
    assert shared.addenda.count() == 0


@pytest.mark.rule("JRN-3")
def test_a_name_stays_hidden_though_the_child_has_left_the_home(write, correct, child, nivi):
    entry = write(child, "Nivi bed.", happened_at=NOW - timedelta(days=2))
    with acting(factories.machine()):
        nivi.stays.update(ends=NOW.date() - timedelta(days=3))
    assert correct(entry, "Nivi bed hårdt.").told == "Another child bed hårdt."


def test_a_name_that_was_not_meant_stays_what_it_is(as_, write, add, child, nivi, care_worker):
    entry = write(child, "Nivi Bjerg hedder et fjeld.", not_meant=[nivi.pk])
    as_(care_worker).fill(f"/entries/{entry.pk}/correct/", text="Nivi Bjerg er et fjeld.")
    assert told(child) == ["Nivi Bjerg er et fjeld."]
    assert add(entry, "Nivi Bjerg er højt.", not_meant=[nivi.pk]).told == "Nivi Bjerg er højt."


@pytest.mark.rule("ACC-1")
def test_a_leader_does_not_read_there_whom_another_unit_looks_after(
    as_, write, child, units, leader, director
):
    guest = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Nivi Prøve")).child
    entry = write(child, "Nivi lo.", others=[guest], by=director)
    visitor = as_(leader)
    assert visitor.get(f"/entries/{entry.pk}/correct/").url == f"/entries/{entry.pk}/"
    page = text(visitor.get(f"/entries/{entry.pk}/"))
    assert "This observation names a child of another unit too." in page
    assert "Nivi" not in page


@pytest.mark.rule("ACC-1")
def test_nor_who_is_only_named_and_has_moved_there(as_, write, child, nivi, units, leader):
    entry = write(child, "Nivi lo.")
    yesterday = NOW.date() - timedelta(days=1)
    with acting(factories.machine()):
        nivi.stays.update(ends=yesterday)
    factories.make_stay(nivi.placements.get(), units.ilasiaq, begins=yesterday)
    visitor = as_(leader)
    assert visitor.get(f"/entries/{entry.pk}/correct/").url == f"/entries/{entry.pk}/"
    assert "Nivi" not in text(visitor.get(f"/entries/{entry.pk}/"))


@pytest.mark.rule("ACC-1")
def test_nor_does_the_author_after_somebody_else_named_such_a_child(
    as_, write, correct, child, units, care_worker, director
):
    guest = factories.make_placement(units.ilasiaq, child=factories.make_child(name="Nivi Prøve")).child
    entry = correct(write(child), "Nivi lo.", children=[child, guest], by=director)
    address, visitor = f"/entries/{entry.pk}/correct/", as_(care_worker)
    assert visitor.get(address).url == f"/entries/{entry.pk}/"
    answer = visitor.post(address, {"key": uuid4(), "text": "Nej."}, headers={"X-Fnug-Outbox": "1"})
    assert answer.status_code == 422
    assert "names a child of another unit" in answer.json()["errors"]["__all__"][0]


@pytest.mark.parametrize(
    ("hours", "later", "allowed"), [(24, 24, True), (24, 25, False), (2, 3, False), (48, 47, True)]
)
def test_until_the_hours_of_the_setting_have_passed(write, correct, child, director, hours, later, allowed):
    preferences.change(EDIT_HOURS, hours, by=director, at=NOW)
    entry = write(child, "Før.")
    try:
        correct(entry, "Efter.", at=NOW + timedelta(hours=later))
    except Refused as refused:
        assert f"{hours} hours have passed since this was saved." in str(refused)
    assert told(child) == (["Efter."] if allowed else ["Før."])


def test_another_child_does_not_begin_the_hours_anew(write, correct, child, nivi, leader):
    entry = write(child, "Før.")
    later = NOW + timedelta(hours=23)
    shared = correct(entry, "Midt.", children=[child, nivi], at=later, by=leader)
    row = Entry.objects.get(key=shared.key, child=nivi)
    with pytest.raises(Refused, match="24 hours have passed"):
        correct(row, "Efter.", children=[child, nivi], at=later + timedelta(hours=2), by=leader)
    assert told(child) == told(nivi) == ["Midt."]


def test_too_late_the_words_stay_in_the_form(as_, write, child, care_worker):
    entry = write(child, "Før.", written_at=NOW - timedelta(hours=25), at=NOW - timedelta(hours=25))
    form = {"key": uuid4(), "text": "Lang rettelse.", "others": [child.pk]}
    page = text(as_(care_worker).post(f"/entries/{entry.pk}/correct/", form))
    assert "24 hours have passed" in page
    assert "Lang rettelse." in page


@pytest.mark.rule("JRN-7")
@pytest.mark.parametrize("act", ["correct", "add"])
def test_the_outbox_of_a_device_is_answered_and_the_same_key_is_one(as_, write, child, care_worker, act):
    entry = write(child, "Før.", written_at=NOW - timedelta(hours=3), at=NOW - timedelta(hours=3))
    visitor, form = (
        as_(care_worker),
        {"key": uuid4(), "text": "Efter.", "others": [child.pk], "ago": "3600"},
    )
    url = f"/entries/{entry.pk}/{act}/"
    answers = [visitor.post(url, form, headers={"X-Fnug-Outbox": "1"}).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["saved"] is True
    row = {"correct": Entry.objects.filter(original=entry), "add": Addendum.objects}[act].get()
    assert (row.written_at, row.received_at) == (NOW - timedelta(hours=1), NOW)
    wrong = visitor.post(url, {**form, "text": " "}, headers={"X-Fnug-Outbox": "1"})
    assert (wrong.status_code, wrong.json()["errors"]["text"]) == (422, ["Write at least one word."])


@pytest.mark.rule("JRN-7")
@pytest.mark.parametrize("act", ["correct", "add"])
def test_a_lost_answer_is_given_again_and_other_words_are_kept_too(
    as_, write, child, placement, care_worker, act
):
    entry = write(child, "Før.")
    visitor, form = as_(care_worker), {"key": uuid4(), "text": "Efter.", "others": [child.pk]}
    url, outbox = f"/entries/{entry.pk}/{act}/", {"X-Fnug-Outbox": "1"}
    first = visitor.post(url, form, headers=outbox).json()
    visitor.post(url, {**form, "text": "Andet."}, headers=outbox)
    rows = {"correct": Entry.objects.filter(original=entry), "add": Addendum.objects}[act]
    assert sorted(rows.values_list("text", flat=True)) == ["Andet.", "Efter."]
    with acting(factories.machine()):
        care_worker.assignments.update(ends=NOW.date())
    assert visitor.post(url, form, headers=outbox).json()["entry"] == first["entry"]
    assert visitor.post(url, {**form, "text": "Nyt."}, headers=outbox).status_code == 404
    assert rows.count() == 2


def test_a_device_makes_nothing_be_written_later_than_now_or_before_what_it_corrects(write, correct, child):
    entry = write(child, written_at=NOW + timedelta(hours=1))
    assert (entry.written_at, entry.happened_at) == (NOW, NOW)
    assert correct(entry, written_at=NOW - timedelta(hours=1)).written_at == NOW


def test_an_addition_belongs_to_the_version_that_stands_beside_one_that_was_taken_out(
    write, correct, add, child, nivi, leader
):
    entry = write(child, "Legede.", others=[nivi])
    correct(entry, reason="Var der ikke.", by=leader)
    correct(entry, "Legede vildt.", children=[child, nivi])
    add(Entry.objects.get(key=entry.key, child=nivi))
    assert Addendum.objects.filter(entry__child=nivi).exists()


# Two at once


@pytest.fixture
def both(write, correct, child, nivi, care_worker, leader):
    """An entry about two children; the leader took the second out, the author changed the words for both."""
    entry = write(child, "Legede.", others=[nivi])
    mine = correct(entry, "Legede vildt.", children=[child, nivi])
    theirs = correct(entry, "Legede pænt.", reason="Var der ikke.", by=leader)
    return mine, theirs


@pytest.mark.rule("JRN-7")
def test_both_are_shown_side_by_side(as_, both, child, nivi, care_worker):
    assert told(child) == ["Legede pænt.", "Legede vildt."]
    visitor = as_(care_worker)
    for address in (f"/children/{child.pk}/diary/", f"/children/{nivi.pk}/diary/", f"/entries/{both[0].pk}/"):
        page = text(visitor.get(address))
        assert "Two versions: somebody else corrected it at the same time." in page
        assert "Legede vildt." in page
        assert ("Legede pænt." in page) or "Var der ikke." in page


@pytest.mark.rule("JRN-7")
def test_going_on_from_one_for_both_settles_it_in_every_diary(as_, both, child, nivi, care_worker):
    url = f"/entries/{both[0].pk}/correct/?also=1"
    visitor = as_(care_worker)
    assert "Legede pænt." in text(visitor.get(url))
    visitor.fill(url, f"/entries/{both[0].pk}/correct/", text="Legede vildt, så pænt.")
    assert told(child) == told(nivi) == ["Legede vildt, så pænt."]
    assert Entry.objects.current().count() == 2


@pytest.mark.rule("JRN-7")
def test_who_is_left_out_of_both_is_settled_too(both, correct, child, nivi, leader):
    mine, theirs = both
    correct(theirs, "Legede.", also=[mine.pk], by=leader)
    assert (told(child), told(nivi)) == (["Legede."], [])
    assert Entry.objects.current().filter(child=nivi).count() == 1


@pytest.mark.rule("JRN-7")
def test_a_third_version_that_was_not_on_the_screen_is_not_settled(both, correct, child, leader):
    mine, theirs = both
    later = correct(theirs, "Legede smukt.", by=leader)
    correct(mine, "Legede.", also=[theirs.pk])
    assert told(child) == ["Legede smukt.", "Legede."] == [later.told, "Legede."]


def test_what_is_settled_is_of_the_same_observation(write, correct, both, child):
    stranger = correct(write(child, "Noget."), "Noget andet.")
    correct(both[0], "Legede.", also=[stranger.pk, both[1].pk])
    assert told(child) == ["Legede.", "Noget andet."]


@pytest.mark.rule("JRN-7")
@pytest.mark.django_db(transaction=True)
def test_two_corrections_in_the_same_second_both_stand(at_once, write, correct, child, leader):
    entry = write(child, "Før.")
    at_once([lambda: correct(entry, "En."), lambda: correct(entry, "To.", by=leader)])
    assert told(child) == ["En.", "To."]
    assert not Entry.objects.get(pk=entry.pk).current


@pytest.mark.rule("JRN-7")
@pytest.mark.django_db(transaction=True)
def test_who_corrects_a_shared_one_from_another_child_does_not_stand_in_the_way(
    at_once, write, correct, child, nivi, leader
):
    hers = write(child, "Før.", others=[nivi])
    his = Entry.objects.get(key=hers.key, child=nivi)
    mine = [lambda: correct(hers, "En.", children=[child, nivi])] * 3
    theirs = [lambda: correct(his, "To.", children=[nivi, child], by=leader)] * 3
    at_once([*mine, *theirs])
    assert told(child) == told(nivi) == ["En."] * 3 + ["To."] * 3


# The database itself


def test_a_version_is_not_brought_back(write, correct, child, care_worker):
    entry = write(child, "Før.")
    correct(entry, "Efter.")
    with acting(care_worker), pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(current=True)
    assert told(child) == ["Efter."]


def test_a_correction_is_about_the_same_child(write, child, nivi, units, care_worker):
    entry = write(child, "Før.")
    with pytest.raises(DatabaseError, match="about another child"), transaction.atomic():
        factories.make_entry(nivi, units.maelkeboetten, care_worker, corrects=entry, original=entry)
    assert told(child) == ["Før."]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_addition_is_never_changed(add, write, child, care_worker, act):
    addition = add(write(child))
    rows = Addendum.objects.filter(pk=addition.pk)
    with acting(care_worker), pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        rows.delete() if act == "delete" else rows.update(text="Andet.")
    assert services.together(addition.entry)[0].addenda.get().text == "Husket senere."


@pytest.mark.parametrize("make", ["addition", "photo"])
def test_nothing_hangs_on_a_correction_where_nobody_would_see_it(correct, write, child, care_worker, make):
    new = correct(write(child))
    document = keep_photo(kind="diary_photo", child=child)
    times = {"written_at": NOW, "received_at": NOW}
    rows = {
        "addition": Addendum(entry=new, key=uuid4(), text="Husket.", author=care_worker, **times),
        "photo": Picture(entry=new, document=document, added_by=care_worker, added_at=NOW),
    }
    with acting(care_worker), pytest.raises(DatabaseError, match="is a correction"), transaction.atomic():
        rows[make].save()
