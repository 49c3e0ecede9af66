from functools import partial

import pytest

from placements.meetings import minutes, services
from placements.meetings.models import Meeting
from tests import factories
from tests.factories import NOW, TODAY, at, date

STARTS = at(date(2026, 3, 27))
AGENDA = "Skolen\nSamværet med mormor"
WORDS = {"minutes": "Skolen går godt.", "present": "Lene, Kaja", "child_part": ""}


@pytest.fixture
def placement(units, municipality, caseworker):
    """A child in Mælkebøtten since 12 January, with a caseworker."""
    return factories.make_placement(
        units.maelkeboetten,
        municipality=municipality,
        caseworker=caseworker,
        child=factories.make_child(name="Nivi Kanariefugl"),
    )


@pytest.fixture
def meeting(placement):
    """Planned for Friday 27 March at 10.00."""
    return factories.make_planned_meeting(placement, STARTS)


@pytest.fixture
def fresh():
    """As another request would load it."""
    return lambda meeting: Meeting.objects.select_related("placement__child", "kind").get(pk=meeting.pk)


@pytest.fixture
def invited(meeting, leader, fresh):
    services.invite(fresh(meeting), agenda=AGENDA, sequence=0, by=leader, at=NOW, on=TODAY)
    return fresh(meeting)


@pytest.fixture
def held(placement, leader):
    """A meeting of yesterday, whose minutes are the given side's turn."""

    def make(minutes_by="centre", kind="monthly"):
        meeting = factories.make_planned_meeting(placement, at(date(2026, 3, 16)), kind=kind)
        facts = {"held": date(2026, 3, 16), "minutes_by": minutes_by, "present": ""}
        return services.hold(meeting, **facts, by=leader, at=NOW, on=TODAY)

    return make


@pytest.fixture
def written(held, leader, caseworker):
    def make(minutes_by="centre", **words):
        meeting = held(minutes_by)
        by = leader if minutes_by == "centre" else caseworker
        return writing(meeting, by, **words)()

    return make


def writing(meeting, by, content=None, keep_paper=True, **words):
    facts = {**WORDS, **words, "content": content, "keep_paper": keep_paper}
    return partial(minutes.write, meeting, **facts, by=by, at=NOW)
