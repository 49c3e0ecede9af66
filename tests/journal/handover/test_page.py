"""The handover of a unit, as it is read aloud when one shift leaves and the next comes (JRN-5)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import AccessLog
from core import preferences
from journal import services
from journal.handover.models import Acceptance, Takeover
from journal.handover.preferences import EARLY_MINUTES
from journal.handover.services import accept
from journal.models import Addendum
from tests import factories as f
from tests.factories import NOW
from tests.journal.handover.conftest import NIGHT, PAGE

pytestmark = pytest.mark.rule("JRN-5")
ACCEPT, TAKE = f"{PAGE}accept/", f"{PAGE}take/"


def text(response):
    return response.content.decode()


def words(response):
    """What is read, without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


@pytest.fixture
def read(as_, care_worker):
    return lambda by=care_worker: words(as_(by).get(PAGE))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"), [("care_worker", 200), ("director", 200), ("other_leader", 404), ("therapist", 403)]
)
def test_who_sees_the_board_reads_the_handover(as_, tell, request, who, status):
    tell()
    visitor = as_(request.getfixturevalue(who))
    assert visitor.get(PAGE).status_code == status
    if status != 200:
        assert visitor.post(ACCEPT).status_code == visitor.post(TAKE).status_code == status


def test_it_says_which_shift_hands_over_and_what_the_next_must_know(read, tell, child, night_worker):
    entry = tell("Tal om lampen.")
    services.add(entry, key=uuid4(), text="Den er købt.", by=night_worker, at=NOW - timedelta(hours=1))
    said = read()
    assert "Nat hands over to Dag" in said
    order = [child.given_name, "Tal om lampen.", "Nanna Prøvenat", "03:55", "Den er købt.", "added by Nanna"]
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_nothing_to_say_and_nobody_here_is_said_too(read):
    said = read()
    assert "Nothing waits for this shift." in said
    assert "No appointments and no meetings." in said and "Nobody lives here today." in said


def test_child_by_child_in_the_order_of_the_board_the_oldest_first(read, tell, units):
    bo, aase = (
        f.make_placement(units.maelkeboetten, child=f.make_child(name=f"{name} Prøve")).child
        for name in ("Bo", "Åse")
    )
    tell("Fjerde.", aase, at=NIGHT - timedelta(hours=2))
    tell("Anden.", bo, at=NIGHT)
    tell("Første.", bo, at=NIGHT - timedelta(hours=1))
    tell("Tredje.", aase, others=[bo], at=NIGHT + timedelta(minutes=1))
    said = re.findall(r"(Første|Anden|Tredje|Fjerde)\.", read())
    assert said == ["Første", "Anden", "Tredje", "Fjerde"]


def test_who_lives_here_is_named_and_who_does_not_is_another_child(read, tell, units):
    here = f.make_placement(units.maelkeboetten, child=f.make_child(name="Bodil Prøve")).child
    gone = f.make_placement(units.maelkeboetten, child=f.make_child(name="Gorm Prøve"))
    tell("Bodil og Gorm var uvenner.")
    with f.acting(f.machine()):
        gone.stays.update(ends=f.TODAY)
    said = read()
    assert f"{here.given_name} og another child var uvenner." in said and "Gorm" not in said


def test_a_message_about_who_has_moved_away_does_not_vanish(read, tell, placement):
    tell("Tandbørsten ligger her.")
    with f.acting(f.machine()):
        placement.stays.update(ends=f.TODAY)
    said = read()
    assert "Tandbørsten ligger her." in said and "does not live here any more" in said


def test_what_nobody_took_over_for_more_than_a_shift_stands_out(read, tell):
    tell()
    assert "not taken over since" not in read()
    tell("Ring til mormor.", at=NIGHT - timedelta(hours=8))
    assert "not taken over since 16 March" in read()


def test_what_was_taken_over_stays_with_the_name(as_, tell, care_worker, colleague):
    entry = tell()
    visitor = as_(care_worker)
    sent = visitor.fill(PAGE, action=ACCEPT, follow=True)
    assert "1 message is yours now." in words(sent)
    said = words(as_(colleague).get(PAGE))
    assert "Nothing waits for this shift." in said
    assert (
        said.index("Taken over in this shift")
        < said.index(entry.told)
        < said.index("taken over by Pia 10:00")
    )
    sent = as_(colleague).post(ACCEPT, {"entry": entry.pk}, follow=True)
    assert "Pia was first and took it over at 10:00." in words(sent)


def test_what_was_taken_over_early_is_of_this_shift(as_, tell, units, care_worker):
    accept(units.maelkeboetten, entries=[tell().pk], by=care_worker, at=f.at(f.TODAY, 6, 50))
    assert "taken over by Pia 06:50" in words(as_(care_worker).get(PAGE))


def test_all_of_the_page_at_once_but_only_what_stood_on_it(as_, tell, care_worker, colleague):
    first, second = tell(), tell("Spiste ikke.")
    own = tell("Til aften.", by=colleague, at=NOW)
    visitor = as_(care_worker)
    page = visitor.get(PAGE)
    assert "Take over the shift and all 2 messages above" in words(page)
    form = [form for form in visitor.forms(PAGE) if form.action == ACCEPT][-1]
    unseen = tell("Kom til imens.")
    numbers = re.findall(r'name="entry" value="(\d+)"', text(page))
    assert form.values["entry"] in numbers and str(own.pk) not in numbers
    visitor.post(ACCEPT, {"entry": numbers})
    assert {row.entry for row in Acceptance.objects.all()} == {first, second}
    assert unseen.text in words(visitor.get(PAGE))


