from django.db.models import Case, Exists, F, OuterRef, Q, When

from accounts.models import User
from accounts.roles import CENTRE, Role
from placements.consents.models import Consent, ConsentKind
from units.models import Assignment
from units.queries import worked_in


def photo_shown(on, path=""):
    """The key of a child's photo, or None on a day on which no consent to it holds. `path` leads to the child."""
    holding = Consent.objects.holding(ConsentKind.PHOTO, on).filter(child=OuterRef(f"{path}pk"))
    return Case(When(Exists(holding), then=F(f"{path}photo")))


def portraits_for(user, on):
    """Colleagues whose photo the person sees: of the units where both work; the director sees all (STF-3)."""
    people = User.objects.in_role(*CENTRE)
    if user.role == Role.DIRECTOR:
        return people
    beside = Assignment.objects.on(on).filter(unit__in=worked_in(user, on))
    return people.filter(Q(pk=user.pk) | Q(pk__in=beside.values("person")))
