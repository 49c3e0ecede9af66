from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import CARE, Role
from documents.kinds import Kind, register
from journal.daysheet.models import DaySheet

DAY_SHEET = "day_sheet"
# It names all who lived in the house; who has moved since is no longer everybody's (ACC-1).
SHOWN = timedelta(days=7)


def of_units_seen(user, on):
    """Sheets of the last days for those who may open the unit's board; later the director alone."""
    if user.role not in CARE:
        return None
    sheets = DaySheet.objects.visible_to(user, on=on)
    if user.role != Role.DIRECTOR:
        sheets = sheets.filter(day__gt=on - SHOWN)
    return Q(pk__in=sheets.values("document"))


def children_on(document):
    return DaySheet.objects.values_list("children", flat=True).get(document=document)


register(
    Kind(
        DAY_SHEET,
        _("day sheet"),
        "documents/day_sheet.html",
        of_units_seen,
        receipt=False,
        children=children_on,
    )
)
