"""What is kept on each child: placement, stay, intake, meetings, request."""

from datetime import timedelta

from psycopg.types.json import Jsonb

from config.demo.days import ONE_DAY, at, working_day
from config.scale.copying import copy_rows, key, new_ids
from config.scale.lives import MARK
from placements.enums import (
    AbsenceKind,
    ContactRole,
    DecisionKind,
    Ladder,
    MeetingKind,
    MinutesBy,
    PlacementState,
)
from placements.models import (
    Absence,
    Child,
    ContactPerson,
    Intake,
    Meeting,
    MunicipalDecision,
    Placement,
    Stay,
)
from visitation.enums import Outcome, PlanStatus, RequestState
from visitation.models import Decision, Request


def write_files(lives, caseworkers, today, chance):
    files = {id(life.child): life.child for life in lives}.values()
    for child, pk in zip(files, new_ids(Child, len(files)), strict=True):
        child["id"] = pk
    for life, pk in zip(lives, new_ids(Placement, len(lives)), strict=True):
        life.placement_id, life.caseworker = pk, chance.choice(caseworkers)
    copy_rows(Child, files)
    copy_rows(Placement, (_placement(life, chance) for life in lives))
    copy_rows(Stay, (_stay(life) for life in lives))
    copy_rows(MunicipalDecision, (row for life in lives for row in _decisions(life)))
    copy_rows(Intake, (_intake(life) for life in lives))
    copy_rows(ContactPerson, (row for life in lives for row in _contacts(life, chance)))
    copy_rows(Meeting, (row for life in lives for row in _meetings(life, today, chance)))
    copy_rows(Absence, (row for life in lives for row in _absences(life, today, chance)))


def _placement(life, chance):
    return {
        "id": life.placement_id,
        "reference": f"{MARK}A{life.placement_id:06}",
        "child": life.child["id"],
        "municipality": life.caseworker.municipality_id,
        "caseworker": life.caseworker.pk,
        "caseworker_email": "",
        "state": PlacementState.ENDED if life.ends else PlacementState.RUNNING,
        "acute": chance.random() < 0.2,
        "arrived": life.begins,
        "discharged": life.ends,
        "ladder_level": chance.choice(Ladder.values) if life.ends else None,
    }


def _stay(life):
    facts = {"placement": life.placement_id, "child": life.child["id"], "place": life.place.pk}
    return {**facts, "begins": life.begins, "ends": life.ends}


def _decisions(life):
    for kind, day in ((DecisionKind.ADMISSION, life.begins), (DecisionKind.DISCHARGE, life.ends)):
        if day:
            decided = {
                "kind": kind,
                "decided_on": working_day(day - ONE_DAY),
                "decided_by": "Måling",
                "paper": None,
            }
            yield {"placement": life.placement_id, **decided}


def _intake(life):
    return {
        "placement": life.placement_id,
        "brought_by": "Måling",
        "belongings": "Bamse\nSkoletaske",
        "note": "Kom til tiden og fik vist huset.",
        "registered_at": at(life.begins, 14),
        "registered_by": life.house.staff[0].pk,
    }


def _contacts(life, chance):
    pair = chance.sample(life.house.staff, 2)
    for role, person in zip(ContactRole.values, pair, strict=True):
        facts = {"placement": life.placement_id, "person": person.pk, "role": role}
        yield {**facts, "begins": life.begins, "ends": life.ends}


def _meetings(life, today, chance):
    held, number = life.begins + timedelta(days=4), 0
    while held <= min(life.last_day(today), today - ONE_DAY):
        kind = MeetingKind.QUARTERLY if number and number % 3 == 0 else MeetingKind.MONTHLY
        yield {
            "key": key(chance),
            "placement": life.placement_id,
            "kind": kind if number else MeetingKind.ACTION_PLAN,
            "held": held,
            "minutes_by": MinutesBy.values[number % 2],
            "minutes": "En måned uden store udsving.",
        }
        held, number = held + timedelta(days=chance.randint(26, 34)), number + 1


def _absences(life, today, chance):
    begins = life.begins + timedelta(days=chance.randint(30, 200))
    while (ends := begins + timedelta(days=chance.randint(2, 7))) < life.last_day(today):
        kind = chance.choice((AbsenceKind.HOME, AbsenceKind.HOLIDAY, AbsenceKind.HOSPITAL))
        facts = {"placement": life.placement_id, "kind": kind, "charge_percent": None}
        yield {**facts, "begins": begins, "ends": ends}
        begins = ends + timedelta(days=chance.randint(30, 200))


def write_requests(lives, today, chance):
    ids = new_ids(Request, len(lives))
    copy_rows(Request, (_request(life, pk, chance) for life, pk in zip(lives, ids, strict=True)))
    copy_rows(Decision, (_decision(life, pk) for life, pk in zip(lives, ids, strict=True)))


def _request(life, pk, chance):
    sent = at(working_day(life.begins - timedelta(days=12)), 10)
    return {
        "id": pk,
        "key": key(chance),
        "state": RequestState.ADMITTED,
        "municipality": life.caseworker.municipality_id,
        "caseworker": life.caseworker.pk,
        "child_name": life.child["name"],
        "cpr": life.child["cpr"],
        "reason": "Har brug for ro og voksne med tid.",
        "family": "Bor hos en slægtning.",
        "school": life.child["school"],
        "expected_length": "Et års tid",
        "wanted_unit": life.house.unit.pk,
        "wanted_from": life.begins,
        "health": "",
        "action_plan": PlanStatus.READY,
        "other": "",
        "answer": "",
        "created_at": sent,
        "created_by": life.caseworker.pk,
        "submitted_at": sent,
        "placement": life.placement_id,
    }


def _decision(life, request):
    return {
        "request": request,
        "outcome": Outcome.ADMIT,
        "decided_at": at(working_day(life.begins - timedelta(days=8)), 13),
        "decided_by": life.house.staff[0].pk,
        "present": ["Måling"],
        "reasons": "I målgruppen, og der er en plads.",
        "exception_reason": "",
        "free_places": Jsonb({life.house.unit.slug: 1}),
        "place": life.place.pk,
        "begins": life.begins,
        "letter": None,
    }
