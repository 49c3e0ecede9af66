"""Who got to school, day care or leisure: one tap for each child (PLC-7)."""

from datetime import timedelta

import pytest

from core.refusals import Refused
from placements.daily import services
from placements.models import Attendance, Schooling
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("PLC-7")
BOARD = "/units/maelkeboetten/attendance/"
HTMX = {"HX-Request": "true"}
YESTERDAY = TODAY - timedelta(days=1)


def text(response):
    return response.content.decode()


@pytest.fixture
def school(placement):
    return factories.make_schooling(placement)


@pytest.fixture
def tap(as_, care_worker, school):
    """One tap as a browser with script does it."""

    def tapped(state, day=TODAY, who=care_worker, headers=HTMX, **more):
        facts = {"on": str(day), "state": state, **more}
        return as_(who).post(f"{BOARD}{school.pk}/", facts, headers=headers)

    return tapped


def stands(school):
    return list(
        Attendance.objects.filter(schooling=school).order_by("day").values_list("day", "state", "reason")
    )


# The page


def test_it_lists_who_has_something_that_weekday(as_, care_worker, placement, units):
    factories.make_schooling(placement, name="Atuarfik Nord")
    factories.make_schooling(placement, kind="leisure", name="Håndbold", weekdays=[2])
    nowhere = factories.make_placement(units.maelkeboetten)
    factories.make_schooling(factories.make_placement(units.ilasiaq), name="Atuarfik Syd")
    page = text(as_(care_worker).get(BOARD))
    assert "Atuarfik Nord" in page and "Håndbold" not in page and "Atuarfik Syd" not in page
    assert "0 of 1 are marked" in page
    assert f"/placements/{nowhere.pk}/schooling/" in page
    assert "Håndbold" in text(as_(care_worker).get(f"{BOARD}?on=2026-03-11"))


def test_the_day_before_is_a_tap_away_and_tomorrow_is_not(as_, care_worker, school):
    page = text(as_(care_worker).get(BOARD))
    assert "?on=2026-03-16" in page and "?on=2026-03-18" not in page
    assert text(as_(care_worker).get(f"{BOARD}?on=2026-03-18")).count("tuesday") == page.count("tuesday")
    assert as_(care_worker).get(f"{BOARD}?on=nonsense").status_code == 200


@pytest.mark.parametrize(
    ("day", "absence", "said"),
    [
        (date(2026, 4, 3), None, "not expected: day off"),  # Good Friday
        (TODAY, ("home", None), "not expected: at home"),
        (TODAY, ("hospital", TODAY + timedelta(days=1)), "not expected: hospital"),
        (TODAY, ("holiday", TODAY), ""),
    ],
)
def test_who_is_not_expected_is_marked_so_beforehand(
    placement, school, care_worker, units, day, absence, said
):
    from placements.daily.queries import board

    if absence:
        factories.make_absence(placement, TODAY - timedelta(days=3), absence[1], kind=absence[0])
    (row,) = board(units.maelkeboetten, care_worker, day=day, on=max(day, TODAY)).rows
    assert (f"not expected: {row.why_not}" if row.why_not else "") == said


def test_days_that_nobody_marked_are_seen(as_, care_worker, school, placement):
    factories.make_absence(placement, date(2026, 3, 10), date(2026, 3, 12), kind="hospital")
    for day in (date(2026, 3, 6), date(2026, 3, 12), date(2026, 3, 13)):
        factories.make_attendance(school, day)
    page = text(as_(care_worker).get(BOARD))
    linked = {day for day in range(1, 17) if f"?on=2026-03-{day:02}" in page}
    assert linked == {3, 4, 5, 9, 16}


def test_it_costs_the_same_for_1_3_and_30_children(as_, care_worker, units, queries):
    visitor = as_(care_worker)
    for _ in range(21):
        factories.make_place(units.maelkeboetten)
    for number in (1, 2, 27):
        for _ in range(number):
            placement = factories.make_placement(units.maelkeboetten)
            factories.make_attendance(factories.make_schooling(placement), TODAY, "late")
            factories.make_absence(placement, date(2026, 3, 2), date(2026, 3, 4))
        with queries(11):
            visitor.get(BOARD)


# The tap


@pytest.mark.parametrize("state", ["there", "late", "absent", "closed"])
def test_one_tap_saves(tap, school, state):
    row = text(tap(state))
    assert stands(school) == [(TODAY, state, "")]
    assert "<html" not in row
    assert ("Save the reason" in row) is (state in ("late", "absent"))
    assert (
        f'id="tap-{school.pk}-{state}" type="submit" name="state" value="{state}" aria-pressed="true"' in row
    )
    assert 'hx-swap-oob="true"' in row and "1 of 1 are marked" in row


