"""What the database already holds that an import can touch."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from municipalities.models import Municipality
from placements.importing import files
from placements.importing.allotting import Place
from placements.importing.checks import Known
from placements.models import Child, Placement, Stay
from units import models as units


def known(*, at):
    """A handful of queries, however many rows there are."""
    return Known(
        today=timezone.localdate(at),
        municipalities=dict(Municipality.objects.values_list("code", "pk")),
        units=_units(),
        children=frozenset(Child.objects.values_list("reference", flat=True)),
        cprs=frozenset(Child.objects.exclude(cpr=None).values_list("cpr", flat=True)),
        placements=frozenset(Placement.objects.values_list("reference", flat=True)),
        caseworkers=_caseworkers(),
        others={file.name: file.known(at) for file in files.registered()},
    )


def _caseworkers():
    found = User.objects.in_role(Role.CASEWORKER).values_list("email", "municipality", "pk")
    return {(email, municipality): pk for email, municipality, pk in found}


def _units():
    taken = defaultdict(list)
    for place, begins, ends in Stay.objects.order_by("begins", "pk").values_list("place", "begins", "ends"):
        if begins != ends:
            taken[place].append((begins, ends or date.max))
    found = {slug: [] for slug in units.Unit.objects.values_list("slug", flat=True)}
    rows = units.Place.objects.order_by("pk").values_list("unit__slug", "pk", "opens", "closes", "emergency")
    for slug, pk, *facts in rows:
        found[slug].append(Place(pk, *facts, taken=taken[pk]))
    return found
