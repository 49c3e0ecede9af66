from django.utils.translation import gettext as _

from journal.models import Entry
from placements.discharge.falling import Fall, register
from placements.discharge.models import Undone


@register(Undone.ARRIVAL)
def written(placement, on):
    """An observation says that the child was here."""
    since = Entry.objects.said().filter(child=placement.child_id, happened_at__date__gte=placement.arrived)
    if since.exists():
        yield Fall(_("Observations are written since the arrival."), blocks=True)
