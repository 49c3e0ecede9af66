"""What a test needs to exist. Plain functions on the models; every value that matters is the caller's."""

import hashlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from accounts.models import User
from accounts.roles import Role
from billing.enums import Item
from billing.models import Price, PriceList
from core.acting import acting
from deadlines.models import Task
from documents.models import Document, File
from journal.models import Appointment, Entry
from municipalities.models import Municipality, Office, OpeningHours
from placements.consents.models import ConsentKind
from placements.enums import (
    AbsenceKind,
    CaseworkerTask,
    ContactRole,
    DecisionKind,
    MeetingKind,
    PlacementState,
)
from placements.models import (
    Absence,
    ActionPlan,
    Asking,
    Assessment,
    Attendance,
    Caseworker,
    Child,
    Consent,
    ContactPerson,
    DayCareApplication,
    ExtraResources,
    Goal,
    Intake,
    Meeting,
    Move,
    MunicipalDecision,
    Placement,
    PlaceSearch,
    Schooling,
    Sighting,
    Stay,
    SubGoal,
)
from units.models import Assignment, Place, Shift, Unit, UnitKind
from visitation.enums import PlanStatus, RequestState
from visitation.models import Attachment, Membership, Request

NUUK = ZoneInfo("America/Nuuk")
TODAY = date(2026, 3, 17)
NOW = datetime(2026, 3, 17, 10, 0, tzinfo=NUUK)
PASSWORD = "prøve-adgangskode"
LONG_AGO = date(2014, 1, 1)
PRICES = {
    Item.DAY_RATE: "3800.00",
    Item.SUPERVISED_CONTACT: "850.00",
    Item.ULLORISSAT_HOUR: "700.00",
    Item.ULLORISSAT_OBSERVER: "850.00",
    Item.ULLORISSAT_DAY: "1500.00",
    Item.ULLORISSAT_WEEKEND: "3000.00",
    Item.CANCELLATION: "250.00",
    Item.PSYCHOLOGICAL_ASSESSMENT: "17000.00",
    Item.THERAPY: "1200.00",
    Item.SUPERVISION_INDIVIDUAL: "1200.00",
    Item.SUPERVISION_GROUP: "1600.00",
}
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
numbers = count(1)


@cache
def machine():
    return User.objects.machine()


@cache
def _hashed(password):
    return make_password(password)


def made(model, by=None, **facts):
    """Creates a row as done by a person, or by Fnug itself."""
    with acting(by or machine()):
        return model.objects.create(**facts)


def at(day, hour=10, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=NUUK)


# People and houses


def make_user(
    role=Role.CARE_WORKER, *, name=None, email=None, municipality=None, units=(), since=LONG_AGO, **facts
):
    number = next(numbers)
    name = name or f"Prøveperson {number}"
    email = email or f"person{number}@maelkeboettecentret.test"
    user = made(
        User,
        email=email,
        full_name=name,
        role=role,
        municipality=municipality,
        password=_hashed(PASSWORD),
        **facts,
    )
    for unit in units:
        make_assignment(user, unit, begins=since)
    return user


def make_assignment(person, unit, *, begins=LONG_AGO, ends=None):
    return made(Assignment, person=person, unit=unit, begins=begins, ends=ends)


def make_membership(person, *, begins=LONG_AGO, ends=None):
    return made(Membership, person=person, begins=begins, ends=ends)


def make_unit(
    slug=None, *, name=None, kind=UnitKind.RESIDENTIAL, places=0, ages=(3, 12), opens=LONG_AGO, **facts
):
    number = next(numbers)
    slug = slug or f"unit-{number}"
    unit = made(
        Unit,
        slug=slug,
        name=name or slug.capitalize(),
        kind=kind,
        age_from=ages and ages[0],
        age_to=ages and ages[1],
        opens=opens,
        order=number,
        **facts,
    )
    names = [f"Plads {position}" for position in range(1, places + 1)]
    with acting(machine()):
        Place.objects.bulk_create(Place(unit=unit, name=name, opens=LONG_AGO) for name in names)
    return unit


def make_place(unit, *, name=None, opens=LONG_AGO, closes=None, **facts):
    return made(Place, unit=unit, name=name or f"Plads {next(numbers)}", opens=opens, closes=closes, **facts)


