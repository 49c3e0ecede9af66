"""The night in which an hour is lived through twice, and the one in which it is left out (JRN-2)."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from core.clock import which
from journal.models import Entry

pytestmark = pytest.mark.rule("JRN-2")
ASKED = "The clocks showed this time twice that night. Say which of the two you mean."
AFTERWARDS = datetime(2026, 10, 25, 9, tzinfo=UTC)


def text(response):
    return response.content.decode()


@pytest.fixture
def sunday():
    """The morning after the clocks were put back."""
    with time_machine.travel(AFTERWARDS, tick=False):
        yield


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_time_are_a_slip_of_the_finger(send, aputi, moment):
    assert "Check the year." in text(send(aputi, happened_at=moment))
    assert not Entry.objects.exists()


def test_the_doubled_hour_is_asked_about(sunday, send, aputi):
    page = text(send(aputi, text="Vågnede.", happened_at="2026-10-24T23:30"))
    assert ASKED in page
    assert "Vågnede." in page
    assert "The second time, after the clocks were put back" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("again", "hour"), [("first", 0), ("second", 1)])
def test_and_kept_as_it_was_meant(sunday, send, aputi, again, hour):
    assert send(aputi, happened_at="2026-10-24T23:30", again=again).status_code == 302
    entry = Entry.objects.get()
    assert entry.happened_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert which(entry.happened_at) == again
    assert timezone.localtime(entry.happened_at).strftime("%d %H:%M") == "24 23:30"


def test_a_neighbouring_hour_is_not_asked_about(sunday, send, aputi):
    send(aputi, happened_at="2026-10-24T22:59", again="second")
    entry = Entry.objects.get()
    assert entry.happened_at == datetime(2026, 10, 24, 23, 59, tzinfo=UTC)
    assert which(entry.happened_at) == ""


def test_the_device_is_asked_too(sunday, send, aputi):
    answer = send(aputi, outbox=True, happened_at="2026-10-24T23:30")
    assert answer.json()["errors"] == {"happened_at": [ASKED]}


def test_written_in_that_hour_without_a_time_it_is_now(send, aputi):
    with time_machine.travel(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), tick=False):
        send(aputi)
    assert which(Entry.objects.get().happened_at) == "second"


def test_the_second_time_that_has_not_come_yet_is_ahead(send, aputi):
    with time_machine.travel(datetime(2026, 10, 25, 0, 40, tzinfo=UTC), tick=False):
        page = text(send(aputi, happened_at="2026-10-24T23:30", again="second"))
    assert "That time has not come yet." in page


def test_an_hour_that_was_left_out_does_not_exist(send, aputi):
    with time_machine.travel(datetime(2026, 3, 29, 9, tzinfo=UTC), tick=False):
        page = text(send(aputi, text="Sov.", happened_at="2026-03-28T23:30"))
    assert "23.00 to 24.00 did not exist" in page
    assert "Sov." in page
