"""An acute place in day care (akutplads): the municipality applies, the centre keeps an eye on it (PLC-7)."""

from django.urls import reverse

from core import mail
from core.acting import command
from placements.daily import rules
from placements.daily.lifecycle import DAY_CARE
from placements.daily.models import DayCareApplication

CENTRES_TOWN = "Nuuk"
DAY_CARE_KIND = "day_care"


def is_from_elsewhere(municipality):
    return municipality.seat.strip().casefold() != CENTRES_TOWN.casefold()


@command
def ask(placement, *, needed_from, note, by, at):
    """Asks the municipality to apply; its caseworkers are told that something awaits."""
    rules.check_needed(placement)
    application = DayCareApplication.objects.create(placement=placement, needed_from=needed_from, note=note)
    path = reverse("placements:day_care_apply", args=[application.pk])
    for person in placement.municipality.caseworkers.working():
        mail.tell(person, key=f"day-care:{application.pk}:{person.pk}", at=at, path=path)
    return application


@command
def apply(application, *, applied_on, by, on):
    rules.check_applied(application, applied_on, by=by, on=on)
    return DAY_CARE.move(application, "apply", by=by, applied_on=applied_on)


@command
def answer(application, *, action, answered_on, begins, note, by, on):
    """`action` is grant, then with the day from which the child has the place, or turn_down."""
    rules.check_answered(application, action, answered_on, begins, by=by, on=on)
    facts = {"answered_on": answered_on, "begins": begins if action == "grant" else None, "note": note}
    return DAY_CARE.move(application, action, by=by, **facts)


@command
def give_up(application, *, note, by, on):
    """The child needs no place any more."""
    DAY_CARE.check(application, "give_up", by=by)
    return DAY_CARE.move(application, "give_up", by=by, note=note, answered_on=on)
