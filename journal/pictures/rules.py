from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import Refused
from journal import rules
from journal.models import Entry
from placements.photos.rules import check_consent


def check_alone(entry):
    """A photo shows one child, so it stands in an entry about that child and nobody else."""
    if Entry.objects.filter(key=entry.key, taken_out=False).exclude(pk=entry.pk).exists():
        raise Refused(
            _("A photo belongs to an observation about one child. Write one about this child alone.")
        )


def check_picture(entry, *, by, at):
    """Whoever may add to the entry may add a photo, while the parents agree to photos."""
    rules.check_add(entry, by=by, at=at)
    check_alone(entry)
    check_consent(entry.child, on=timezone.localdate(at))
