from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused
from municipalities.models import Municipality, Office, OpeningHours
from municipalities.rules import check_keep


@command
def create(*, by, **facts):
    check_keep(by)
    if Municipality.objects.filter(code=facts["code"]).exists():
        raise Refused(_("There is already a municipality of that code."), "code")
    return Municipality.objects.create(**facts)


@command
def edit(municipality, *, by, **facts):
    check_keep(by)
    for name, value in facts.items():
        setattr(municipality, name, value)
    municipality.save(update_fields=[*facts])
    return municipality


@command
def save_office(municipality, office, *, hours, by, **facts):
    """A new office when `office` is None. `hours` gives opening and closing by weekday; others are closed."""
    check_keep(by)
    office = office or Office(municipality=municipality)
    for name, value in facts.items():
        setattr(office, name, value)
    office.save()
    office.hours.exclude(weekday__in=hours).delete()
    for weekday, (opens, closes) in hours.items():
        OpeningHours.objects.update_or_create(
            office=office, weekday=weekday, defaults={"opens": opens, "closes": closes}
        )
    return office


@command
def remove_office(office, *, by):
    check_keep(by)
    office.delete()
