import re
from collections import Counter, defaultdict
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.db.models import Count, Max
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import AccessLog, User
from billing.models import Invoice
from billing.preview import preview
from config.demo.days import at, is_school_day, last_shift_change
from config.demo.numbers import fails_check
from config.demo.people import PASSWORD
from config.demo.world import read
from core import cpr
from core.models import OutboxMessage
from core.periods import Month
from core.selfcheck import findings
from deadlines.models import Task
from documents.models import Document, File
from journal.enums import Category
from journal.models import Acceptance, Addendum, Appointment, Entry, Takeover
from placements import occupancy
from placements.consents.models import AssessmentState
from placements.daily.models import Presence
from placements.enums import AbsenceKind, CaseworkerTask
from placements.gaps.wanting import gaps_of, with_gaps
from placements.meetings.models import MeetingState
from placements.models import (
    Absence,
    Asking,
    Assessment,
    Attendance,
    Caseworker,
    Child,
    Consent,
    ContactPerson,
    DayCareApplication,
    ExtraResources,
    Intake,
    Meeting,
    Move,
    MunicipalDecision,
    Placement,
    PlaceSearch,
    Quote,
    Receipt,
    Report,
    Schooling,
    Section,
    Sighting,
    StatementRequest,
    Stay,
    SubGoal,
    Undoing,
)
from placements.plans.models import GoalState
from placements.reports.models import ReportState
from placements.reports.periods import due_on
from tests.config.seeding import everything, seed
from tests.factories import NOW, TODAY
from units.models import Assignment, OnDuty, Place, Unit
from visitation.models import Offer, Request

