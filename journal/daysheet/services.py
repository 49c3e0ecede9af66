"""Day sheets are made at six by Fnug itself, and whenever somebody asks for one (JRN-9)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from journal.daysheet import content
from journal.daysheet.documents import DAY_SHEET
from journal.daysheet.models import DaySheet
from units.models import Unit


@command
def make(unit, *, day, by, at):
    """A new sheet of the day with the next number."""
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    _one_after_the_other(unit)
    placements = content.living_in(unit, day)
    if not placements:
        raise Refused(_("Nobody lives here today, so there is nothing for a day sheet to say."))
    return _issue(unit, placements, day, by, at)


@command
def make_of_the_morning(unit, *, day, since, by, at):
    """The one of six o'clock, unless there is one made `since` then; two runs at once make one."""
    _one_after_the_other(unit)
    placements = content.living_in(unit, day)
    if not placements or DaySheet.objects.filter(unit=unit, day=day, document__issued_at__gte=since).exists():
        return None
    return _issue(unit, placements, day, by, at)


def _one_after_the_other(unit):
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _issue(unit, placements, day, by, at):
    number = DaySheet.objects.filter(unit=unit, day=day).count() + 1
    data = content.told(unit, placements, day=day, at=at, number=number)
    title = gettext_lazy("Day sheet %(unit)s %(date)s") % data
    document = documents.issue(kind=DAY_SHEET, title=title, data=data, by=by, at=at)
    children = [placement.child_id for placement in placements]
    return DaySheet.objects.create(unit=unit, day=day, number=number, document=document, children=children)
