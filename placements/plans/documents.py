from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import CARE
from documents.kinds import Kind, register
from placements.models import Child

ACTION_PLAN = "action_plan"


def _who_care_for_the_child(user, on):
    return Q(child__in=Child.objects.visible_to(user, on=on).values("pk")) if user.role in CARE else None


# The municipality's own paper needs no receipt from the municipality.
register(Kind(ACTION_PLAN, _("action plan"), None, _who_care_for_the_child, receipt=False))
