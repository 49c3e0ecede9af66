"""How every page of a request finds it, and what several of them show."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import seen
from accounts.roles import LEADERS, Role
from core.refusals import reason
from visitation import attachments
from visitation.models import Request

SENDERS = (Role.CASEWORKER, *LEADERS)
SENT = _("The request is sent. The centre answers here, and you get an e-mail.")


def visible(request):
    rows = Request.objects.visible_to(request.user, on=timezone.localdate())
    return rows.select_related(
        "municipality", "caseworker", "wanted_unit", "placement", "created_by", "child"
    )


def find(request, pk):
    return get_object_or_404(visible(request), pk=pk)


def looked_at(request, pk):
    seen(by=request.user, at=timezone.now(), action=f"request {pk}")


def listed(found, user):
    """The attachments of a request, for the templates that show them."""
    removable = reason(attachments.check_remove, found, by=user) is None
    return {"attachments": list(found.attachments.listed()), "may_remove": removable}
