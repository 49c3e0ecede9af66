"""Meetings with the caseworker that were held (PLC-5)."""

import pytest

from core.refusals import Refused
from placements.meetings import services
from placements.models import Meeting
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-5")
WORDS = {"present": "Lene, Kaja"}


@pytest.fixture
def sent(as_, care_worker, placement):
    def send(**values):
        return as_(care_worker).fill(f"/placements/{placement.pk}/meeting/", **{**WORDS, **values})

    return send


def test_it_is_recorded_and_stands_on_the_page(sent, as_, placement, care_worker):
    response = sent(kind="monthly", held="2026-03-16", minutes_by="centre", minutes="Skolen går godt.")
    meeting = Meeting.objects.get()
    assert response.url == f"/children/{placement.child_id}/"
    assert (meeting.placement, meeting.kind_id, meeting.held) == (placement, "monthly", date(2026, 3, 16))
    assert (meeting.minutes_by, meeting.minutes) == ("centre", "Skolen går godt.")
    page = as_(care_worker).get(response.url).content.decode()
    assert "Månedsmøde" in page
    assert "Skolen går godt." in page


def test_the_form_begins_with_today_and_the_monthly_one(as_, care_worker, placement):
    form = as_(care_worker).form(f"/placements/{placement.pk}/meeting/")
    assert (form.values["held"], form.values["kind"]) == ("2026-03-17", "monthly")


def test_sent_twice_is_one_meeting(as_, care_worker, placement):
    visitor = as_(care_worker)
    form = visitor.form(f"/placements/{placement.pk}/meeting/")
    for _ in range(2):
        visitor.send(form, minutes="Skolen går godt.")
    assert Meeting.objects.count() == 1


def test_the_same_form_with_other_words_is_not_dropped_in_silence(as_, care_worker, placement):
    visitor = as_(care_worker)
    form = visitor.form(f"/placements/{placement.pk}/meeting/")
    visitor.send(form, minutes="Skolen går godt.")
    page = visitor.send(form, minutes="Skolen går skidt.").content.decode()
    assert "This meeting is already recorded, with other words." in page
    assert "Skolen går skidt." in page
    assert Meeting.objects.get().minutes == "Skolen går godt."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"held": "2026-03-18"}, "The meeting has not been held yet. Record it when it has."),
        ({"held": "2026-02-13"}, "is long ago. If it is right, tick"),
        ({"held": ""}, "This field is required."),
        ({"held": "i går"}, "Enter a valid date."),
        ({"kind": "weekly"}, "Select a valid choice."),
        ({"minutes": "a" * 20001}, "at most 20000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(sent, values, sentence):
    page = sent(**{"minutes": "Skolen går godt.", **values}).content.decode()
    assert sentence in page.replace("&#x27;", "'")
    assert values.get("minutes", "Skolen går godt.") in page
    assert not Meeting.objects.exists()


def test_long_ago_is_taken_with_a_tick(sent):
    sent(held="2026-02-13", sure="on")
    assert Meeting.objects.get().held == date(2026, 2, 13)


def test_thirty_one_days_ago_is_not_long(sent):
    sent(held="2026-02-14")
    assert Meeting.objects.exists()


@pytest.mark.rule("PLC-1")
def test_a_meeting_before_the_arrival_counts(as_, leader, units):
    planned = factories.make_planned(units.maelkeboetten)
    as_(leader).fill(f"/placements/{planned.pk}/meeting/", **WORDS, kind="action_plan", held="2026-03-10")
    assert Meeting.objects.get().kind_id == "action_plan"


def test_nobody_has_met_about_a_child_that_should_be_here_and_is_not(leader, units):
    planned = factories.make_planned(units.maelkeboetten, arrived=date(2026, 3, 10))
    facts = {"key": "0" * 32, "kind": "monthly", "minutes_by": "", "minutes": "", "by": leader, "on": TODAY}
    facts["at"] = NOW
    with pytest.raises(Refused, match="The child has not arrived yet."):
        services.record(planned, held=date(2026, 3, 11), **facts)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("care_worker", 200),
        ("leader", 200),
        ("director", 200),
        ("other_care_worker", 404),
        ("other_leader", 404),
        ("administration", 403),
        ("caseworker", 403),
        ("contact_house", 403),
    ],
)
def test_who_records_it(as_, placement, request, who, status):
    url = f"/placements/{placement.pk}/meeting/"
    assert as_(request.getfixturevalue(who)).get(url).status_code == status


def test_a_form_sent_untouched_is_no_meeting(sent):
    page = sent(present="").content.decode()
    assert "Say who took part, or what was agreed." in page
    assert not Meeting.objects.exists()
