"""Until when a request is answered (VIS-4): 5 working days, acute 24 hours."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core import preferences
from tests.factories import NOW, at
from visitation.clock import answer_clock
from visitation.deadlines import unanswered

pytestmark = [pytest.mark.rule("VIS-4"), pytest.mark.django_db]
NUUK = ZoneInfo("America/Nuuk")


class Sent:
    def __init__(self, day, *, acute=False, hour=10):
        self.submitted_at, self.acute = at(day, hour), acute


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 3, 17), date(2026, 3, 24)),  # an ordinary week
        (date(2026, 3, 14), date(2026, 3, 20)),  # sent on a Saturday
        (date(2026, 3, 30), date(2026, 4, 9)),  # Maundy Thursday, Good Friday, Easter Monday
        (date(2026, 4, 27), date(2026, 5, 5)),  # store bededag, Friday 1 May
        (date(2026, 5, 11), date(2026, 5, 19)),  # Ascension Day, Thursday 14 May
        (date(2027, 6, 18), date(2027, 6, 28)),  # the national day, Monday 21 June
        (date(2026, 12, 21), date(2026, 12, 30)),  # 24, 25 and 26 December
        (date(2026, 12, 28), date(2027, 1, 7)),  # 31 December, 1 January and Epiphany, 6 January
    ],
)
def test_an_ordinary_one_in_five_working_days_by_the_end_of_the_day(sent, due):
    assert answer_clock()(Sent(sent)) == at(due, 23, 59)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (datetime(2026, 4, 3, 16, 30, tzinfo=NUUK), datetime(2026, 4, 4, 16, 30, tzinfo=NUUK)),
        # The clocks go on an hour in this night, back in the other: 24 hours pass all the same.
        (datetime(2026, 3, 28, 12, 0, tzinfo=NUUK), datetime(2026, 3, 29, 13, 0, tzinfo=NUUK)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=NUUK), datetime(2026, 10, 25, 11, 0, tzinfo=NUUK)),
    ],
)
def test_an_acute_one_in_24_hours_also_on_holidays(acute, sent, due):
    from core.acting import acting
    from tests import factories
    from visitation.models import Request

    with acting(factories.machine()):
        Request.objects.filter(pk=acute.pk).update(submitted_at=sent)
    acute.refresh_from_db()
    assert answer_clock()(acute) == due


def test_both_are_settings_of_the_centre(director):
    preferences.change("visitation.answer_working_days", 2, by=director, at=NOW)
    preferences.change("visitation.acute_answer_hours", 3, by=director, at=NOW)
    clock = answer_clock()
    assert clock(Sent(date(2026, 3, 17))) == at(date(2026, 3, 19), 23, 59)
    assert clock(Sent(date(2026, 3, 17), acute=True)) == at(date(2026, 3, 17), 13)


def test_the_committee_owes_the_answer_until_it_is_given(asked_for, director, member, decide):
    (owed,) = unanswered(NOW)
    assert (owed.rule, owed.due) == ("VIS-4", at(date(2026, 3, 24), 23, 59))
    assert set(owed.owners) == {director, member}
    assert owed.path == f"/requests/{asked_for.pk}/"
    assert owed.child_id is None
    decide(asked_for, "wait", member)
    assert list(unanswered(NOW)) == []


def test_an_answer_of_the_municipality_starts_no_new_clock(asked_for, caseworker, member, decide):
    from visitation import services

    decide(asked_for, "ask", member)
    services.answer(asked_for, text="Ja.", by=caseworker, at=at(date(2026, 3, 30)))
    (owed,) = unanswered(at(date(2026, 3, 30)))
    assert owed.due == at(date(2026, 3, 24), 23, 59)


def test_its_page_says_when(as_, acute, caseworker):
    page = as_(caseworker).get(f"/requests/{acute.pk}/").content.decode()
    assert "The municipality expects an answer by Wednesday 18 March at 10:00." in page
