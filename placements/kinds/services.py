from itertools import count

from django.utils.text import slugify

from core import ordering
from core.acting import command
from placements.kinds import rules
from placements.kinds.models import Family, Kind
from placements.lifecycle import PLACEMENT
from placements.models import Placement

LONGEST_CODE = 20
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def _hold():
    """All kinds; the lists change one act after the other, and who waited reads what the other wrote."""
    list(Kind.objects.select_for_update().order_by("pk"))
    return list(Kind.objects.order_by("position", "pk"))


def code_of(name, taken):
    """A short code from a name: `Ro og læring` gives `ro_og_laering`, a second one `ro_og_laering_2`."""
    root = slugify(name.lower().translate(LETTERS)).replace("-", "_")[:LONGEST_CODE].strip("_") or "kind"
    if root not in taken:
        return root
    tails = (f"_{number}" for number in count(2))
    codes = (root[: LONGEST_CODE - len(tail)] + tail for tail in tails)
    return next(code for code in codes if code not in taken)


@command
def add(*, family, name, by):
    """A new kind at the end of its list; one that has the name already is refused."""
    rules.check_keeper(by=by)
    kinds = _hold()
    last = max((kind.position for kind in kinds if kind.family == family), default=0)
    code = code_of(name, {kind.code for kind in kinds})
    return Kind.objects.create(family=family, code=code, name=name, position=last + 1)


@command
def rename(kind, *, name, by):
    """Its code stays, so that everything of the kind stays what it is."""
    rules.check_keeper(by=by)
    kind.name = name
    kind.save(update_fields=["name"])
    return kind


@command
def take_out(kind, *, by):
    """Nobody can choose it any more; what already has the kind keeps it."""
    rules.check_take_out(kind, by=by)
    return _set_active(kind, False)


@command
def take_back(kind, *, by):
    rules.check_keeper(by=by)
    return _set_active(kind, True)


def _set_active(kind, active):
    kind.active = active
    kind.save(update_fields=["active"])
    return kind


@command
def move(kind, *, up, by):
    """One place up or down in its list; at the end it stays where it is."""
    rules.check_keeper(by=by)
    ordering.step([each for each in _hold() if each.family == kind.family], kind, up=up)


@command
def set_placement_kind(placement, *, kind, by):
    """Ordinary, respite, project or what else the centre's list has; the history keeps the change."""
    PLACEMENT.hold(placement)
    rules.check_placement_kind(placement, Kind.objects.get(family=Family.PLACEMENT, code=kind), by=by)
    Placement.objects.filter(pk=placement.pk).update(kind=kind)
    placement.kind_id = kind
    return placement
