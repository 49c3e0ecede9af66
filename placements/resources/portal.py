from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.portal import Awaiting, register
from placements.resources.models import ResourceState
from placements.resources.queries import applications_of


@register
def to_answer(user, on):
    """BIL-11: the municipality grants or refuses extra resources."""
    rows = applications_of(user, on).filter(state=ResourceState.APPLIED)
    for application in rows.order_by("applied_at", "pk"):
        applied = timezone.localdate(application.applied_at)
        yield Awaiting(
            title=_("Answer about extra resources: %(name)s") % {"name": application.placement.child},
            path=reverse("placements:answer_resources", args=[application.pk]),
            note=_("Applied for on %(day)s") % {"day": date_format(applied)},
            kind="warn",
        )