def test_the_shift_alone(as_, care_worker):
    visitor = as_(care_worker)
    sent = visitor.fill(PAGE, action=TAKE, follow=True)
    assert "You have taken over: Dag." in words(sent) and "Pia 10:00" in words(sent)
    assert visitor.post(TAKE, follow=True).status_code == 200
    assert Takeover.objects.count() == 1
    assert TAKE not in text(visitor.get(PAGE))


@pytest.mark.parametrize("numbers", [["x", "9" * 30], ["999999"]])
def test_what_is_no_message_is_refused_with_a_sentence(as_, care_worker, units, numbers):
    sent = as_(care_worker).post(ACCEPT, {"entry": numbers}, follow=True)
    assert "This was changed while you were reading." in words(sent)
    assert not Acceptance.objects.exists() and not Takeover.objects.exists()


def test_what_is_corrected_since_it_was_taken_over_says_so(as_, tell, correct, care_worker):
    entry = tell()
    as_(care_worker).post(ACCEPT, {"entry": entry.pk})
    correct(entry, "Sov roligt.")
    said = words(as_(care_worker).get(PAGE))
    assert "corrected since Pia took it over 10:00" in said
    assert said.index("Sov roligt.") < said.index("Taken over in this shift") < said.index(entry.told)
    assert "corrected afterwards" in said


def test_what_burns_is_first_and_the_rest_of_the_day_and_the_night_follow(read, tell, units, placement):
    tell()
    f.make_absence(placement, f.TODAY - timedelta(days=1), None, kind="missing")
    other = f.make_placement(units.maelkeboetten)
    tomorrow = f.TODAY + timedelta(days=1)
    for day, hour, what in [
        (f.TODAY, 6, "Morgenbad"),
        (f.TODAY, 13, "Tandlæge"),
        (f.TODAY, 22, "Medicin"),
        (tomorrow, 8, "Synsprøve"),
    ]:
        f.make_appointment(other.child, f.at(day, hour), what=what)
    said = read()
    assert said.index("Missing since") < said.index("Messages for Dag") < said.index("Tandlæge")
    assert said.index("Tandlæge") < said.index("Medicin")
    assert "Morgenbad" not in said and "Synsprøve" not in said


def test_how_much_is_written_of_whom_nothing_and_what_to_remember(read, units, child, night_worker):
    away = f.make_placement(units.maelkeboetten, child=f.make_child(name="Bodil Prøve"))
    f.make_absence(away, f.TODAY, f.TODAY + timedelta(days=2))
    f.make_placement(
        units.maelkeboetten, child=f.make_child(name="Dorte Prøve", allergies="Jordbær", medicine="Ventoline")
    )
    for hour in (1, 2, 8):
        f.make_entry(child, units.maelkeboetten, night_worker, happened_at=f.at(f.TODAY, hour))
    said = read()
    assert f"{child.given_name} 2 1" in said and "Jordbær Ventoline 0 0" in said
    assert "Nothing is written in these two shifts about: Dorte" in said.replace(" ,", ",")
    assert "Away: at home until" in said


@pytest.mark.rule("ACC-2")
def test_whose_diary_was_read_is_logged(read, tell, child, units, care_worker):
    f.make_placement(units.maelkeboetten)
    tell()
    read()
    rows = AccessLog.objects.filter(action="handover").values_list("person", "child")
    assert list(rows) == [(care_worker.pk, child.pk)]


def test_how_early_one_may_come_is_the_centres_to_say(as_, director, care_worker):
    preferences.change(EARLY_MINUTES, 0, by=director, at=NOW)
    before = f.at(f.TODAY, 14, 45)
    assert "Nat hands over to Dag" in _at(as_, care_worker, before)
    preferences.change(EARLY_MINUTES, 20, by=director, at=NOW)
    assert "Dag hands over to Aften" in _at(as_, care_worker, before)


def _at(as_, person, moment):
    import time_machine

    visitor = as_(person)
    with time_machine.travel(moment, tick=False):
        return words(visitor.get(PAGE))


def test_a_unit_without_shifts_has_a_handover_too(as_, units, other_care_worker):
    page = as_(other_care_worker).get("/units/ilasiaq/handover/")
    assert page.status_code == 200 and "hands over to" not in words(page)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_page_costs_the_same_however_many(as_, units, queries, care_worker, colleague, number):
    for placement in f.make_children(units.maelkeboetten, number):
        facts = {"happened_at": NIGHT, "handover": True}
        waiting, taken = (
            f.make_entry(placement.child, units.maelkeboetten, colleague, **facts) for _ in range(2)
        )
        f.made(Acceptance, entry=taken, person=colleague, at=NOW)
        times = {"written_at": NOW, "received_at": NOW}
        f.made(Addendum, entry=waiting, key=uuid4(), text="Faldt i søvn.", author=colleague, **times)
        f.make_appointment(placement.child, NOW)
        f.make_absence(placement, f.TODAY, None, kind="missing")
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(11):
        page = visitor.get(PAGE)
    assert text(page).count('class="hand"') == 2 * number
