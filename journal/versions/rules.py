from django.utils import timezone
from django.utils.translation import gettext as _

from core.refusals import Refused
from journal import shield
from journal.models import Entry
from placements.models import Child


def named_in(entry):
    """Numbers of the children whom the observation concerns or names."""
    rows = Entry.objects.filter(key=entry.key, taken_out=False)
    return set(rows.values_list("child", flat=True)) | shield.linked(entry.text + entry.own_words)


def check_open(entry, *, by, at):
    """Who corrects reads the names as they were typed, and so must have typed them or be allowed to see these children.

    What the author wrote first and somebody else corrected since holds that person's words.
    """
    if by.pk == entry.author_id:
        return
    seen = Child.objects.visible_to(by, on=timezone.localdate(at)).values_list("pk", flat=True)
    if named_in(entry) - set(seen):
        raise Refused(
            _("This observation names a child of another unit too. The author or the director corrects it.")
        )
