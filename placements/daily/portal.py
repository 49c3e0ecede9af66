from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipalities.portal import Awaiting, register
from placements.daily.queries import day_care_of_municipality


@register
def to_apply_for(user, on):
    """PLC-7: a child under school age from outside Nuuk, for whom the municipality applies."""
    for application in day_care_of_municipality(user, on):
        waited = application.waited(on)
        yield Awaiting(
            title=_("Apply for a day-care place: %(name)s") % {"name": application.placement.child},
            path=reverse("placements:day_care_apply", args=[application.pk]),
            note=_("Needed from %(day)s") % {"day": date_format(application.needed_from)},
            pill=ngettext("%(count)d day", "%(count)d days", waited) % {"count": waited} if waited else "",
            kind="warn",
            due=application.needed_from,
        )
