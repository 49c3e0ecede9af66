from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import LEADERS
from documents.kinds import Kind, register
from placements.models import Child

DECISION_PAPER = "decision_paper"


def _leaders_of_the_child(user, on):
    return Q(child__in=Child.objects.visible_to(user, on=on).values("pk")) if user.role in LEADERS else None


register(Kind(DECISION_PAPER, _("the municipality's decision"), None, _leaders_of_the_child, receipt=False))
