from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from municipalities.portal import Awaiting, register
from placements.elsewhere.queries import searches_of


@register
def places_to_find(user, on):
    """VIS-8: the centre asks the municipality to find another place together."""
    for search in searches_of(user, on).filter(ends__isnull=True).order_by("begins", "pk"):
        days = search.days_on(on)
        yield Awaiting(
            title=_("Find another place together: %(name)s") % {"name": search.placement.child},
            path=reverse("placements:search", args=[search.pk]),
            note=_("The centre has found that the child falls outside its target group."),
            pill=ngettext("%(count)d day", "%(count)d days", days) % {"count": days},
            kind="warn",
        )
