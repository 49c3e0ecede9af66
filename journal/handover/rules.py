from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from core.refusals import Refused
from units.models import Unit


def check_here(unit, *, by, at):
    """Whoever sees the unit's board takes over its shifts (JRN-5)."""
    if not Unit.objects.visible_to(by, on=timezone.localdate(at)).filter(pk=unit.pk).exists():
        raise Refused(_("Those who work in the unit take over its shifts."))


def check_accept(message, change, *, by):
    """Somebody of a later shift than the one that wrote it takes over a message, never its author in the same one.

    What was written after the change, by somebody of the shift before who is still there, is for those who have come.
    So is a correction of words that somebody has taken over already.
    """
    entry = message.entry
    if entry.author_id == by.pk and entry.received_at >= change.running.begins:
        raise Refused(_("You wrote this in your own shift. Somebody of the next shift takes it over."))
    if entry.received_at < change.to.begins or message.earlier or change.is_still_before(entry.author_id):
        return
    ends = time_format(timezone.localtime(change.to.ends))
    raise Refused(_("This is for the next shift, which begins at %(time)s.") % {"time": ends})
