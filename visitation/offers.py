"""A free place is offered to one on the waiting list, and the municipality has some days to answer (VIS-6)."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import preferences, waking
from core.acting import command
from core.refusals import Refused
from core.working_days import add_working_days
from deadlines.registry import end_of
from documents import services as documents
from placements.models import Stay
from units.models import Place
from visitation import rules
from visitation.committee import tell_committee
from visitation.documents import offer_letter_of
from visitation.lifecycle import OFFER, REQUEST
from visitation.models import Offer, PriorityChange


@command
def prioritise(request, *, priority, reason, by, at, on):
    """The committee's own order, with its reason and history."""
    REQUEST.hold(request)
    rules.check_prioritise(request, by=by, on=on)
    request.priority = priority
    request.save(update_fields=["priority"])
    facts = {"priority": priority, "reason": reason, "set_at": at, "set_by": by}
    return PriorityChange.objects.create(request=request, **facts)


@command
def offer(request, *, place, begins, by, at, on):
    """Offers a place. It stays out of the calendar of stays, and can be offered to nobody else meanwhile."""
    REQUEST.hold(request)
    rules.check_offer(request, by=by, on=on)
    place = Place.objects.select_for_update(of=("self",)).select_related("unit").get(pk=place.pk)
    _check_free(place, begins, on=on)
    days = preferences.value("visitation.offer_working_days")
    due = end_of(add_working_days(timezone.localdate(at), days))
    facts = {"place": place, "begins": begins, "due": due, "offered_at": at, "offered_by": by}
    letter = _send(request, "offer", by, at, place=place, begins=begins, due=due)
    waking.soon("deadlines.refresh")
    return Offer.objects.create(request=request, letter=letter, **facts)


def _check_free(place, begins, *, on):
    if begins < on:
        raise Refused(_("That day has passed. Choose today or later."), "begins")
    if place.is_given_up:
        raise Refused(_("%(place)s closes soon. Choose another place.") % {"place": place}, "place")
    if not Place.objects.open_on(begins).filter(pk=place.pk).exists():
        raise Refused(
            _("That place is not open on this date. Choose another place or another date."), "place"
        )
    if Stay.objects.filter(Q(ends__isnull=True) | Q(ends__gt=begins), place=place).exists():
        raise Refused(
            _("That place is not free from this date. Choose another place or another date."), "place"
        )
    rules.check_not_offered(place)


def _send(request, what, by, at, **facts):
    letter = documents.issue(
        kind="offer_letter",
        title=gettext_lazy("Offer of a place") if what == "offer" else gettext_lazy("An offer is taken back"),
        data=offer_letter_of(request, what, at, **facts),
        child=request.child,
        by=by,
        at=at,
        municipality=request.municipality,
    )
    documents.release(letter, by=by, at=at)
    return letter


@command
def accept(offered, *, by, at):
    """The municipality wants the place; the committee now admits the child."""
    return _answer(offered, "accept", by, at)


@command
def decline(offered, *, reason, by, at):
    """The municipality does not want the place; the child stays on the list."""
    if not reason.strip():
        raise Refused(_("Say why the place is declined."), "reason")
    return _answer(offered, "decline", by, at, reason=reason)


def _answer(offered, action, by, at, **facts):
    REQUEST.hold(offered.request)
    rules.check_answer_offer(offered, action, by=by)
    OFFER.move(offered, action, by=by, answered_at=at, answered_by=by, **facts)
    tell_committee(offered.request, at)
    waking.soon("deadlines.refresh")
    return offered


@command
def take_back(offered, *, reason, by, at, on):
    """The committee takes an offer back, with a reason that the municipality reads."""
    if not reason.strip():
        raise Refused(_("Say why the offer is taken back."), "reason")
    REQUEST.hold(offered.request)
    rules.check_take_back(offered, by=by, on=on)
    OFFER.move(offered, "take_back", by=by, reason=reason)
    facts = {"place": offered.place, "begins": offered.begins, "due": offered.due, "reason": reason}
    _send(offered.request, "taken_back", by, at, **facts)
    waking.soon("deadlines.refresh")
    return offered


def settle(request, *, by, place=None):
    """What becomes of a standing offer when the request itself is decided or withdrawn. Inside a command."""
    for offered in request.offers.standing():
        OFFER.move(offered, "admit" if place and offered.place_id == place.pk else "lapse", by=by)
