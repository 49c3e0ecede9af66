from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.selfcheck import Check, register
from visitation.models import Request


def _numbers(rows):
    return [f"{pk}" for pk in rows.order_by("pk").values_list("pk", flat=True)]


def other_child(on):
    return _numbers(
        Request.objects.filter(Q(placement__isnull=False) & ~Q(cpr=F("placement__child__cpr"))).exclude(
            cpr=""
        )
    )


def other_municipality(on):
    return _numbers(
        Request.objects.filter(placement__isnull=False).exclude(municipality=F("placement__municipality"))
    )


register(
    Check("request_child", _("A request was admitted to the file of another CPR number."), other_child),
    Check(
        "request_municipality",
        _("A placement belongs to another municipality than its request."),
        other_municipality,
    ),
)
