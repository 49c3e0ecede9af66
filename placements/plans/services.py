"""Plans come, and are asked for (PLC-2)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import mail, waking
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from documents.models import Document
from placements.lifecycle import PLACEMENT
from placements.models import Placement
from placements.owed import responsible, unit_on
from placements.plans import rules
from placements.plans.documents import ACTION_PLAN
from placements.plans.models import ActionPlan, AskedBy, Asking
from units.queries import leaders_of


@command
def receive(placement, *, dated, received, note="", content=None, by, at, on):
    """Keeps a version of the plan; `content` is a PDF's bytes, or None when only its date is known.

    A plan of that date which was expected, or has no paper, gets what it lacks; a second one is refused.
    """
    rules.check_receive(placement, dated, received, by=by, on=on)
    plan = _lacking(placement, dated, content) or ActionPlan(placement=placement, dated=dated)
    plan.received = plan.received or received
    plan.note = note or plan.note
    plan.recorded_by, plan.recorded_at = by, at
    if content:
        plan.paper = _keep(placement, content, by, at)
    plan.save()
    if by.role == "caseworker":
        _tell_the_unit(plan, at=at, on=on)
    waking.soon("deadlines.refresh")
    return plan


def _lacking(placement, dated, content):
    rows = placement.plans.select_for_update(of=("self",)).filter(dated=dated)
    lacking = rows.filter(paper=None) if content else rows.filter(received=None)
    return lacking.order_by("pk").first()


def _keep(placement, content, by, at):
    paper = documents.receive(
        kind=ACTION_PLAN,
        title=gettext_lazy("Action plan"),
        content=content,
        by=by,
        at=at,
        child=placement.child,
        municipality=placement.municipality,
    )
    # It is the municipality's own paper: its caseworkers may open it, and nobody has to be told.
    Document.objects.filter(pk=paper.pk).update(released_at=at, released_by=by)
    return paper


def _tell_the_unit(plan, *, at, on):
    rows = Placement.objects.with_contacts(on=on).prefetch_related("stays__place__unit")
    placement = rows.get(pk=plan.placement_id)
    unit = unit_on(placement, on)
    owners = responsible(placement, unit, lambda u: leaders_of(u, on)) if unit else ()
    for person in owners:
        path = f"/placements/{placement.pk}/plan/"
        mail.tell(person, key=f"plan:{plan.pk}:{at:%Y%m%d%H%M%S}:{person.pk}", at=at, path=path)


@command
def correct(plan, *, dated, received, note, by, on):
    """Mends a date that was written down wrongly; the history keeps what stood there."""
    rules.check_correct(plan, dated, received, by=by, on=on)
    plan.dated, plan.received, plan.note = dated, received, note
    plan.save(update_fields=["dated", "received", "note"])
    waking.soon("deadlines.refresh")
    return plan


@command
def ask(placement, *, key, how, note="", by, at, on):
    """Logs that the municipality was asked for the plan; asked in the portal, its caseworkers get a mail.

    The same key twice is one asking.
    """
    rules.check_ask(placement, by=by)
    PLACEMENT.hold(placement)
    facts = {"placement": placement, "how": how, "note": note}
    asking, created = Asking.objects.get_or_create(
        key=key, defaults={**facts, "asked_at": at, "asked_by": by}
    )
    if any(getattr(asking, name) != value for name, value in facts.items()):
        raise Refused(_("This asking is already recorded, with other words."))
    if created and how == AskedBy.PORTAL:
        _tell_the_municipality(asking, at=at, on=on)
    return asking


def _tell_the_municipality(asking, *, at, on):
    people = caseworkers_of(asking.placement, on)
    if not people:
        about = {"municipality": asking.placement.municipality}
        raise Refused(
            _("Nobody of %(municipality)s uses Fnug. Ask in another way, and note it here.") % about, "how"
        )
    for person in people:
        path = f"/portal/placements/{asking.placement_id}/plan/"
        mail.tell(person, key=f"plan-asked:{asking.pk}:{person.pk}", at=at, path=path)


def caseworkers_of(placement, on):
    """Those who have the child's case that day, else everybody of the municipality who uses Fnug."""
    working = User.objects.working()
    theirs = working.filter(pk__in=placement.caseworkers.on(on).values("person"))
    known = theirs.distinct() or working.filter(pk=placement.caseworker_id)
    return list(known.order_by("pk") or placement.municipality.caseworkers.working().order_by("pk"))
