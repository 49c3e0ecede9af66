"""The whole file as a document: for the director, and for the leader who asked for it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from documents.kinds import Kind, register
from placements.models import Child
from placements.whole_file import sections  # noqa: F401  register what the file holds

WHOLE_FILE = "whole_file"


def _who_asked(user, on):
    if user.role == Role.DIRECTOR:
        return Q()
    if user.role != Role.UNIT_LEADER:
        return None
    return Q(issued_by=user, child__in=Child.objects.visible_to(user, on=on).values("pk"))


register(Kind(WHOLE_FILE, _("whole file"), "documents/whole_file.html", _who_asked, receipt=False))
