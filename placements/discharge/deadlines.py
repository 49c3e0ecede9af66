from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import preferences
from deadlines.registry import Obligation, Rule, end_of, register
from placements.discharge.documents import answer_by
from placements.discharge.preferences import TURNING_MONTHS
from placements.discharge.turning import eighteenth, turning
from placements.enums import PlacementState
from placements.models import Placement
from placements.owed import running, unit_on
from placements.page import stays_in_order
from units.queries import leaders_of

TWO_YEARS = 731


def unconfirmed(at):
    """PLC-13: the municipality has not confirmed the final report, as known at that time."""
    on = timezone.localdate(at)
    leaders, working = cache(lambda unit: tuple(leaders_of(unit, on))), _caseworkers()
    silent = Q(receipt=None) | Q(receipt__confirmed_at__gt=at)
    ended = Placement.objects.filter(silent, state=PlacementState.ENDED, discharged__lte=on)
    for placement in ended.prefetch_related("stays__place__unit").order_by("pk"):
        due, stays = answer_by(placement), stays_in_order(placement)
        own = [p for p in working if p.municipality_id == placement.municipality_id]
        own = [p for p in own if p.pk == placement.caseworker_id] or own
        yield Obligation(
            rule="PLC-13",
            key=f"PLC-13:{placement.pk}:{due}",
            due=end_of(due),
            owners=(*(leaders(stays[-1].place.unit) if stays else ()), *own),
            path=reverse("placements:receipt", args=[placement.pk]),
            child_id=placement.child_id,
        )


def _caseworkers():
    return list(User.objects.in_role(Role.CASEWORKER))


def coming_of_age(at):
    """PLC-14: a placement ends on the 18th birthday at the latest; the unit's leaders see it months ahead."""
    on = timezone.localdate(at)
    leaders = cache(lambda unit: tuple(leaders_of(unit, on)))
    for placement in turning(running(on), on, preferences.value(TURNING_MONTHS)):
        unit = unit_on(placement, on)
        if unit is None:
            continue
        birthday = eighteenth(placement.child.born)
        yield Obligation(
            rule="PLC-14",
            key=f"PLC-14:{placement.pk}:{birthday}",
            due=end_of(birthday),
            owners=leaders(unit),
            path=reverse("placements:discharge", args=[placement.pk]),
            child_id=placement.child_id,
        )


register(Rule("PLC-13", _("The municipality's receipt after a discharge"), unconfirmed))
register(Rule("PLC-14", _("The child turns 18"), coming_of_age, days_ahead=TWO_YEARS))
