"""The order of the waiting list: acute first, then the committee's priority, then who asked first (VIS-6)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def place_of(request):
    return (not request.acute, request.priority, request.submitted_at, request.pk)


def ranked(requests):
    return sorted(requests, key=place_of)


def why(request, above):
    """Why a request stands just here: what sets it apart from the one above."""
    if above is None:
        return _first(request)
    if request.acute != above.acute:
        return _("Not acute, so after those that are.")
    if request.priority != above.priority:
        return _("%(priority)s, so after those with a higher one.") % {
            "priority": request.get_priority_display().capitalize()
        }
    return _("Sent %(day)s, after the one above.") % {"day": _sent(request)}


def _first(request):
    if request.acute:
        return _("Acute, and sent first: %(day)s.") % {"day": _sent(request)}
    return _("%(priority)s, and sent first: %(day)s.") % {
        "priority": request.get_priority_display().capitalize(),
        "day": _sent(request),
    }


def _sent(request):
    return date_format(timezone.localdate(request.submitted_at))


def suits(request, unit, on):
    """Whether a free place of the unit is for this child: by age, and by the wish when there is one."""
    day = max(request.wanted_from or on, on)
    return request.wanted_unit_id in (None, unit.pk) and unit.fits(request.born, day)
