from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import mail
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from placements import rules
from placements.discharge.people import leaders
from placements.documents import DECISION_PAPER
from placements.enums import CaseworkerTask, DecisionKind
from placements.lifecycle import PLACEMENT
from placements.models import Caseworker, Child, MunicipalDecision, Placement, Stay
from units.models import Place


def next_reference(letter):
    """A reference that nobody has: `B-00017` for a child, `A-00017` for a placement."""
    table = {"B": Child, "A": Placement}[letter]
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT nextval('placements_reference')")
            reference = f"{letter}-{cursor.fetchone()[0]:05}"
            if not table.objects.filter(reference=reference).exists():
                return reference


def find_or_create_child(*, name, cpr, born, **facts):
    """The child of this CPR number, whose file is kept (PLC-15), or a new one. Called inside a command."""
    known = Child.objects.filter(cpr=cpr).first()
    return known or Child.objects.create(
        reference=next_reference("B"), name=name, cpr=cpr, born=born, **facts
    )


@command
def plan(*, child, municipality, caseworker, place, begins, acute, by, on):
    """Plans a placement and holds the place from that date; who comes second to a place is refused.

    The caseworker answers for it from `on`, the day of the admission.
    """
    place = Place.objects.select_for_update().get(pk=place.pk)
    if place.is_given_up:
        raise Refused(_("%(place)s closes soon. Choose another place.") % {"place": place}, "place")
    if Stay.objects.on(begins).filter(place=place).exists():
        raise Refused(
            _("That place was taken by another since you opened this. Choose another place."), "place"
        )
    placement = Placement.objects.create(
        reference=next_reference("A"),
        child=child,
        municipality=municipality,
        caseworker=caseworker,
        acute=acute,
        arrived=begins,
    )
    Stay.objects.create(placement=placement, child=child, place=place, begins=begins)
    if caseworker:
        Caseworker.objects.create(
            placement=placement, person=caseworker, task=CaseworkerTask.MEASURE, begins=on
        )
    return placement


@command
def record_decision(placement, *, kind=DecisionKind.ADMISSION, decided_on, decided_by, paper, by):
    """The municipality's decision (VIS-7); the paper of an acute admission may follow later."""
    facts = {"decided_on": decided_on, "decided_by": decided_by, "paper": paper}
    same = {"placement": placement, "kind": kind}
    if kind == DecisionKind.CHANGE:
        same["decided_on"] = decided_on
    return MunicipalDecision.objects.update_or_create(**same, defaults=facts)[0]


@command
def receive_decision(placement, *, kind=DecisionKind.ADMISSION, decided_on, decided_by, content, by, at, on):
    """Keeps the municipality's decision with its paper; `content` is a PDF's bytes, or None when it follows later."""
    PLACEMENT.hold(placement)
    rules.check_decision(placement, kind, decided_on, on=on)
    paper = _receive(placement, content, by, at) if content else None
    said = {"decided_on": decided_on, "decided_by": decided_by}
    decision = record_decision(placement, kind=kind, paper=paper, **said, by=by)
    if by.municipality_id:
        _tell_leaders(decision, at, on)
    return decision


def _tell_leaders(decision, at, on):
    path = f"/children/{decision.placement.child_id}/"
    for person in leaders(decision.placement, on):
        key = f"decision:{decision.pk}:{decision.paper_id}:{person.pk}"
        mail.tell(person, key=key, at=at, path=path)


def _receive(placement, content, by, at):
    return documents.receive(
        kind=DECISION_PAPER,
        title=gettext_lazy("The municipality's decision"),
        content=content,
        by=by,
        at=at,
        child=placement.child,
        municipality=placement.municipality,
    )
