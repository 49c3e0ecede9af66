from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.roles import LEADERS
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from documents.models import Document
from placements.models import Child
from placements.whole_file.documents import WHOLE_FILE
from placements.whole_file.parts import shown
from placements.whole_file.registry import collected


@command
def ask(child, *, key, reason, by, at, on):
    """Freezes everything that the person may see of the child as one document; a worker makes the PDF.

    The reason stands in the file, and the look is logged (ACC-2). The same key twice is one document.
    Raises Refused for anybody but the director and leaders of the child's unit, and without a reason.
    """
    Child.objects.select_for_update().get(pk=child.pk)
    if by.role not in LEADERS or not Child.objects.visible_to(by, on=on).filter(pk=child.pk).exists():
        raise Refused(_("Only the director and the leaders of the child's unit take out the whole file."))
    if not reason.strip():
        raise Refused(_("Say what the file is needed for."), "reason")
    made = Document.objects.filter(kind=WHOLE_FILE, child=child, issued_by=by, data__key=str(key)).first()
    if made:
        return made
    seen(by=by, at=at, action=WHOLE_FILE, child=child)
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"title": _("Whole file"), "data": _data(child, key, reason, by, at, on)}
    return documents.issue(kind=WHOLE_FILE, child=child, by=by, at=at, **facts)


def _data(child, key, reason, by, at, on):
    return {
        "key": str(key),
        "child": child.name,
        "asked_by": by.full_name,
        "asked_at": shown(at),
        "reason": reason,
        "sections": list(collected(child, by, on)),
    }
