from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core import preferences
from core.pages import carried_out, form_page
from core.periods import day_or
from core.working_days import is_day_off
from placements.daily import queries, services
from placements.daily.forms import SCHOOLING, MarkForm, SchoolingFacts, SchoolingForm
from placements.daily.models import Schooling
from placements.daily.preferences import SCHOOL_AGE
from placements.enums import PlacementState
from placements.finding import placement_of
from units.models import Unit

ONE_DAY, A_MONTH = timedelta(days=1), timedelta(days=30)


def _day(text, otherwise):
    day = day_or(text, otherwise)
    return day if day.year <= otherwise.year + 1 else otherwise


def _unit(request, slug):
    on = timezone.localdate()
    return get_object_or_404(Unit.objects.visible_to(request.user, on=on), slug=slug), on


@only(*CARE)
def attendance(request, slug):
    """Who got where today, one tap for each child; other days through `?on=`."""
    unit, on = _unit(request, slug)
    day = min(_day(request.GET.get("on"), on), on)
    found = queries.board(unit, request.user, day=day, on=on)
    facts = {
        "before": day - ONE_DAY,
        "after": day + ONE_DAY if day < on else None,
        "day_off": is_day_off(day),
    }
    return render(
        request, "placements/daily/attendance.html", {"unit": unit, "board": found, "today": on, **facts}
    )


@require_POST
@only(*CARE)
def mark(request, slug, pk):
    unit, on = _unit(request, slug)
    schoolings = Schooling.objects.visible_to(request.user, on=on)
    schooling = get_object_or_404(schoolings.select_related("placement"), pk=pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise Http404
    day, state = form.cleaned_data["on"], form.cleaned_data["state"]
    if state:
        facts = {"reason": form.given_reason(), "at": timezone.now(), "on": on}
        services.mark(schooling, day=day, state=state, **facts, by=request.user)
    else:
        services.unmark(schooling, day=day, by=request.user)
    if not request.htmx:
        return redirect(f"{reverse('placements:attendance', args=[slug])}?on={day}#school-{pk}")
    found = queries.board(unit, request.user, day=day, on=on)
    row = next((row for row in found.rows if row.schooling.pk == pk), None)
    facts = {"unit": unit, "board": found, "row": row, "swapped": True, "today": on}
    return render(request, "placements/daily/_row.html", facts)


@only(*CARE)
def daily(request, pk):
    """Where the child goes, how the last month went, who it was away with, and the application for day care."""
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="daily", child=placement.child)
    applications = list(placement.day_care_applications.all())
    facts = {
        "placement": placement,
        "unit": unit,
        "month": queries.summary(placement, on - A_MONTH, on + ONE_DAY),
        "schoolings": placement.schoolings.select_related("kind").order_by("-begins", "-pk"),
        "absences": placement.absences.order_by("-begins", "-pk"),
        "applications": [(application, application.waited(on)) for application in applications],
        "may_ask": not any(a.state in ("needed", "applied") for a in applications),
        "small": placement.child.age_on(on) < preferences.value(SCHOOL_AGE),
        "open": placement.state in (PlacementState.PLANNED, PlacementState.RUNNING),
        "today": on,
    }
    return render(request, "placements/daily/daily.html", facts)


def back(placement):
    return reverse("placements:daily", args=[placement.pk]), placement.child.name


@only(*CARE)
def add_schooling(request, pk):
    placement, _unit, on = placement_of(request, pk)
    asked = {name: request.GET[name] for name in ("kind", "begins") if name in request.GET}
    form = SchoolingForm(request.POST or None, initial={"begins": on, **asked})

    def add():
        services.add_schooling(placement, **form.given(*SCHOOLING), by=request.user)

    if carried_out(request, form, add, _("Saved.")):
        return redirect("placements:daily", placement.pk)
    return form_page(request, form, title=_("Where the child goes by day"), back=back(placement))


@only(*CARE)
def change_schooling(request, pk):
    rows = Schooling.objects.visible_to(request.user, on=timezone.localdate())
    schooling = get_object_or_404(rows.select_related("placement__child", "kind"), pk=pk)
    seen(by=request.user, at=timezone.now(), action="daily", child=schooling.placement.child)
    names = ("name", "phone", "weekdays")
    initial = {**{name: getattr(schooling, name) for name in names}, "last": schooling.last_day}
    form = SchoolingFacts(request.POST or None, initial=initial)

    def change():
        services.change_schooling(schooling, **form.given(*names, "ends"), by=request.user)

    if carried_out(request, form, change, _("Saved.")):
        return redirect("placements:daily", schooling.placement_id)
    subtitle = _("If the weekdays change from a day on, end this one and add a new one: what was stays true.")
    return form_page(request, form, title=schooling.name, back=back(schooling.placement), subtitle=subtitle)
