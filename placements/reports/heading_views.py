from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import Role
from core.pages import carried_out, form_page
from placements.reports import headings
from placements.reports.forms import HEADING, HeadingForm
from placements.reports.models import Heading


@only(Role.DIRECTOR)
def report_headings(request):
    rows = Heading.objects.order_by("-active", "position", "pk")
    return render(request, "placements/reports/headings.html", {"headings": rows})


@only(Role.DIRECTOR)
def add_heading(request):
    return _heading_page(request, Heading(), _("Add a heading"), _("The heading is added."))


@only(Role.DIRECTOR)
def edit_heading(request, pk):
    heading = get_object_or_404(Heading, pk=pk)
    return _heading_page(request, heading, heading.title, _("The heading is changed."))


def _heading_page(request, heading, title, done):
    form = HeadingForm.of(request.POST or None, heading)

    def save():
        headings.save_heading(heading, facts=form.given(*HEADING), by=request.user)

    if carried_out(request, form, save, done):
        return redirect("placements:report_headings")
    back = (reverse("placements:report_headings"), _("Headings of reports"))
    return form_page(request, form, title=title, back=back)


@require_POST
@only(Role.DIRECTOR)
def move_heading(request, pk):
    heading = get_object_or_404(Heading, pk=pk)
    headings.move_heading(heading, up="up" in request.POST, by=request.user)
    return redirect("placements:report_headings")
