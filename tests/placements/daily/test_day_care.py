"""An acute place in day care for a small child from another town (PLC-7)."""

import pytest

from core import preferences
from core.refusals import Refused
from municipalities.portal import awaiting
from placements.daily import day_care
from placements.models import DayCareApplication, Schooling
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-7")
SUGGESTED = "Under school age, from another town"


def text(response):
    return response.content.decode()


@pytest.fixture
def small(units, other_municipality):
    child = factories.make_child(born=date(2021, 3, 18), name="Nivi Prøve")
    return factories.make_placement(units.maelkeboetten, child=child, municipality=other_municipality)


@pytest.fixture
def asked(small, leader):
    return day_care.ask(small, needed_from=date(2026, 3, 10), note="Fra mandag.", by=leader, at=NOW)


def state():
    return DayCareApplication.objects.get().state


def titles(user):
    return [(a.title, a.path) for a in awaiting(user, TODAY)]


def test_it_is_suggested_on_the_childs_page(as_, care_worker, small):
    page = f"/children/{small.child_id}/"
    assert SUGGESTED in text(as_(care_worker).get(page))
    factories.make_schooling(small, kind="day_care")
    assert SUGGESTED not in text(as_(care_worker).get(page))


@pytest.mark.parametrize("why", ["of age", "from Nuuk", "asked for", "expected"])
def test_it_is_not_suggested(as_, leader, units, small, municipality, why):
    if why == "of age":
        small = factories.make_placement(
            units.maelkeboetten,
            child=factories.make_child(born=date(2020, 3, 17)),
            municipality=small.municipality,
        )
    elif why == "from Nuuk":
        small = factories.make_placement(
            units.maelkeboetten, child=factories.make_child(born=date(2023, 1, 1)), municipality=municipality
        )
    elif why == "asked for":
        factories.make_day_care(small)
    else:
        small = factories.make_planned(units.maelkeboetten, municipality=small.municipality)
    assert SUGGESTED not in text(as_(leader).get(f"/children/{small.child_id}/"))


def test_the_age_is_a_setting(as_, leader, director, small):
    preferences.change("placements.school_age", 4, by=director, at=NOW)
    assert SUGGESTED not in text(as_(leader).get(f"/children/{small.child_id}/"))


def test_from_asking_to_the_place(as_, care_worker, leader, other_caseworker, small, smtp, run_outbox):
    as_(care_worker).fill(f"/placements/{small.pk}/day-care/", needed_from="2026-03-10", note="Fra mandag.")
    run_outbox()
    assert len(smtp.to(other_caseworker)) == 1
    asked = DayCareApplication.objects.get()
    path = f"/day-care/{asked.pk}/applied/"
    (waiting,) = [a for a in awaiting(other_caseworker, TODAY) if a.path == path]
    assert waiting.title == "Apply for a day-care place: Nivi Prøve" and waiting.pill == "7 days"
    assert "Fra mandag." in text(as_(other_caseworker).get(path))
    as_(other_caseworker).fill(path, applied_on="2026-03-16")
    assert state() == "applied"
    assert path not in [found for _title, found in titles(other_caseworker)]
    assert "waiting for 7 days" in text(as_(leader).get(f"/children/{small.child_id}/"))
    answer = {"outcome": "grant", "answered_on": "2026-03-17", "begins": "2026-03-23"}
    done = as_(leader).fill(f"/day-care/{asked.pk}/answer/", **answer)
    assert DayCareApplication.objects.get().waited(TODAY) == 13
    as_(leader).fill(done.url, name="Meeqqerivik")
    assert Schooling.objects.filter(kind="day_care", begins=date(2026, 3, 23)).count() == 1


@pytest.mark.rule("ACC-1")
def test_another_municipality_sees_nothing(as_, asked, caseworker):
    assert as_(caseworker).get(f"/day-care/{asked.pk}/applied/").status_code == 404
    assert titles(caseworker) == []


@pytest.mark.rule("ACC-1")
def test_the_municipality_reads_what_it_was_asked_and_not_the_centres_note_on_the_end(
    as_, asked, leader, other_caseworker
):
    page = f"/day-care/{asked.pk}/applied/"
    assert "Fra mandag." in text(as_(other_caseworker).get(page))
    as_(leader).fill(f"/day-care/{asked.pk}/give-up/", note="Kan ikke være i en gruppe.")
    assert "Kan ikke være" not in text(as_(other_caseworker).get(page))
    assert "Kan ikke være" in text(as_(leader).get(page))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"outcome": "grant"}, "Say from which day the child has the place."),
        (
            {"outcome": "turn_down", "answered_on": "2026-03-10"},
            "The answer cannot lie before the application.",
        ),
        ({"outcome": "turn_down", "answered_on": "2026-03-18"}, "That day has not come yet."),
    ],
)
def test_what_is_refused_of_an_answer(as_, leader, asked, values, sentence):
    day_care.apply(asked, applied_on=date(2026, 3, 12), by=leader, on=TODAY)
    assert sentence in text(as_(leader).fill(f"/day-care/{asked.pk}/answer/", **values))
    assert state() == "applied"


def test_it_is_not_applied_for_twice_nor_ahead(asked, leader, small):
    with pytest.raises(Refused, match="That day has not come yet."):
        day_care.apply(asked, applied_on=date(2026, 3, 18), by=leader, on=TODAY)
    with pytest.raises(Refused, match="An application is under way already."):
        day_care.ask(small, needed_from=TODAY, note="", by=leader, at=NOW)
    day_care.apply(asked, applied_on=TODAY, by=leader, on=TODAY)
    with pytest.raises(Refused, match="This is no longer possible"):
        day_care.apply(asked, applied_on=TODAY, by=leader, on=TODAY)


def test_a_refused_or_given_up_one_makes_room_for_the_next(as_, leader, asked, small):
    as_(leader).fill(f"/day-care/{asked.pk}/give-up/", note="Barnet er flyttet hjem.")
    assert state() == "given_up"
    day_care.ask(small, needed_from=TODAY, note="", by=leader, at=NOW)
    assert DayCareApplication.objects.count() == 2
