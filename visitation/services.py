from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import waking
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from placements import occupancy
from placements import services as placements
from units.models import Place
from visitation import offers, rules, target_group
from visitation.committee import tell_committee
from visitation.documents import letter_of
from visitation.enums import Outcome, RequestState
from visitation.lifecycle import REQUEST
from visitation.models import Decision, Request

ACTIONS = {Outcome.WAIT: "wait", Outcome.ASK: "ask", Outcome.REFUSE: "refuse", Outcome.ADMIT: "admit"}


@command
def save_draft(*, key, facts, municipality, by, at):
    """A new draft; the same key twice is one draft, and then with the newer words."""
    caseworker = by if by.municipality_id else None
    new = {"municipality": municipality, "caseworker": caseworker, "created_at": at, "created_by": by}
    request, _created = Request.objects.get_or_create(key=key, defaults={**new, **facts})
    rules.check_sender(request, by=by)
    same = all(getattr(request, name) == value for name, value in facts.items())
    return request if same else edit(request, facts=facts, by=by)


def draft_of(key, *, by):
    """The request that was begun under this key, or None. Raises Refused when it is somebody else's."""
    request = Request.objects.filter(key=key).first()
    if request:
        rules.check_sender(request, by=by)
    return request


@command
def edit(request, *, facts, by):
    rules.check_edit(request, by=by)
    REQUEST.hold(request)
    for name, value in facts.items():
        setattr(request, name, value)
    if request.state != RequestState.DRAFT:
        rules.check_complete(request)
    request.save(update_fields=[*facts])
    return request


@command
def submit(request, *, by, at):
    """Sends the request to the committee and tells its members."""
    rules.check_send(request, "submit", by=by)
    rules.check_complete(request)
    REQUEST.move(request, "submit", by=by, submitted_at=at)
    tell_committee(request, at)
    return request


@command
def answer(request, *, text, by, at):
    """Answers what the committee asked for; the request awaits a decision again."""
    if not text.strip():
        raise Refused(_("Write the answer to what the committee asked for."), "answer")
    rules.check_send(request, "answer", by=by)
    so_far = f"{request.answer}\n\n{text}".strip()
    REQUEST.move(request, "answer", by=by, answer=so_far)
    tell_committee(request, at)
    return request


@command
def withdraw(request, *, by):
    rules.check_send(request, "withdraw", by=by)
    REQUEST.move(request, "withdraw", by=by)
    offers.settle(request, by=by)
    return request


@command
def decide(request, *, outcome, present, reasons, by, at, on, answers=None):
    """Waiting list, ask for more or refuse. Who took part, why and what was free that day is kept (VIS-4)."""
    action = ACTIONS[Outcome(outcome)]
    REQUEST.hold(request)
    rules.check_decide(request, action, by=by, on=on)
    REQUEST.move(request, action, by=by)
    offers.settle(request, by=by)
    return _record(request, outcome, present, reasons, by, at, free=_free(on), **_assessment(answers or {}))


def _assessment(answers):
    """What the committee answered to the target group, and what of it speaks against the child (VIS-3)."""
    return {"answers": answers, "outside_target_group": target_group.against(answers)}


@command
def admit(request, *, place, begins, present, reasons, assessed, municipal, by, at, on, file=None):
    """Admits the child to a place from a date: file, planned placement, decision and letter in one act.

    `assessed` and `municipal` as in rules.check_admit. `file` is the child whose file it is, or NEW_FILE; it
    must be said only where the CPR number does not tell. Raises Refused when the place is taken meanwhile.
    """
    REQUEST.hold(request)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    rules.check_admit(request, place, begins, assessed=assessed, municipal=municipal, by=by, on=on)
    free = _free(begins)
    child = _child(request, file)
    placement = placements.plan(
        child=child,
        municipality=request.municipality,
        caseworker=request.caseworker,
        place=place,
        begins=begins,
        acute=request.acute,
        by=by,
        on=on,
    )
    _record_municipal(placement, municipal, by=by, at=at, on=on)
    REQUEST.move(request, "admit", by=by, placement=placement)
    offers.settle(request, by=by, place=place)
    answers, why = assessed
    outside = {**_assessment(answers), "exception_reason": why}
    return _record(
        request, Outcome.ADMIT, present, reasons, by, at, free=free, place=place, begins=begins, **outside
    )


def _child(request, file):
    """The file that this child has here already (PLC-15), else a new one."""
    known = rules.check_file(request, file)
    if known is None:
        facts = {"name": request.child_name, "cpr": request.cpr, "born": request.born}
        return placements.find_or_create_child(**facts, school=request.school, illness=request.health)
    if known.cpr is None:
        known.cpr = request.cpr
        known.save(update_fields=["cpr"])
    return known


def _record_municipal(placement, municipal, **facts):
    decided_on, decided_by, content = municipal
    if decided_on:
        said = {"decided_on": decided_on, "decided_by": decided_by, "content": content}
        placements.receive_decision(placement, **said, **facts)


def _free(day):
    return {o.unit.slug: len(o.free) for o in occupancy.on(day)}


def _record(request, outcome, present, reasons, by, at, *, free, **facts):
    waking.soon("deadlines.refresh")
    letter = documents.issue(
        kind="decision_letter",
        title=gettext_lazy("Answer to a request"),
        data=letter_of(request, outcome, reasons, at, **facts),
        child=request.placement.child if request.placement else request.child,
        by=by,
        at=at,
        municipality=request.municipality,
    )
    documents.release(letter, by=by, at=at)
    return Decision.objects.create(
        request=request,
        outcome=outcome,
        decided_at=at,
        decided_by=by,
        present=present,
        reasons=reasons,
        free_places=free,
        letter=letter,
        **facts,
    )
