"""The pages of meetings: what stands where, and how much they ask."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import TODAY, at, date

pytestmark = pytest.mark.rule("PLC-5")


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_placements_meetings_ask_the_same_whatever_their_number(as_, leader, placement, queries, number):
    for day in range(number):
        factories.make_planned_meeting(placement, at(TODAY + timedelta(days=1 + day)))
        factories.make_meeting(placement, date(2026, 3, 16) - timedelta(days=day))
    visitor = as_(leader)
    with queries(9):
        page = visitor.get(f"/placements/{placement.pk}/meetings/")
    assert text(page).count("Månedsmøde") >= number + min(number, 24)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_overview_asks_the_same_whatever_its_length(as_, leader, units, queries, number):
    for placement in factories.make_children(units.maelkeboetten, number):
        factories.make_planned_meeting(placement, at(TODAY + timedelta(days=2)))
        factories.make_planned_meeting(placement, at(TODAY - timedelta(days=2)))
    visitor = as_(leader)
    with queries(6):
        page = visitor.get("/meetings/")
    assert text(page).count("was it held?") == number


def test_this_week_the_month_ahead_and_what_waits(as_, leader, other_leader, placement, units):
    factories.make_planned_meeting(placement, at(date(2026, 3, 22), 20), kind="network")
    factories.make_planned_meeting(placement, at(date(2026, 3, 23)))
    factories.make_planned_meeting(placement, at(date(2026, 4, 17)), kind="quarterly")
    page = text(as_(leader).get("/meetings/"))
    assert page.index("This week") < page.index("22.03.2026 20:00") < page.index("The month ahead")
    assert page.index("The month ahead") < page.index("23.03.2026 10:00")
    assert "17.04.2026" not in page
    assert "Kanariefugl" not in text(as_(other_leader).get("/meetings/"))


def test_the_childs_page_shows_the_next_the_last_and_whose_turn(as_, care_worker, placement):
    page = text(as_(care_worker).get(f"/children/{placement.child_id}/"))
    assert f"/placements/{placement.pk}/meetings/year/" in page
    factories.make_meeting(placement, date(2026, 3, 10), minutes_by="centre", minutes="Mor ringer torsdag.")
    factories.make_planned_meeting(placement, at(date(2026, 3, 28), 22, 30))
    page = text(as_(care_worker).get(f"/children/{placement.child_id}/"))
    for words in ("28.03.2026 22:30", "10.03.2026", "Mor ringer torsdag.", "Next minutes: the municipality"):
        assert words in page


@pytest.mark.rule("ACC-2")
def test_a_look_at_a_meeting_is_logged(as_, leader, meeting):
    from accounts.models import AccessLog

    as_(leader).get(f"/meetings/{meeting.pk}/")
    look = AccessLog.objects.get()
    assert (look.person, look.child, look.action) == (leader, meeting.placement.child, "meetings")
