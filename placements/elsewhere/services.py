"""The search for another place, by the municipality together with the centre (VIS-8)."""

from django.urls import reverse

from core import mail
from core.acting import command
from placements.elsewhere import rules
from placements.models import PlaceSearch, SearchStep


@command
def begin(placement, *, begins, reason, by, at, on):
    """Asks the municipality to find another place together; its caseworkers are told that something awaits."""
    rules.check_begin(placement, begins=begins, on=on)
    search = PlaceSearch.objects.create(placement=placement, begins=begins, reason=reason, begun_by=by)
    path = reverse("placements:search", args=[search.pk])
    for person in placement.municipality.caseworkers.working():
        mail.tell(person, key=f"search:{search.pk}:{person.pk}", at=at, path=path)
    return search


def _held(search):
    return PlaceSearch.objects.select_for_update(of=("self",)).get(pk=search.pk)


@command
def add_step(search, *, day, text, by, on):
    """What was tried on a day, by whoever writes it. The same step sent twice is one."""
    search = _held(search)
    rules.check_step(search, day, on=on)
    return SearchStep.objects.get_or_create(search=search, on=day, text=text, written_by=by)[0]


@command
def end(search, *, ends, outcome, by, on):
    search = _held(search)
    rules.check_end(search, ends, on=on)
    search.ends, search.outcome = ends, outcome
    search.save(update_fields=["ends", "outcome"])
    return search