def test_without_script_it_comes_back_to_the_child(tap, school):
    response = tap("absent", headers={})
    assert response.url == f"{BOARD}?on=2026-03-17#school-{school.pk}"
    assert stands(school) == [(TODAY, "absent", "")]


def test_a_reason_stays_until_it_no_longer_fits(tap, school):
    tap("absent", reason="Ondt i maven")
    tap("absent")
    tap("late")
    assert stands(school) == [(TODAY, "late", "Ondt i maven")]
    tap("there")
    assert stands(school) == [(TODAY, "there", "")]


def test_a_correction_keeps_what_stood_there(tap, school, colleague):
    tap("absent", reason="Sovet over sig")
    tap("there", who=colleague)
    history = Attendance.pgh_event_model.objects.order_by("pgh_id").values_list(
        "pgh_label", "state", "written_by"
    )
    assert [row[:2] for row in history] == [("insert", "absent"), ("update", "there")]
    assert history[1][2] == colleague.pk


def test_a_tap_on_the_wrong_child_is_taken_back(tap, school):
    tap("there")
    tap("")
    assert stands(school) == []
    assert Attendance.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


def test_yesterday_can_be_marked_today(tap, school):
    tap("there", day=YESTERDAY)
    assert stands(school) == [(YESTERDAY, "there", "")]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY + timedelta(days=1), "That day has not come yet."),
        (date(2026, 3, 15), "The child does not go to Prøveskolen on that day."),
        (date(2026, 1, 9), "The child does not go to Prøveskolen on that day."),
    ],
)
def test_no_day_on_which_the_child_does_not_go_there(tap, school, day, sentence):
    response = tap("there", day=day)
    assert response.status_code == 409 and sentence in text(response)
    assert stands(school) == []


@pytest.mark.rule("ACC-1")
def test_another_units_child_is_nobodys_to_mark(tap, as_, school, other_care_worker, administration):
    assert tap("there", who=other_care_worker).status_code == 404
    facts = {"on": str(TODAY), "state": "there"}
    other = as_(other_care_worker).post(f"/units/ilasiaq/attendance/{school.pk}/", facts)
    assert other.status_code == 404
    assert tap("there", who=administration).status_code == 403
    assert stands(school) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_tap_at_once_leave_one_mark(at_once, school, care_worker, colleague):
    def act(person, state):
        return lambda: services.mark(school, day=TODAY, state=state, by=person, at=NOW, on=TODAY)

    results = at_once([act(care_worker, "there"), act(colleague, "absent")])
    assert not [result for result in results if isinstance(result, Refused)]
    assert Attendance.objects.count() == 1


# Where the child goes


def test_school_is_written_changed_and_ended(as_, care_worker, placement):
    page = f"/placements/{placement.pk}/schooling/"
    values = {"kind": "school", "name": "Atuarfik Nord", "phone": "32 10 00", "begins": "2026-03-02"}
    done = as_(care_worker).fill(page, **values, weekdays=["0", "2"])
    assert done.url == f"/placements/{placement.pk}/daily/"
    as_(care_worker).fill(page, **values, weekdays=["0", "2"])
    school = Schooling.objects.get()
    assert (school.weekdays, school.begins, school.ends) == ([0, 2], date(2026, 3, 2), None)
    as_(care_worker).fill(f"/schoolings/{school.pk}/", last="2026-03-16")
    assert Schooling.objects.get().ends == TODAY
    shown = text(as_(care_worker).get(done.url))
    assert "Atuarfik Nord" in shown and "Monday, Wednesday" in shown and "16.03.2026" in shown
    assert "Atuarfik Nord" not in text(as_(care_worker).get(f"/children/{placement.child_id}/"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"last": "2026-03-15"}, "Attendance is recorded on 16 March 2026."),
        ({"weekdays": []}, "This field is required."),
        ({"name": ""}, "This field is required."),
        ({"last": "2025-12-01", "sure": "on"}, "Attendance is recorded on"),
    ],
)
def test_what_is_refused_about_a_school(as_, care_worker, school, values, sentence):
    factories.make_attendance(school, YESTERDAY)
    assert sentence in text(as_(care_worker).fill(f"/schoolings/{school.pk}/", **values))
    assert Schooling.objects.get().ends is None


def test_after_the_discharge_nothing_more_is_written(units, director):
    ended = factories.make_placement(units.maelkeboetten, discharged=TODAY)
    facts = {"kind": "school", "name": "x", "phone": "", "weekdays": [0], "begins": TODAY, "ends": None}
    with pytest.raises(Refused, match="The placement has ended."):
        services.add_schooling(ended, **facts, by=director)
