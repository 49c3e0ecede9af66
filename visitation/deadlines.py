from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deadlines.registry import Obligation, Rule, register
from visitation.clock import answer_clock
from visitation.committee import members
from visitation.models import Request


def unanswered(at):
    """VIS-4: a request that was sent awaits the committee's first answer."""
    committee, due = tuple(members(at)), answer_clock()
    for request in Request.objects.filter(state="submitted", submitted_at__lte=at).order_by("pk"):
        yield Obligation(
            rule="VIS-4",
            key=f"VIS-4:{request.pk}:{request.submitted_at:%Y%m%d%H%M}",
            due=due(request),
            owners=committee,
            path=reverse("visitation:detail", args=[request.pk]),
        )


register(Rule("VIS-4", _("Answer a request for placement"), unanswered))
