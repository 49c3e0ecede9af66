"""The road out: the open points are the refusal's sentence, and a discharge is one act (PLC-10 to 12, PLC-16)."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from core.acting import acting
from core.lifecycle import CHANGED
from core.refusals import Refused
from documents.models import Document
from placements import occupancy
from placements.discharge import services
from placements.models import Absence, Caseworker, Meeting, Placement, PlaceSearch, Schooling
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.discharge.conftest import POINTS, decide, leave, prepare, state_it, text

OPEN = {
    "decision": "the municipality's decision with its paper",
    "statement": "the statement, delivered to the municipality",
    "talk": "the municipality's talk with the child",
    "told": "that the child is told",
    "destination": "where the child goes, with the level on the ladder; who accompanies the child",
    "journey": "contact and visits arranged beforehand",
    "belongings": "that the belongings are handed over",
}


@pytest.mark.rule("PLC-10")
def test_without_a_plan_nobody_is_discharged(placement, leader, stored):
    with pytest.raises(Refused, match="Plan the discharge first."):
        leave(placement, leader)
    assert stored(placement).state == "running"


@pytest.mark.rule("PLC-10")
@pytest.mark.rule("PLC-12")
def test_all_open_points_are_the_sentence(placement, leader, stored):
    services.plan(placement, planned_for=TODAY, by=leader)
    with pytest.raises(Refused) as refusal:
        leave(placement, leader)
    words = {**OPEN, "destination": "where the child goes, with the level on the ladder"}
    words["journey"] = "who accompanies the child"
    assert (
        str(refusal.value) == f"The child cannot be discharged yet. Still open: {'; '.join(words.values())}."
    )
    assert (stored(placement).state, stored(placement).discharged) == ("running", None)
    assert not Document.objects.filter(kind="discharge_summary").exists()


@pytest.mark.rule("VIS-7")
@pytest.mark.rule("PLC-10")
@pytest.mark.rule("PLC-11")
@pytest.mark.rule("PLC-12")
@pytest.mark.parametrize("point", OPEN)
def test_each_point_alone_holds_the_discharge_back(placement, leader, stored, point):
    but = (point, "journey") if point == "destination" else (point,)
    prepare(placement, leader, but=but)
    with pytest.raises(Refused) as refusal:
        leave(placement, leader)
    assert str(refusal.value).endswith(f"Still open: {OPEN[point]}.")
    assert stored(placement).state == "running"


@pytest.mark.rule("PLC-11")
def test_told_later_than_a_week_before_needs_a_reason(placement, leader):
    road = prepare(placement, leader, but=("told",))
    late = {**POINTS["told"], "told_on": TODAY - timedelta(days=6)}
    with pytest.raises(Refused, match="less than 7 days before the discharge. Say why.") as refusal:
        services.save_point(road, "told", facts=late, by=leader, on=TODAY)
    assert refusal.value.field == "told_late_because"
    in_time = {**POINTS["told"], "told_on": TODAY - timedelta(days=7)}
    services.save_point(road, "told", facts=in_time, by=leader, on=TODAY)
    services.save_point(
        road, "told", facts={**late, "told_late_because": "Afgørelsen kom i går."}, by=leader, on=TODAY
    )
    leave(placement, leader)


@pytest.mark.rule("PLC-11")
def test_a_discharge_that_comes_earlier_than_planned_asks_why_the_child_was_told_late(placement, leader):
    prepare(placement, leader, planned_for=TODAY + timedelta(days=3))
    with pytest.raises(Refused, match="Still open: why the child was told late."):
        leave(placement, leader, left_on=date(2026, 3, 8))
    leave(placement, leader)


@pytest.mark.rule("PLC-12")
@pytest.mark.parametrize(
    ("destination", "level", "in_nuuk", "asks"),
    [
        ("foster", 4, True, "contact and visits arranged beforehand"),
        ("institution", 5, True, "contact and visits arranged beforehand"),
        ("foster", 4, False, "who accompanies the child"),
        ("institution", 5, False, "who accompanies the child"),
        ("home", 2, True, "who accompanies the child"),
    ],
)
def test_where_the_child_goes_says_what_comes_before(placement, leader, destination, level, in_nuuk, asks):
    road = prepare(placement, leader, but=("destination", "journey"))
    goes = {"destination": destination, "goes_to": "Prøvevej 1", "in_nuuk": in_nuuk, "ladder_level": level}
    services.save_point(road, "destination", facts=goes, by=leader, on=TODAY)
    with pytest.raises(Refused, match=f"Still open: {asks}."):
        leave(placement, leader)


@pytest.mark.rule("PLC-12")
def test_who_accompanies_the_child_is_contacted_too(placement, leader):
    road = prepare(placement, leader, but=("destination", "journey"))
    home = {"destination": "home", "goes_to": "Hos sin mor", "in_nuuk": True, "ladder_level": 2}
    services.save_point(road, "destination", facts=home, by=leader, on=TODAY)
    named = {**POINTS["journey"], "visits": "", "accompanied_by": "Moster Prøve"}
    services.save_point(road, "journey", facts=named, by=leader, on=TODAY)
    with pytest.raises(Refused, match="Still open: that the accompanying person was contacted."):
        leave(placement, leader)
    reached = {**named, "accompanied_contacted_on": TODAY}
    services.save_point(road, "journey", facts=reached, by=leader, on=TODAY)
    assert leave(placement, leader).placement.ladder_level == 2


@pytest.mark.rule("PLC-12")
@pytest.mark.parametrize(
    ("destination", "level"), [("foster", 5), ("home", 4), ("institution", 4), ("network", 4)]
)
def test_a_level_that_does_not_fit_is_refused(placement, leader, destination, level):
    road = prepare(placement, leader, but=("destination", "journey"))
    goes = {"destination": destination, "goes_to": "Prøvevej 1", "in_nuuk": True, "ladder_level": level}
    with pytest.raises(Refused, match="To that place the level is") as refusal:
        services.save_point(road, "destination", facts=goes, by=leader, on=TODAY)
    assert refusal.value.field == "ladder_level"


@pytest.mark.rule("PLC-12")
@pytest.mark.rule("PLC-14")
def test_everything_ends_in_one_act(ready, leader, care_worker, caseworker, stored):
    contact = factories.make_contact(ready, care_worker)
    case = factories.made(
        Caseworker, placement=ready, person=caseworker, task="measure", begins=ready.arrived
    )
    school = factories.made(
        Schooling, placement=ready, kind_id="school", name="Prøveskolen", begins=ready.arrived
    )
    away = factories.make_absence(ready, TODAY - timedelta(days=3), None)
    soon = {"key": "11111111-1111-4111-8111-111111111111", "kind_id": "monthly", "state": "planned"}
    meeting = factories.made(Meeting, placement=ready, starts=at(TODAY + timedelta(days=1)), **soon)
    today = {**soon, "key": "11111111-1111-4111-8111-111111111112"}
    same_day = factories.made(Meeting, placement=ready, starts=at(TODAY, 23), **today)
    facts = {"begins": ready.arrived, "reason": "Uden for målgruppen.", "begun_by": leader}
    search = factories.made(PlaceSearch, placement=ready, **facts)
    leave(ready, leader)
    done = stored(ready)
    assert (done.state, done.discharged, done.ladder_level) == ("ended", TODAY, 4)
    assert [row.ends for row in map(stored, (ready.stays.get(), contact, case, school, away, search))] == [
        TODAY
    ] * 6
    assert (stored(meeting).state, stored(meeting).cancelled_because) == (
        "cancelled",
        "The child is discharged.",
    )
    assert stored(same_day).state == "planned"


@pytest.mark.rule("PLC-14")
def test_an_absence_that_begins_with_the_discharge_never_was(ready, leader):
    factories.make_absence(ready, TODAY, None)
    leave(ready, leader)
    assert not Absence.objects.exists()


@pytest.mark.rule("PLC-14")
@pytest.mark.parametrize("kind", ["home", "hospital", "holiday", "missing"])
def test_being_away_is_never_a_discharge(placement, as_, leader, stored, kind):
    factories.make_absence(placement, TODAY - timedelta(days=60), None, kind=kind)
    assert (stored(placement).state, placement.stays.get().ends) == ("running", None)
    assert Placement.objects.running_on(TODAY).get() == placement
    assert as_(leader).get(f"/children/{placement.child_id}/").status_code == 200


@pytest.mark.rule("UNIT-2")
def test_the_next_child_comes_on_the_day_the_place_is_free(ready, leader, units):
    leave(ready, leader)
    place = ready.stays.get().place
    factories.make_placement(place=place, arrived=TODAY)
    assert place.stays.count() == 2


def test_arrival_and_discharge_on_one_day(units, municipality, leader, stored):
    placement = factories.make_placement(units.maelkeboetten, municipality=municipality, arrived=TODAY)
    prepare(placement, leader)
    leave(placement, leader)
    assert (stored(placement).discharged, placement.stays.get().ends) == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("left_on", "sentence"),
    [
        (TODAY + timedelta(days=1), "That day has not come yet."),
        (
            date(2026, 1, 11),
            "The child lives in Mælkebøtten since 12 January 2026 and cannot leave before that.",
        ),
    ],
)
def test_a_date_that_cannot_be(ready, leader, stored, left_on, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        leave(ready, leader, left_on=left_on)
    assert refusal.value.field == "left_on"
    assert stored(ready).state == "running"


@pytest.mark.django_db(transaction=True)
def test_two_leaders_at_once(at_once, ready, leader, director):
    opened = [Placement.objects.get(pk=ready.pk) for _ in range(2)]
    results = at_once(
        [partial(leave, placement, by) for placement, by in zip(opened, (leader, director), strict=True)]
    )
    assert [str(result) for result in results if isinstance(result, Refused)] == [str(CHANGED)]
    assert Document.objects.filter(kind="discharge_summary").count() == 1


@pytest.mark.rule("PLC-9")
def test_a_move_that_is_planned_is_cancelled_first(ready, leader, units, stored):
    with acting(leader):
        ready.stays.update(ends=TODAY + timedelta(days=9))
    factories.make_stay(ready, units.ilasiaq, begins=TODAY + timedelta(days=9))
    with pytest.raises(Refused, match="A move to Ilasiaq is planned for 26 March 2026. Cancel it first."):
        leave(ready, leader)
    assert stored(ready).state == "running"


def test_what_would_begin_after_the_discharge_ends_before_it_begins(ready, leader, care_worker, caseworker):
    later = TODAY + timedelta(days=9)
    rows = [
        factories.make_contact(ready, care_worker, begins=later),
        factories.make_caseworker(ready, caseworker, task="investigation", begins=later),
        factories.make_schooling(ready, begins=later),
    ]
    leave(ready, leader)
    for row in rows:
        row.refresh_from_db()
        assert (row.begins, row.ends) == (later, later)


@pytest.mark.rule("PLC-16")
@pytest.mark.rule("PLC-12")
def test_the_summary_goes_to_the_municipality(
    ready, leader, care_worker, caseworker, other_caseworker, as_, run_outbox, smtp
):
    follows = {"follows": care_worker, "follows_until": date(2026, 5, 1)}
    services.save_point(ready.discharge, "follow", facts=follows, by=leader, on=TODAY)
    number = leave(ready, leader).summary.number
    run_outbox()
    document = Document.objects.get(number=number)
    pdf = pdf_text(document)
    for words in (ready.child.name, "Mælkebøtten", "Familien Prøve, Qinngorput", "4 · Familiepleje"):
        assert words in pdf, pdf
    assert "Pia Prøvepædagog" in pdf and "1. maj 2026" in pdf and "31. marts 2026" in pdf
    assert as_(caseworker).get(f"/documents/{number}/").status_code == 200
    assert as_(other_caseworker).get(f"/documents/{number}/").status_code == 404
    (mail,) = smtp.to(caseworker)
    assert ready.child.name not in mail.as_string()


def pdf_text(document):
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(bytes(document.file.content))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.rule("PLC-16")
def test_who_follows_the_child_is_of_the_house_and_follows_after_the_discharge(ready, leader, care_worker):
    early = {"follows": care_worker, "follows_until": TODAY - timedelta(days=1)}
    with pytest.raises(Refused, match="The following begins with the discharge."):
        services.save_point(ready.discharge, "follow", facts=early, by=leader, on=TODAY)
    with pytest.raises(Refused, match="Say who follows the child."):
        facts = {"follows": None, "follows_until": TODAY}
        services.save_point(ready.discharge, "follow", facts=facts, by=leader, on=TODAY)


# The page


def test_from_the_plan_to_the_discharge_by_its_forms(placement, as_, leader, stored):
    url, visitor = f"/placements/{placement.pk}/discharge/", as_(leader)
    assert visitor.fill(url, planned_for=TODAY).url == url
    decide(placement, leader)
    state_it(placement)
    factories.make_intake(placement)
    for point in ("talk", "told", "destination"):
        assert visitor.fill(url, f"{url}{point}/", **form_values(point)).url == url, point
    visitor.fill(url, f"{url}journey/", visits=POINTS["journey"]["visits"])
    page = text(visitor.get(url))
    assert "One point is open" in page and "Skoletaske" in page
    assert "Still open: that the belongings are handed over." in page
    visitor.fill(url, f"{url}belongings/", belongings_on=TODAY, belongings_note="")
    assert "Everything is in place" in text(visitor.get(url))
    response = visitor.fill(url, f"/placements/{placement.pk}/leave/")
    assert response.url == f"/children/{placement.child_id}/"
    assert stored(placement).state == "ended"
    assert "The child left on" in text(visitor.get(url))


def form_values(point):
    values = {name: value for name, value in POINTS[point].items() if value != ""}
    return {name: "on" if value is True else value for name, value in values.items()}


def test_a_point_saved_by_htmx_brings_its_card_and_what_is_still_open(placement, as_, leader):
    url, visitor = f"/placements/{placement.pk}/discharge/", as_(leader)
    visitor.fill(url, planned_for=TODAY)
    htmx = {"HX-Request": "true"}
    answer = visitor.post(f"{url}talk/", {"talk_on": "2026-03-04", "talk_by": "Kaja"}, headers=htmx)
    assert answer.status_code == 200
    assert "4 March 2026, Kaja" in text(answer) and "6 points are open" in text(answer)
    assert 'id="open-points" hx-swap-oob="true"' in text(answer)
    wrong = visitor.post(f"{url}talk/", {"talk_on": "2026-03-18", "talk_by": "Kaja igen"}, headers=htmx)
    assert wrong.status_code == 422
    assert "That day has not come yet." in text(wrong) and "Kaja igen" in text(wrong)
    placement.refresh_from_db()
    assert placement.discharge.talk_by == "Kaja"


def test_what_two_leaders_write_in_two_points_is_both_kept(placement, leader, director):
    first = services.plan(placement, planned_for=TODAY, by=leader)
    second = type(first).objects.select_related("placement").get()
    services.save_point(first, "talk", facts=POINTS["talk"], by=leader, on=TODAY)
    services.save_point(second, "belongings", facts=POINTS["belongings"], by=director, on=TODAY)
    kept = type(first).objects.get()
    assert (kept.talk_by, kept.belongings_on) == ("Familieafdelingen", TODAY)


def test_the_childs_page_says_how_far_it_is(placement, leader, saying):
    url = f"/children/{placement.child_id}/"
    assert "Discharge planned" not in saying(url)
    prepare(placement, leader, but=("talk", "belongings"))
    assert "Discharge planned for 17 March 2026, 2 points open" in saying(url)
    services.save_point(placement.discharge, "talk", facts=POINTS["talk"], by=leader, on=TODAY)
    services.save_point(placement.discharge, "belongings", facts=POINTS["belongings"], by=leader, on=TODAY)
    assert "everything is in place" in saying(url)


def test_nothing_can_be_changed_after_the_discharge(left, leader):
    with pytest.raises(Refused, match="The discharge is done."):
        services.save_point(left.discharge, "talk", facts=POINTS["talk"], by=leader, on=TODAY)
    with pytest.raises(Refused, match="no longer possible"):
        leave(left, leader)


def test_it_is_known_on_which_day_the_summary_was_made(left):
    assert timezone.localdate(left.discharge.summary.released_at) == timezone.localdate(NOW)


@pytest.mark.rule("UNIT-4")
def test_a_planned_discharge_frees_its_place_in_the_forecast_and_an_overdue_one_does_not(
    placement, units, leader
):
    def held():
        (ahead,) = occupancy.forecast(TODAY, 3, units=[units.maelkeboetten])
        return [week.held for week in ahead.weeks]

    assert held() == [1, 1, 1]
    services.plan(placement, planned_for=date(2026, 3, 23), by=leader)
    assert held() == [1, 0, 0]
    services.plan(placement, planned_for=TODAY - timedelta(days=1), by=leader)
    assert held() == [1, 1, 1]