def make_shift(unit, name="Dag", begins="07:00"):
    return made(Shift, unit=unit, name=name, begins=time.fromisoformat(begins))


def make_municipality(code=None, *, name=None, **facts):
    number = next(numbers)
    name = name or f"Prøvekommune {number}"
    return made(Municipality, code=code or f"9{number % 1000:03}", name=name, **facts)


def make_office(municipality, *, name="Familieafdelingen", weekdays=range(5), opens="09:00", closes="15:00"):
    office = made(Office, municipality=municipality, name=name)
    for weekday in weekdays:
        made(OpeningHours, office=office, weekday=weekday, opens=opens, closes=closes)
    return office


# Children and their placements


def make_cpr(born):
    """Of that birth date, not used before, and failing the old check digit, so that it is nobody's."""
    for number in numbers:
        cpr = f"{born:%d%m%y}5{number % 1000:03}"
        if sum(int(digit) * weight for digit, weight in zip(cpr, WEIGHTS, strict=True)) % 11:
            return cpr


def make_child(*, name=None, born=date(2018, 3, 15), cpr="", reference=None, by=None, **facts):
    number = next(numbers)
    return made(
        Child,
        by,
        reference=reference or f"B{number}",
        name=name or f"Prøvebarn-{number} Kanarie-{number}",
        born=born,
        cpr=make_cpr(born) if cpr == "" else cpr,
        **facts,
    )


def free_place(unit, begins, ends=None):
    taken = Q(stays__ends__isnull=True) | Q(stays__ends__gt=begins)
    if ends:
        taken &= Q(stays__begins__lt=ends)
    place = unit.places.exclude(pk__in=unit.places.filter(taken, stays__isnull=False)).order_by("pk").first()
    assert place, f"No free place in {unit} from {begins}"
    return place


def make_placement(
    unit=None,
    *,
    child=None,
    place=None,
    municipality=None,
    arrived=date(2026, 1, 12),
    discharged=None,
    state=None,
    reference=None,
    by=None,
    **facts,
):
    """A placement with one stay. It runs, has ended when `discharged` is given, or is what `state` says."""
    placement = made(
        Placement,
        by,
        reference=reference or f"P{next(numbers)}",
        child=child or make_child(by=by),
        municipality=municipality or make_municipality(),
        arrived=arrived,
        discharged=discharged,
        state=state or (PlacementState.ENDED if discharged else PlacementState.RUNNING),
        **facts,
    )
    if unit or place:
        make_stay(placement, unit, place=place, begins=arrived, ends=discharged, by=by)
    return placement


def make_planned(unit, *, arrived=TODAY + timedelta(days=14), **facts):
    return make_placement(unit, arrived=arrived, state=PlacementState.PLANNED, **facts)


def make_stay(placement, unit=None, *, place=None, begins=None, ends=None, by=None):
    begins = begins or placement.arrived
    place = place or free_place(unit, begins, ends)
    facts = {"child": placement.child, "place": place, "begins": begins, "ends": ends}
    return made(Stay, by, placement=placement, **facts)


def make_children(unit, number, **facts):
    """So many running placements in a unit, with more places where they are needed."""
    for _ in range(max(0, number - unit.places.count())):
        make_place(unit)
    return [make_placement(unit, **facts) for _ in range(number)]


def make_absence(placement, begins, ends, *, kind=AbsenceKind.HOME, charge_percent=None):
    facts = {"begins": begins, "ends": ends, "kind": kind, "charge_percent": charge_percent}
    return made(Absence, placement=placement, **facts)


def make_contact(placement, person, *, role=ContactRole.PRIMARY, begins=None, ends=None):
    begins = begins or placement.arrived
    return made(ContactPerson, placement=placement, person=person, role=role, begins=begins, ends=ends)


def make_caseworker(placement, person, *, task=CaseworkerTask.MEASURE, begins=None, ends=None):
    begins = begins or placement.arrived
    return made(Caseworker, placement=placement, person=person, task=task, begins=begins, ends=ends)


def make_consent(child, *, kind=ConsentKind.ASSESSMENT, given_on=TODAY, by=None, given_by="Mor", **facts):
    by = by or machine()
    return made(
        Consent, by, child=child, kind=kind, given_on=given_on, given_by=given_by, recorded_by=by, **facts
    )


