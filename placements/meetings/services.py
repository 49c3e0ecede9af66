from django.utils.translation import gettext as _

from core import waking
from core.acting import command
from core.refusals import Refused
from placements.meetings import rules
from placements.meetings.models import Meeting


@command
def record(placement, *, key, kind, held, minutes_by, minutes, by, on):
    """Records a meeting that was held; the same key twice is one meeting, and with other words it is refused."""
    rules.check_record(placement, held, on=on)
    facts = {
        "placement": placement,
        "kind_id": kind,
        "held": held,
        "minutes_by": minutes_by,
        "minutes": minutes,
    }
    meeting, _created = Meeting.objects.get_or_create(key=key, defaults=facts)
    if any(getattr(meeting, name) != value for name, value in facts.items()):
        raise Refused(
            _("This meeting is already recorded, with other words. Open the child's page to see it.")
        )
    waking.soon("deadlines.refresh")
    return meeting
