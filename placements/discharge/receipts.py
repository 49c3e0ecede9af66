"""After a discharge: the municipality confirms the final report and says what the next step is (PLC-13)."""

from itertools import groupby

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import LEADERS, Role
from core import mail, waking
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from placements.discharge.models import Asked, Receipt
from placements.discharge.people import caseworkers, leaders
from placements.enums import PlacementState
from placements.lifecycle import PLACEMENT

ANSWERED_SHOWN = 30


def path_of(placement):
    return f"/receipts/{placement.pk}/"


def check_confirm(placement, *, by):
    if placement.state != PlacementState.ENDED:
        raise Refused(_("The child has not left yet."))
    if by.role != Role.CASEWORKER and by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    if by.role == Role.CASEWORKER and by.municipality_id != placement.municipality_id:
        raise Refused(_("Only the child's municipality confirms this."))
    if Receipt.objects.filter(placement=placement).exists():
        raise Refused(_("The municipality has confirmed this already."))


@command
def confirm(placement, *, received_on, next_step, words, confirmed_for="", by, at, on):
    """The municipality has the final report and says what comes next; a leader may take it down by phone."""
    PLACEMENT.hold(placement)
    check_confirm(placement, by=by)
    if received_on > on:
        raise Refused(_("That day has not come yet."), "received_on")
    if by.role in LEADERS and not confirmed_for:
        raise Refused(_("Say who at the municipality said so."), "confirmed_for")
    said = {"received_on": received_on, "next_step": next_step, "words": words}
    who = {"confirmed_by": by, "confirmed_for": confirmed_for, "confirmed_at": at}
    receipt = Receipt.objects.create(placement=placement, **said, **who)
    if by.role == Role.CASEWORKER:
        _pass_on(placement, by, at, on)
    waking.soon("deadlines.refresh")
    return receipt


def _pass_on(placement, by, at, on):
    """Whoever confirms the final report confirms the summary too; the last unit's leaders read the next step."""
    road = getattr(placement, "discharge", None)
    if road and road.summary:
        documents.confirm(road.summary, by=by, at=at)
    for person in leaders(placement, on):
        mail.tell(
            person, key=f"receipt:{placement.pk}:{person.pk}:{at:%Y%m%d%H%M}", at=at, path=path_of(placement)
        )


def check_remind(placement, *, by, on):
    if by.role not in LEADERS:
        raise Refused(_("Your role does not do this."))
    check_confirm(placement, by=by)
    newest = Asked.objects.filter(placement=placement).order_by("-asked_at", "-pk").first()
    if newest and timezone.localdate(newest.asked_at) == on:
        raise Refused(_("The municipality was reminded today already."))


@command
def remind(placement, *, note, by, at, on):
    """Asks again: it is written down, and the caseworker gets a mail that says only that something awaits."""
    PLACEMENT.hold(placement)
    check_remind(placement, by=by, on=on)
    asked = Asked.objects.create(placement=placement, asked_at=at, asked_by=by, note=note)
    for person in caseworkers(placement):
        mail.tell(person, key=f"receipt-reminder:{asked.pk}:{person.pk}", at=at, path=path_of(placement))
    return asked


def silent(placements, on):
    """Per municipality: who has not answered, since how many days, and how often it was asked."""
    rows = placements.filter(receipt=None).select_related("child", "municipality").with_unit(on=on)
    rows = rows.annotate(asked=Count("receipt_reminders"), asked_last=Max("receipt_reminders__asked_at"))
    rows = rows.order_by("municipality__name", "municipality", "discharged", "pk")
    for row in (rows := list(rows)):
        row.days = (on - row.discharged).days
    return [_of_one(authority, list(its)) for authority, its in groupby(rows, lambda row: row.municipality)]


def _of_one(authority, rows):
    return {"municipality": authority, "rows": rows, "asked": sum(row.asked for row in rows)}


def answered(placements, on):
    rows = (
        placements.exclude(receipt=None).select_related("child", "municipality", "receipt").with_unit(on=on)
    )
    return rows.order_by("-receipt__confirmed_at", "pk")[:ANSWERED_SHOWN]
