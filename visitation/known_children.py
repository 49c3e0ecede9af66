"""A child is searched for before a file is made, so that no child gets two."""

from django.db.models import Q

from accounts.roles import Role
from core import cpr
from core.refusals import Refused
from core.sorting import sort_key
from placements.models import Child
from visitation.models import Request
from visitation.queries import OPEN, sits_in_committee

SHOWN = 6


def within_reach(user, on):
    """The children whom this person may recognise: the committee all, others those they may know of anyway."""
    if sits_in_committee(user, on):
        return Child.objects.all()
    if user.role == Role.CASEWORKER:
        return Child.objects.filter(placements__municipality=user.municipality_id).distinct()
    return Child.objects.visible_to(user, on=on)


def _number(text):
    try:
        cpr.born(text)
    except Refused:
        return ""
    return cpr.digits(text)


def search(*, name, number, user, on, but=None):
    """Children and open requests that fit what was written so far."""
    number = _number(number)
    children = within_reach(user, on).alike(name=name, cpr=number, born=cpr.born(number) if number else None)
    requests = Request.objects.visible_to(user, on=on).filter(cpr=number, state__in=OPEN).exclude(pk=but)
    return {
        "children": list(children.order_by("sort_name", "pk")[:SHOWN]),
        "requests": list(requests.order_by("pk")[:SHOWN]) if number else [],
    }


def candidates(request):
    """Children with a file here who may be this one although the CPR number does not say so."""
    if request.child_id or Child.objects.filter(cpr=request.cpr).exists():
        return Child.objects.none()
    same = Q(born=request.born) | Q(sort_name=sort_key(request.child_name))
    return Child.objects.filter(same, cpr__isnull=True).order_by("sort_name", "pk")