SIGN_INS = {
    *("direktoer", "administration", "terapeut", "samvaer", "vaerested", "systemadmin"),
    *("leder.maelkeboetten", "leder.ilasiaq", "leder.allu"),
    *("paedagog.maelkeboetten", "paedagog.ilasiaq", "paedagog.allu"),
    *("sagsbehandler.sermersooq", "sagsbehandler.qeqqata"),
}
HOUSES = ("maelkeboetten", "ilasiaq", "allu")

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _demo(slot, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        slot.renew()
        seed()
        yield
        slot.renew()


def person(login):
    return User.objects.get(email=f"{login}@demo.test")


# Who and where


def test_twenty_two_children_are_here_or_expected():
    states = Counter(Placement.objects.values_list("state", flat=True))
    assert states == {"running": 20, "planned": 2, "ended": 11}
    current = Placement.objects.filter(state__in=["running", "planned"])
    assert set(current.values_list("stays__place__unit__slug", flat=True)) == set(HOUSES)
    codes = Placement.objects.values_list("municipality__code", flat=True)
    assert set(codes) == {"955", "956", "957", "959", "960"}


@pytest.mark.rule("UNIT-2")
def test_no_unit_ever_holds_more_than_its_places():
    places = Counter(Place.objects.values_list("unit", flat=True))
    stays = list(Stay.objects.select_related("place").order_by("pk"))
    for day in (TODAY + timedelta(days=n) for n in range(-430, 60)):
        nights = [s.place.unit_id for s in stays if s.begins <= day and (s.ends is None or s.ends > day)]
        assert Counter(nights) <= places, day


def test_someone_can_be_admitted_and_someone_must_wait():
    free = {o.unit.slug: len(o.free) for o in occupancy.on(TODAY)}
    assert free["maelkeboetten"] and free["allu"] and not free["ilasiaq"]


@pytest.mark.rule("PLC-14")
def test_nobody_is_eighteen():
    assert all(child.age_on(TODAY) < 18 for child in Child.objects.all())


def test_cpr_numbers_belong_to_nobody():
    numbers = [
        *Child.objects.values_list("cpr", "born"),
        *((r.cpr, r.born) for r in Request.objects.exclude(cpr="")),
    ]
    assert len(numbers) > 40
    for number, born in numbers:
        assert fails_check(number) and number[6] in "456789" and cpr.born(number) == born, number


def test_exactly_the_printed_people_sign_in():
    able = [user for user in User.objects.order_by("pk") if user.has_usable_password()]
    assert {user.email for user in able} == {f"{login}@demo.test" for login in SIGN_INS}
    assert len({user.password for user in able}) == 1
    assert authenticate(username=able[0].email, password=PASSWORD) == able[0]


@pytest.mark.parametrize("login", sorted(SIGN_INS))
def test_everyone_lands_on_a_page(as_, login):
    assert as_(person(login)).get("/", follow=True).status_code == 200


@pytest.mark.parametrize("slug", HOUSES)
@pytest.mark.parametrize("role", ["leder", "paedagog"])
def test_boards_show_every_child(as_, slug, role):
    page = as_(person(f"{role}.{slug}")).get(f"/units/{slug}/").content.decode()
    children = Child.objects.filter(stays__in=Stay.objects.on(TODAY).filter(place__unit__slug=slug))
    assert children.count() >= 6
    for child in children:
        assert child.given_name in page


def test_children_can_be_opened(as_):
    director = as_(person("direktoer"))
    for child in Child.objects.order_by("pk")[:8]:
        assert director.get(f"/children/{child.pk}/").status_code == 200


# Diary


def test_several_hundred_entries_and_none_twice_for_a_child():
    texts = list(Entry.objects.values_list("child", "text"))
    assert 900 <= len(texts) <= 1500
    assert len(set(texts)) == len(texts)


def test_entries_tell_of_days_that_have_been():
    until = last_shift_change(NOW)
    for entry in Entry.objects.all():
        assert entry.happened_at < until and entry.happened_at <= entry.written_at <= until
        assert entry.category in ("", *Category.values)
    newest = Entry.objects.latest("happened_at").happened_at
    assert until - newest < timedelta(hours=8)


@pytest.mark.rule("JRN-1")
def test_entries_are_of_the_unit_where_the_child_lived_by_someone_who_worked_there():
    working = defaultdict(list)
    for assignment in Assignment.objects.order_by("pk"):
        working[assignment.person_id].append((assignment.unit_id, assignment.begins))
    for entry in Entry.objects.order_by("pk")[::7]:
        day = timezone.localdate(entry.happened_at)
        assert Stay.objects.filter(child=entry.child_id, place__unit=entry.unit_id, begins__lte=day).exists()
        assert any(unit == entry.unit_id and begins <= day for unit, begins in working[entry.author_id])


def test_nobody_writes_about_a_child_that_is_away():
    for absence in Absence.objects.select_related("placement"):
        days = (at(absence.begins, 0), at(absence.ends or TODAY, 0))
        assert not Entry.objects.filter(child=absence.placement.child_id, happened_at__range=days).exists()


@pytest.mark.rule("JRN-3")
def test_what_is_about_several_children_stands_in_the_diary_of_each():
    shared = Entry.objects.said().order_by().values("key").alias(times=Count("pk")).filter(times=2)
    rows = Entry.objects.filter(key__in=shared.values("key")).order_by("pk")
    assert len(rows) == 8
    for row in rows:
        assert row.child.name.split(" ")[0] in row.told
        assert "et andet barn" in row.told.lower()


@pytest.mark.rule("JRN-2", "JRN-5", "JRN-6")
def test_entries_are_corrected_added_to_handed_over_and_signs_of_goals():
    assert Entry.objects.filter(corrects=None, current=False).count() == 2
    assert Entry.objects.filter(taken_out=True).count() == 1
    assert Addendum.objects.count() == 2
    assert 1 <= Sighting.objects.exclude(entry=None).count() <= 4
    assert Takeover.objects.count() >= 9
    assert Acceptance.objects.exists()
    assert Entry.objects.said().filter(handover=True, acceptance=None).exists()


def test_the_day_has_appointments():
    states = Counter(Appointment.objects.values_list("state", flat=True))
    assert states == {"planned": 7, "kept": 1, "cancelled": 1}


def test_school_is_on_school_days():
    on_school_days = {
        t["text"] for t in read("diary")["entry"] if t.get("days") == "school" and "{" not in t["text"]
    }
    entries = Entry.objects.filter(text__in=on_school_days)
    assert entries.count() > 20
    assert all(is_school_day(timezone.localdate(entry.happened_at)) for entry in entries)


# Cases


def test_requests_in_every_state():
    states = Counter(Request.objects.values_list("state", flat=True))
    assert states == {"admitted": 6, "submitted": 2, "waiting": 2, "asked": 1, "refused": 1, "draft": 1}
    assert Request.objects.filter(state="submitted", acute=True).count() == 1


@pytest.mark.rule("VIS-4")
def test_decided_requests_have_reasons_and_a_letter():
    for request in Request.objects.exclude(state__in=["submitted", "draft"]):
        decision = request.decisions.get()
        assert decision.reasons and len(decision.present) >= 2 and decision.letter.released_at
        assert request.submitted_at < decision.decided_at


@pytest.mark.rule("VIS-7")
def test_only_the_newest_acute_child_lacks_the_paper():
    current = Placement.objects.filter(state__in=["running", "planned"])
    lacking = current.exclude(decisions__paper__isnull=False)
    assert [p.child.given_name for p in lacking] == ["Salik"] and lacking[0].acute


def test_papers_say_that_they_are_made_up():
    document = MunicipalDecision.objects.exclude(paper=None).first().paper
    text = PdfReader(BytesIO(bytes(document.file.content))).pages[0].extract_text()
    assert "Afgørelse" in text and "Demopapir" in text


@pytest.mark.rule("PLC-4")
def test_contact_persons_changed_and_are_never_the_same():
    assert ContactPerson.objects.exclude(ends=None).filter(placement__state="running").count() > 4
    for placement in Placement.objects.running():
        roles = placement.contact_persons.on(TODAY)
        assert len({contact.role for contact in roles}) == len({contact.person_id for contact in roles}) == 2


def test_words_are_filled_in():
    texts = [
        *Entry.objects.values_list("text", flat=True),
        *Meeting.objects.filter(state__in=["written", "signed"]).values_list("minutes", flat=True),
        *SubGoal.objects.values_list("text", flat=True),
        *Section.objects.exclude(text="").values_list("text", flat=True),
        *(value for row in Intake.objects.values_list("brought_by", "belongings", "note") for value in row),
        *Request.objects.values_list("reason", flat=True),
    ]
    assert all(text.strip() and "{" not in text for text in texts)
    assert Intake.objects.count() == 31
    known = {name: Child.objects.exclude(**{name: ""}).count() for name in ("allergies", "medicine")}
    assert known == {"allergies": 3, "medicine": 4}
    assert Unit.objects.filter(places__stays__isnull=False).distinct().count() == 3


# Time and money


@pytest.mark.rule("PLC-5")
def test_meetings_are_mostly_in_time_and_some_are_due():
    assert Meeting.objects.count() > 150 and not Meeting.objects.filter(held__gte=TODAY).exists()
    tasks = Task.objects.open().filter(rule="PLC-5", subject="monthly")
    overdue = tasks.filter(due__lt=NOW).count()
    assert 2 <= overdue < tasks.count() < 22


def test_only_todays_reminders_are_still_to_be_mailed():
    mails = OutboxMessage.objects.filter(kind="mail")
    assert mails.exclude(done_at=None).count() > 100
    waiting = mails.filter(done_at=None)
    assert 1 <= waiting.count() <= 10
    assert {timezone.localdate(mail.created_at) for mail in waiting} == {TODAY}
    assert all(mail.payload["key"].startswith("task:") for mail in waiting)


def test_the_worker_has_every_document_to_render_the_newest_first():
    waiting = OutboxMessage.objects.filter(kind="render", done_at=None).order_by("due_at")
    without_file = Document.objects.exclude(pk__in=File.objects.values("document"))
    assert {m.payload["document"] for m in waiting} == set(without_file.values_list("pk", flat=True))
    assert waiting.first().created_at > waiting.last().created_at and waiting.last().due_at < NOW


# States


@pytest.mark.parametrize(
    ("model", "column", "states"),
    [
        (Meeting, "state", MeetingState.values),
        (Report, "state", ReportState.values),
        (SubGoal, "state", GoalState.values),
        (Assessment, "state", AssessmentState.values),
        (Attendance, "state", Presence.values),
        (DayCareApplication, "state", ["applied", "granted"]),
        (ExtraResources, "state", ["applied", "granted", "refused"]),
        (Absence, "kind", AbsenceKind.values),
        (Consent, "kind", ["assessment", "photo", "information", "treatment"]),
        (Caseworker, "task", CaseworkerTask.values),
        (Schooling, "kind", ["school", "day_care", "leisure", "home_teaching"]),
        (Receipt, "next_step", ["continues", "treatment", "review", "none"]),
        (Undoing, "what", ["road", "discharge"]),
        (Offer, "state", ["open", "declined"]),
        (Asking, "how", ["phone", "portal", "meeting"]),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_state_can_be_seen(model, column, states):
    assert set(model.objects.values_list(column, flat=True)) == set(states)


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("none, and asked for twice", lambda: running.filter(plans=None).filter(asked=2)),
        ("older than a year, and asked for", lambda: running.filter(newest__lt=YEAR_AGO, asked__gt=0)),
        ("carried over", lambda: SubGoal.objects.exclude(carried_from=None)),
        ("invited, and moved", lambda: Meeting.objects.planned().filter(sequence=2)),
        ("the municipality's turn", lambda: turn("municipality").filter(minutes_due__gte=TODAY)),
        ("overdue", lambda: turn("municipality").filter(minutes_due__lt=TODAY)),
        ("the centre's turn", lambda: turn("centre")),
        ("sent back", lambda: turn("municipality").exclude(returned_because="")),
        ("every twelve weeks", lambda: Meeting.objects.filter(kind="follow_up", state="signed")),
        ("a year ahead", lambda: Placement.objects.filter(meetings__starts__gte=NOW + timedelta(days=330))),
        ("forgotten days", lambda: forgotten()),
        ("away with nobody knowing how long", lambda: Absence.objects.filter(ends=None)),
        ("a consent withdrawn", lambda: Consent.objects.exclude(withdrawn_on=None)),
        ("the conclusion's document", lambda: Assessment.objects.exclude(document=None)),
        (
            "another caseworker",
            lambda: Caseworker.objects.filter(task="measure").exclude(ends=None, begins=TODAY),
        ),
        ("quotes in what is being written", lambda: Quote.objects.filter(section__report__state="writing")),
        ("read with remarks", lambda: Report.objects.filter(state="read").exclude(reader_note="")),
        ("corrected", lambda: Report.objects.exclude(corrects=None).filter(document__version=2)),
        (
            "a statement's clock runs",
            lambda: StatementRequest.objects.filter(due__gt=TODAY, report__delivered=None),
        ),
        ("a planned discharge", lambda: Placement.objects.running().exclude(discharge=None)),
        ("a planned move", lambda: Move.objects.filter(begins__gt=TODAY)),
        (
            "silent after last week's discharge",
            lambda: silent().filter(discharged__gte=TODAY - timedelta(days=14)),
        ),
        ("silent for long", lambda: silent().filter(discharged__lt=TODAY - timedelta(days=100))),
        ("a search for another place", lambda: PlaceSearch.objects.filter(ends=None, steps__isnull=False)),
        (
            "back again",
            lambda: Child.objects.filter(placements__state="ended").filter(placements__state="running"),
        ),
        ("a photo", lambda: Child.objects.exclude(photo=None).filter(photo__thumbnail__isnull=False)),
        ("on duty", lambda: OnDuty.objects.filter(day=TODAY)),
        ("opened by nobody", lambda: Document.objects.exclude(released_at=None).filter(pk__in=unopened())),
        (
            "lying for more than a week",
            lambda: Document.objects.filter(released_at__lt=NOW - timedelta(days=8), pk__in=unopened()),
        ),
        ("confirmed", lambda: Document.objects.exclude(confirmed_at=None)),
        ("replaced", lambda: Document.objects.filter(replaced_by__isnull=False)),
        ("through the national unit", lambda: Request.objects.filter(through_national=True)),
    ],
)
def test_each_case_can_be_seen(rule, rows):
    assert rows().exists(), rule


YEAR_AGO = TODAY - timedelta(days=365)
running = Placement.objects.running().annotate(
    newest=Max("plans__dated"), asked=Count("plan_askings", distinct=True)
)


def turn(whose):
    return Meeting.objects.filter(state="held", minutes_by=whose, minutes_due__isnull=False)


def silent():
    return Placement.objects.filter(state="ended", receipt=None, receipt_reminders__isnull=False)


def forgotten():
    """Schools to which a child went last week, but about yesterday nobody said anything."""
    marked = Attendance.objects.filter(day=TODAY - timedelta(days=1)).values("schooling")
    rows = Schooling.objects.filter(attendance__day__gte=TODAY - timedelta(days=7), weekdays__contains=[0])
    return rows.exclude(pk__in=marked)


def unopened():
    return Document.objects.exclude(pk__in=AccessLog.objects.exclude(document=None).values("document"))


def test_reports_are_delivered_in_time_and_late():
    days = [(r.delivered - due_on(r.placement.arrived, 1)).days for r in second_reports()]
    assert min(days) <= 0 < max(days)


def second_reports():
    rows = Report.objects.filter(kind="half_year", state="delivered", corrects=None, sections__isnull=False)
    return rows.select_related("placement").distinct()


@pytest.mark.rule("PLC-14")
def test_somebody_turns_eighteen_within_a_year(as_):
    page = as_(person("direktoer")).get("/turning-18/").content.decode()
    assert "Kista" in page and "Mikkel" not in page


def test_some_files_lack_something_and_not_all(as_):
    with_all = with_gaps(Placement.objects.running(), TODAY)
    lacking = [len(gaps_of(placement)) for placement in with_all]
    assert 0 in lacking and 4 <= sum(map(bool, lacking)) < len(lacking)


def test_the_nightly_self_check_finds_nothing():
    """PDFs that no worker has tried yet are only waiting."""
    assert list(findings(TODAY)) == []


@pytest.mark.rule("PLC-8")
def test_a_child_is_shown_only_where_the_parents_agree():
    for child in Child.objects.exclude(photo=None):
        assert Consent.objects.holding("photo", TODAY).filter(child=child).exists()
    assert not Child.objects.get(name__startswith="Julie").photo


PAGES = {
    "direktoer": ("/", "/plans/", "/meetings/", "/reports/", "/receipts/", "/missing/", "/documents/sent/"),
    "leder.allu": ("/", "/plans/", "/meetings/", "/reports/", "/receipts/", "/missing/", "/turning-18/"),
    "sagsbehandler.sermersooq": ("/", "/documents/"),
    "sagsbehandler.qeqqata": ("/", "/documents/"),
}


@pytest.mark.parametrize(("login", "path"), [(who, path) for who, paths in PAGES.items() for path in paths])
def test_boards_open(as_, login, path):
    assert as_(person(login)).get(path).status_code == 200


@pytest.mark.rule("BIL-8")
def test_past_months_are_invoiced_and_agree_with_the_calendar():
    invoices = list(Invoice.objects.order_by("number"))
    assert [invoice.number for invoice in invoices] == list(range(1, len(invoices) + 1))
    assert all(invoice.dated.day <= 3 and invoice.dated < TODAY for invoice in invoices)
    for months in range(1, 14):
        found = preview(month=Month.of(TODAY).plus(-months))
        assert found.invoiced and not found.to_issue and not found.changed
    assert preview(month=Month.of(TODAY)).to_issue


# Again


def test_a_second_time_changes_nothing_and_says_since_when():
    before = everything()
    said = seed()
    assert everything() == before
    assert "make reset" in said and re.search(r"\d\d\.\d\d\.\d{4}", said)