def make_assessment(placement, *, by=None, referred_on=TODAY, question="Hvad har barnet brug for?", **facts):
    by = by or machine()
    return made(
        Assessment,
        by,
        placement=placement,
        referred_by=by,
        referred_on=referred_on,
        question=question,
        **facts,
    )


def make_decision(placement, *, kind=DecisionKind.ADMISSION, decided_on=None, decided_by="Familieafdelingen"):
    facts = {"decided_on": decided_on or placement.arrived, "decided_by": decided_by}
    return made(MunicipalDecision, placement=placement, kind=kind, **facts)


def make_intake(placement, *, by=None, brought_by="En voksen", belongings="Bamse\nSkoletaske", note=""):
    by = by or machine()
    facts = {"brought_by": brought_by, "belongings": belongings, "note": note}
    when = at(placement.arrived)
    return made(Intake, by, placement=placement, registered_at=when, registered_by=by, **facts)


def make_meeting(placement, held, *, kind=MeetingKind.MONTHLY, minutes_by="", minutes="", by=None):
    facts = {"kind_id": kind, "held": held, "minutes_by": minutes_by, "minutes": minutes}
    return made(Meeting, by, key=uuid4(), placement=placement, **facts)


def make_plan(placement, dated=TODAY - timedelta(days=30), *, received=True, by=None, **facts):
    """Received on its date; `received` may be another date, or None when it has not come."""
    by, received = by or machine(), dated if received is True else received
    facts = {"received": received, "recorded_by": by, "recorded_at": NOW, **facts}
    return made(ActionPlan, by, placement=placement, dated=dated, **facts)


def make_sub_goal(plan, *, goal=None, text=None, by=None, **facts):
    """Under a goal of the plan, which is made too when none is given."""
    goal = goal or made(Goal, by, plan=plan, text=f"Mål {next(numbers)}", position=next(numbers))
    text, position = text or f"Delmål {next(numbers)}", next(numbers)
    return made(SubGoal, by, goal=goal, text=text, position=position, **facts)


def make_sighting(sub_goal, by, seen_on=TODAY, *, note="Sagde selv til."):
    facts = {"seen_on": seen_on, "note": note, "seen_by": by, "written_at": NOW}
    return made(Sighting, by, key=uuid4(), sub_goal=sub_goal, **facts)


def make_asking(placement, by, asked_at=NOW, *, how="phone", note=""):
    facts = {"asked_at": asked_at, "asked_by": by, "how": how, "note": note}
    return made(Asking, by, key=uuid4(), placement=placement, **facts)


def make_schooling(
    placement, *, kind="school", name="Prøveskolen", begins=None, ends=None, weekdays=range(5)
):
    facts = {"kind_id": kind, "name": name, "weekdays": list(weekdays)}
    return made(Schooling, placement=placement, begins=begins or placement.arrived, ends=ends, **facts)


def make_attendance(schooling, day, state="there", *, reason="", by=None):
    by = by or machine()
    facts = {"state": state, "reason": reason, "written_by": by, "written_at": at(day)}
    return made(Attendance, by, schooling=schooling, day=day, **facts)


def make_day_care(placement, *, state="needed", needed_from=TODAY, **facts):
    return made(DayCareApplication, placement=placement, state=state, needed_from=needed_from, **facts)


def make_search(placement, by, *, begins=TODAY, reason="Barnet har brug for et andet sted."):
    return made(PlaceSearch, by, placement=placement, begins=begins, reason=reason, begun_by=by)


def make_resources(placement, by, *, amount="1200.00", begins=TODAY, ends=None, reason="En voksen mere."):
    facts = {"amount": Decimal(amount), "begins": begins, "ends": ends or begins + timedelta(days=30)}
    return made(
        ExtraResources, by, placement=placement, reason=reason, applied_at=NOW, applied_by=by, **facts
    )


def make_cancelled_move(placement, by, *, begins=TODAY):
    facts = {"agreed_with": "En sagsbehandler", "agreed_on": begins, "reason": "Ro", "begins": begins}
    cancelled = {"cancelled_because": "Fortrudt", "cancelled_by": by, "cancelled_at": NOW}
    place = placement.stays.first().place
    return made(
        Move, by, placement=placement, place=place, moved_by=by, recorded_at=NOW, **facts, **cancelled
    )


