from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.gate import only
from accounts.roles import CARE
from journal.daysheet import services
from journal.daysheet.documents import SHOWN
from journal.daysheet.models import DaySheet
from units.models import Unit


@only(*CARE)
def day_sheet(request, slug):
    """Today's sheet, those of the last days, and a button that makes it anew."""
    now, on = timezone.now(), timezone.localdate()
    unit = get_object_or_404(Unit.objects.visible_to(request.user, on=on), slug=slug)
    if request.method == "POST":
        services.make(unit, day=on, by=request.user, at=now)
        messages.success(request, _("The day sheet is made. In a moment it can be opened and printed."))
        return redirect("journal:day_sheet", slug)
    sheets = DaySheet.objects.visible_to(request.user, on=on).filter(unit=unit, day__gt=on - SHOWN)
    sheets = list(sheets.select_related("document__issued_by").annotate(pages=F("document__file__pages")))
    facts = {"newest": next((sheet for sheet in sheets if sheet.day == on), None), "today": on}
    facts["earlier"] = [sheet for sheet in sheets if sheet is not facts["newest"]]
    return render(request, "journal/daysheet/day_sheet.html", {"unit": unit, **facts})
