"""Where a child has to be: made once, changed, kept or cancelled, by those who work with the child (JRN-9, PLC-4)."""

from datetime import UTC, timedelta
from uuid import uuid4

import pytest

from accounts.models import AccessLog
from core.refusals import Refused
from journal import today
from journal.appointments import services
from journal.appointments.models import Appointment, AppointmentState
from placements.models import Placement
from placements.whole_file.registry import collected
from tests import factories
from tests.factories import NOW, TODAY, at, make_appointment

pytestmark = pytest.mark.rule("JRN-9")
THURSDAY = TODAY + timedelta(days=2)
TYPED = {
    "what": "Tandlæge",
    "starts": "2026-03-19T13:00",
    "where": "Sana",
    "bring": "Malik, sygesikringskort",
}


@pytest.fixture
def url(child):
    return f"/children/{child.pk}/appointments/"


@pytest.fixture
def make(child, care_worker):
    def made(starts=None, **facts):
        facts = {"key": uuid4(), "what": "Tandlæge", "by": care_worker, "on": TODAY, **facts}
        return services.make(child, starts=starts or at(THURSDAY, 13), **facts)

    return made


def test_it_is_written_down_on_the_childs_page_and_stands_ahead(as_, care_worker, url, child):
    page = as_(care_worker).fill(f"{url}add/", **TYPED)
    assert page.url == url
    row = Appointment.objects.get()
    assert (row.child, row.what, row.where, row.bring) == (child, "Tandlæge", "Sana", TYPED["bring"])
    assert (row.starts, row.made_by, row.state) == (at(THURSDAY, 13), care_worker, AppointmentState.PLANNED)
    assert b"Tandl\xc3\xa6ge" in as_(care_worker).get(url).content


def test_sent_twice_it_is_one(make):
    key = uuid4()
    assert make(key=key) == make(key=key)
    with pytest.raises(Refused, match="already written down, with other words"):
        make(key=key, what="Læge")
    assert Appointment.objects.count() == 1


def test_a_day_that_is_over_is_refused_and_what_was_typed_stays(as_, care_worker, url):
    page = as_(care_worker).fill(f"{url}add/", **{**TYPED, "starts": "2026-03-16T13:00"})
    assert "That day is over. Write in the diary what happened." in page.content.decode()
    assert TYPED["bring"] in page.content.decode() and not Appointment.objects.exists()


def test_nothing_is_made_for_a_child_who_has_left(child, placement, director):
    with factories.acting(director):
        Placement.objects.filter(pk=placement.pk).update(state="ended", discharged=TODAY)
    with pytest.raises(Refused, match="does not live here any more"):
        services.make(child, key=uuid4(), what="Læge", starts=NOW, by=director, on=TODAY)
    assert not Appointment.objects.exists()


def test_another_time_is_taken_and_a_page_that_is_older_than_that_is_refused(make, leader, care_worker):
    row = make()
    seen, words = row.version, {"what": row.what, "where": "Sana", "bring": ""}
    services.change(row, seen=seen, starts=at(THURSDAY, 15), **words, by=leader, on=TODAY)
    with pytest.raises(Refused, match="Somebody changed the appointment"):
        services.change(row, seen=seen, starts=at(THURSDAY, 9), **words, by=care_worker, on=TODAY)
    row.refresh_from_db()
    assert (row.starts, row.where) == (at(THURSDAY, 15), "Sana")


def test_words_of_one_that_is_over_can_still_be_put_right(make, care_worker):
    row = make()
    later = THURSDAY + timedelta(days=1)
    facts = {
        "seen": row.version,
        "what": "Øjenlæge",
        "where": "",
        "bring": "",
        "by": care_worker,
        "on": later,
    }
    services.change(row, starts=row.starts, **facts)
    with pytest.raises(Refused, match="That day is over"):
        services.change(row, starts=at(THURSDAY, 8), **{**facts, "seen": row.version})
    row.refresh_from_db()
    assert (row.what, row.starts) == ("Øjenlæge", at(THURSDAY, 13))


def test_it_is_cancelled_with_a_reason_and_then_done_with(as_, care_worker, make, url):
    row, visitor = make(), as_(care_worker)
    page = visitor.post(f"/appointments/{row.pk}/cancel/", {"reason": " "})
    assert "This field is required." in page.content.decode()
    visitor.post(f"/appointments/{row.pk}/cancel/", {"reason": "Snestorm"})
    row.refresh_from_db()
    assert (row.state, row.reason) == (AppointmentState.CANCELLED, "Snestorm")
    with pytest.raises(Refused, match="no longer possible"):
        services.keep(row, by=care_worker, on=THURSDAY)
    assert b"Snestorm" in visitor.get(url).content


def test_it_is_kept_on_its_day_and_not_before(as_, care_worker, make):
    ahead, now = make(), make(starts=NOW + timedelta(hours=1))
    with pytest.raises(Refused, match="That day has not come yet"):
        services.keep(ahead, by=care_worker, on=TODAY)
    as_(care_worker).post(f"/appointments/{now.pk}/kept/")
    now.refresh_from_db(), ahead.refresh_from_db()
    assert (now.state, ahead.state) == (AppointmentState.KEPT, AppointmentState.PLANNED)