def make_by_day(placement, by):
    """One of each that belongs to a child's days and to where it lives, for those who only need an address."""
    return {
        "schooling": make_schooling(placement),
        "absence": make_absence(placement, TODAY - timedelta(days=9), TODAY - timedelta(days=7)),
        "day_care": make_day_care(placement),
        "move": make_cancelled_move(placement, by),
        "search": make_search(placement, by),
        "resources": make_resources(placement, by),
    }


def make_planned_meeting(placement, starts, *, kind=MeetingKind.MONTHLY, form="phone", **facts):
    facts = {"kind_id": kind, "state": "planned", "starts": starts, "form": form, **facts}
    return made(Meeting, key=uuid4(), placement=placement, **facts)


# Diary, requests, prices, tasks


def make_entry(
    child, unit, author, *, text="Legede roligt med de andre.", happened_at=NOW, written_at=None, **facts
):
    written_at = written_at or happened_at
    times = {"happened_at": happened_at, "written_at": written_at, "received_at": written_at}
    facts = {**times, "text": text, **facts}
    return made(Entry, author, **{"key": uuid4(), "child": child, "unit": unit, "author": author, **facts})


def make_appointment(child, starts=None, *, what="Tandlæge", by=None, **facts):
    by, starts = by or machine(), starts or at(TODAY + timedelta(days=3), 13)
    return made(Appointment, by, key=uuid4(), child=child, starts=starts, what=what, made_by=by, **facts)


def make_request(caseworker, *, state=RequestState.SUBMITTED, created_at=NOW, submitted_at=None, **facts):
    number = next(numbers)
    wishes = {
        "child_name": f"Ansøgt-{number} Kanarie-{number}",
        "cpr": make_cpr(date(2017, 5, 4)),
        "reason": "Barnet har brug for ro og trygge voksne.",
        "family": "Bor hos sin mormor.",
        "expected_length": "et halvt år",
        "wanted_from": TODAY + timedelta(days=14),
        "action_plan": PlanStatus.STARTED,
    }
    if state not in (RequestState.DRAFT, RequestState.WITHDRAWN):
        submitted_at = submitted_at or created_at
    return made(
        Request,
        caseworker,
        key=uuid4(),
        state=state,
        municipality=caseworker.municipality,
        caseworker=caseworker,
        created_at=created_at,
        created_by=caseworker,
        submitted_at=submitted_at,
        **{**wishes, **facts},
    )


def make_draft(caseworker, **facts):
    return make_request(caseworker, state=RequestState.DRAFT, **facts)


def make_pdf(pages=1):
    """A paper from outside."""
    from pypdf import PdfWriter

    writer, content = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(content)
    return content.getvalue()


def make_attachment(request, *, name="Udtalelse.pdf", content=None, added_at=NOW):
    """As it would have been kept; nobody looked into it."""
    by, content = request.created_by, content or make_pdf()
    document = made(
        Document,
        by,
        number=f"D-2026-{next(numbers):06}",
        kind="attachment",
        title=name,
        data={"received": True},
        check_code="0000-0000-0000",
        municipality=request.municipality,
        issued_at=added_at,
        issued_by=by,
    )
    digest = hashlib.sha256(content).hexdigest()
    facts = {"content": content, "sha256": digest, "original_name": name, "made_at": added_at}
    File.objects.create(document=document, **facts)
    return made(Attachment, by, request=request, document=document)


def make_price_list(valid_from=date(2025, 1, 1), valid_to=date(2026, 12, 31), *, prices=PRICES, **facts):
    price_list = made(PriceList, valid_from=valid_from, valid_to=valid_to, **facts)
    for item, amount in prices.items():
        made(Price, price_list=price_list, item=item, amount=Decimal(amount))
    return price_list


def make_task(owner, *, key=None, rule="PLC-5", due=NOW, path="/", created_at=NOW, **facts):
    key = key or f"task-{next(numbers)}"
    return Task.objects.create(
        key=key, rule=rule, owner=owner, due=due, path=path, created_at=created_at, **facts
    )
