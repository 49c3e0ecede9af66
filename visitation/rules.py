"""Who may do what with a request now, and why not."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.refusals import Refused, reason
from visitation import known_children, target_group
from visitation.enums import RequestState
from visitation.lifecycle import OFFER, REQUEST
from visitation.models import Offer
from visitation.queries import sits_in_committee

NEEDED = ("child_name", "cpr", "reason", "family", "expected_length", "wanted_from", "action_plan")


def lacking(request):
    """Name and label of each field that a request still needs before it can be sent (VIS-1)."""
    about = request._meta.get_field
    return [(name, about(name).verbose_name) for name in NEEDED if not getattr(request, name)]


def missing(request):
    return [label for _name, label in lacking(request)]


def check_complete(request):
    if lacking := missing(request):
        raise Refused(
            _("Still missing: %(fields)s.") % {"fields": ", ".join(str(label) for label in lacking)}
        )


NEW_FILE = "new"


def check_file(request, file):
    """The child whose file is continued, or None for a new one. `file` is what the committee said."""
    known = request.child if request.child_id else file
    if known in (None, NEW_FILE):
        if known is None and known_children.candidates(request).exists():
            raise Refused(_("Say whether the child is one of those who have a file here already."), "file")
        return None
    if known.cpr and known.cpr != request.cpr:
        raise Refused(
            _("%(name)s has another CPR number. Correct the request, or choose another file.")
            % {"name": known}
        )
    if request.child_id and known.born != request.born:
        raise Refused(
            _(
                "The municipality chose the file of %(name)s, who is born on another day than the CPR number "
                "says. Ask for the right one."
            )
            % {"name": known}
        )
    return known


def check_sender(request, *, by):
    """The municipality's caseworkers, and whoever took the request down from mail or phone."""
    own = (
        request.municipality_id == by.municipality_id
        if by.municipality_id
        else request.created_by_id == by.pk
    )
    if not own:
        raise Refused(_("Only the municipality, or whoever wrote the request down for it, can do that."))


def check_send(request, action, *, by):
    """What the sender does with a request: `submit`, `answer` or `withdraw`."""
    REQUEST.check(request, action, by=by)
    check_sender(request, by=by)


def check_edit(request, *, by):
    if request.state not in ("draft", "asked"):
        raise Refused(
            _("The request was sent and can no longer be changed. Write to the centre if something is wrong.")
        )
    check_sender(request, by=by)


def possible(request, *, by, on):
    """What this person may do with the request now: the buttons of its page."""
    yield from (a for a in ("submit", "answer", "withdraw") if reason(check_send, request, a, by=by) is None)
    if reason(check_edit, request, by=by) is None:
        yield "edit"
    if reason(check_decide, request, "refuse", by=by, on=on) is None:
        yield "decide"


def check_decide(request, action, *, by, on):
    REQUEST.check(request, action, by=by)
    if not sits_in_committee(by, on):
        raise Refused(_("Only the visitation committee decides on requests."))


def check_admit(request, place, begins, *, assessed, municipal, by, on):
    """VIS-3, VIS-7 and UNIT-3. `assessed` is (yes or no to each point of the target group, why all the same);
    `municipal` is (date, who, paper) of the municipality's own decision, each may be empty."""
    check_decide(request, "admit", by=by, on=on)
    answers, why = assessed
    if target_group.unanswered(answers):
        raise Refused(_("Answer each point of the target group with yes or no."))
    if target_group.against(answers) and not why.strip():
        raise Refused(
            _("Say why the child is admitted although something speaks against it."), "exception_reason"
        )
    if not place.unit.fits(request.born, begins) and not why.strip():
        raise Refused(_age_sentence(request, place.unit, begins), "exception_reason")
    check_not_offered(place, but=request)
    _check_municipal(request, *municipal, on=on)


def check_not_offered(place, but=None):
    """A place that stands offered is for that child alone until the offer is answered or taken back."""
    for offered in Offer.objects.standing().filter(place=place):
        if offered.request_id != (but and but.pk):
            raise Refused(
                _("%(place)s is offered to another child until %(day)s. Take that offer back first.")
                % {"place": place, "day": date_format(timezone.localdate(offered.due))},
                "place",
            )


def check_prioritise(request, *, by, on):
    """While the request is open, by a member of the committee."""
    check_decide(request, "refuse", by=by, on=on)


def check_offer(request, *, by, on):
    check_decide(request, "refuse", by=by, on=on)
    if request.state != RequestState.WAITING:
        raise Refused(_("Only a child on the waiting list is offered a place."))
    if request.offers.standing().exists():
        raise Refused(_("This request has an offer already."))


def check_answer_offer(offered, action, *, by):
    OFFER.check(offered, action, by=by)
    check_sender(offered.request, by=by)


def possible_with_offer(offered, *, by, on):
    yield from (a for a in ("accept", "decline") if reason(check_answer_offer, offered, a, by=by) is None)
    if reason(check_take_back, offered, by=by, on=on) is None:
        yield "take_back"


def check_take_back(offered, *, by, on):
    OFFER.check(offered, "take_back", by=by)
    check_decide(offered.request, "refuse", by=by, on=on)


def _age_sentence(request, unit, begins):
    return _(
        "The child is %(age)s on %(day)s, and %(unit)s takes children from %(low)s to %(high)s. Say why all the same."
    ) % {
        "age": request.age_on(begins),
        "day": date_format(begins),
        "unit": unit,
        "low": unit.age_from,
        "high": unit.age_to,
    }


def _check_municipal(request, decided_on, decided_by, paper, *, on):
    if decided_on and decided_on > on:
        raise Refused(_("The municipality's decision cannot lie in the future."), "decided_on")
    if request.acute and not (decided_on or decided_by or paper):
        return
    if not decided_on or not decided_by:
        field = "decided_by" if decided_on else "decided_on"
        raise Refused(
            _("Say when the municipality decided, and who decided. Without that the centre cannot admit."),
            field,
        )
    if not paper and not request.acute:
        raise Refused(
            _("The municipality's decision is missing as a paper. Only an acute admission may wait for it."),
            "paper",
        )