def test_one_that_was_put_off_in_the_same_second_is_not_kept_today(make, leader, care_worker):
    row = make(starts=NOW + timedelta(hours=1))
    as_it_was = Appointment.objects.get()
    facts = {"what": row.what, "where": "", "bring": "", "by": leader, "on": TODAY}
    services.change(row, seen=row.version, starts=at(THURSDAY, 15), **facts)
    with pytest.raises(Refused, match="That day has not come yet"):
        services.keep(as_it_was, by=care_worker, on=TODAY)


@pytest.mark.rule("ACC-1")
def test_another_unit_and_the_office_see_and_do_nothing(as_, make, url, other_care_worker, administration):
    row = make()
    for person, status in ((other_care_worker, 404), (administration, 403)):
        for path in (url, f"{url}add/", f"/appointments/{row.pk}/", "/units/maelkeboetten/week/"):
            assert as_(person).get(path).status_code == status, path
        assert as_(person).post(f"/appointments/{row.pk}/kept/").status_code == status


@pytest.mark.rule("ACC-2")
def test_a_look_is_logged(as_, care_worker, child, url):
    as_(care_worker).get(url)
    assert [(row.action, row.child) for row in AccessLog.objects.all()] == [("appointments", child)]


def test_it_is_among_what_the_child_has_on_its_day_unless_cancelled(child):
    make_appointment(child, NOW, where="Sana")
    make_appointment(child, NOW, what="Aflyst", state="cancelled", reason="Syg")
    (event,) = today.of([child.pk], TODAY)[child.pk]
    assert (event.title, event.note, event.at) == ("Tandlæge", "Sana", NOW)
    assert not today.of([child.pk], TODAY - timedelta(days=1))


def test_the_week_shows_what_all_children_of_the_unit_have_from_monday_to_sunday(
    as_, units, care_worker, child, placement
):
    for starts, what in (
        (at(TODAY - timedelta(days=2), 12), "Søndagen før"),
        (at(TODAY - timedelta(days=1), 0), "Bager boller"),
        (at(TODAY + timedelta(days=5), 23, 59), "Ringer hjem"),
        (at(TODAY + timedelta(days=6), 0), "Mandagen efter"),
    ):
        make_appointment(child, starts, what=what)
    elsewhere = factories.make_placement(units.allu)
    make_appointment(elsewhere.child, NOW, what="En anden enhed")
    page = as_(care_worker).get("/units/maelkeboetten/week/").content.decode()
    assert "Bager boller" in page and "Ringer hjem" in page
    assert not any(word in page for word in ("Søndagen før", "Mandagen efter", "En anden enhed"))
    after = as_(care_worker).get("/units/maelkeboetten/week/?week=2026-W13").content.decode()
    assert "Mandagen efter" in after and "Week 13" in after
    assert as_(care_worker).get("/units/maelkeboetten/week/?week=2026-W99").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 30])
def test_lists_cost_the_same_however_long(as_, queries, units, care_worker, child, number):
    for _ in range(number):
        factories.make_place(units.maelkeboetten)
    others = factories.make_children(units.maelkeboetten, number)
    for one in [child] * number + [placement.child for placement in others]:
        make_appointment(one)
    visitor = as_(care_worker)
    with queries(9):
        visitor.get(f"/children/{child.pk}/appointments/")
    with queries(8):
        visitor.get("/units/maelkeboetten/week/")


def test_the_doubled_hour_of_october_is_asked_about_and_stays_the_one_that_was_meant(as_, care_worker, url):
    """The clocks show 23.30 twice on 24 October 2026; the second time is half past one by Greenwich."""
    typed = {**TYPED, "starts": "2026-10-24T23:30", "sure": "on"}
    page = as_(care_worker).fill(f"{url}add/", **typed)
    assert "Say which of the two you mean." in page.content.decode() and not Appointment.objects.exists()
    as_(care_worker).fill(f"{url}add/", **typed, again="second")
    row = Appointment.objects.get()
    assert f"{row.starts.astimezone(UTC):%d %H.%M}" == "25 01.30"
    as_(care_worker).fill(f"/appointments/{row.pk}/", what="Hjemrejse", sure="on")
    row.refresh_from_db()
    assert (row.what, f"{row.starts.astimezone(UTC):%d %H.%M}") == ("Hjemrejse", "25 01.30")


@pytest.mark.rule("PLC-15")
def test_they_stand_in_the_childs_whole_file(child, leader):
    make_appointment(child, NOW, where="Sana", state="cancelled", reason="Snestorm")
    found = {section["key"]: section["parts"] for section in collected(child, leader, TODAY)}
    ((part,),) = [found["appointments"]]
    assert part["table"]["rows"] == [["17.03.2026 10:00", "Tandlæge", "Sana", "cancelled: Snestorm"]]
