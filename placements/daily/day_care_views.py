from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS, Role
from core.pages import carried_out, form_page
from placements.daily import day_care
from placements.daily.forms import AnsweredForm, AppliedForm, GivenUpForm, NeededForm
from placements.daily.models import DayCareApplication
from placements.daily.views import back
from placements.finding import placement_of
from placements.models import Placement


def _application(request, pk):
    """Of a placement that the person sees: the caseworker's own municipality, or the children of one's units."""
    on = timezone.localdate()
    mine = Placement.objects.visible_to(request.user, on=on)
    rows = DayCareApplication.objects.filter(placement__in=mine).select_related("placement__child")
    return get_object_or_404(rows, pk=pk), on


@only(*CARE)
def ask_day_care(request, pk):
    placement, _unit, on = placement_of(request, pk)
    form = NeededForm(request.POST or None, initial={"needed_from": max(placement.arrived, on)})

    def ask():
        facts = form.given("needed_from", "note")
        day_care.ask(placement, **facts, by=request.user, at=timezone.now())

    if carried_out(request, form, ask, _("The municipality is asked to apply for a place.")):
        return redirect("placements:daily", placement.pk)
    subtitle = _(
        "The municipality's caseworker sees this in Fnug and applies. We keep an eye on how long it takes."
    )
    title, action = _("Ask for an acute place in day care"), _("Ask the municipality")
    return form_page(request, form, title=title, subtitle=subtitle, back=back(placement), action=action)


@only(*CARE, Role.CASEWORKER)
def day_care_apply(request, pk):
    """The caseworker says that the municipality has applied; the centre may write it down for them."""
    application, on = _application(request, pk)
    placement = application.placement
    seen(by=request.user, at=timezone.now(), action="day_care", child=placement.child)
    form = AppliedForm(request.POST or None, initial={"applied_on": on})

    def apply():
        day_care.apply(application, **form.given("applied_on"), by=request.user, on=on)

    outside = request.user.role == Role.CASEWORKER
    if carried_out(request, form, apply, _("Recorded: the place is applied for.")):
        return redirect("home") if outside else redirect("placements:daily", placement.pk)
    facts = {"name": placement.child, "day": date_format(application.needed_from)}
    subtitle = _("%(name)s needs a place in day care in Nuuk from %(day)s.") % facts
    return form_page(
        request,
        form,
        title=_("Apply for a day-care place"),
        subtitle=f"{subtitle} {'' if outside and application.answered_on else application.note}".strip(),
        back=(reverse("home"), _("To the start page")) if outside else back(placement),
        action=_("It is applied for"),
    )


@only(*LEADERS)
def day_care_answer(request, pk):
    application, on = _application(request, pk)
    form = AnsweredForm(request.POST or None, initial={"answered_on": on})
    names = ("answered_on", "begins", "note")

    def answer():
        facts = {"action": form.cleaned_data["outcome"], **form.given(*names)}
        day_care.answer(application, **facts, by=request.user, on=on)

    if carried_out(request, form, answer, _("The answer is recorded.")):
        return _after(application)
    title = _("The answer about day care")
    return form_page(request, form, title=title, back=back(application.placement))


def _after(application):
    """A granted place is written among the child's schools at once, its name is asked for."""
    if application.begins is None:
        return redirect("placements:daily", application.placement_id)
    page = reverse("placements:add_schooling", args=[application.placement_id])
    return redirect(f"{page}?kind={day_care.DAY_CARE_KIND}&begins={application.begins}")


@only(*LEADERS)
def day_care_give_up(request, pk):
    application, on = _application(request, pk)
    form = GivenUpForm(request.POST or None)

    def give_up():
        day_care.give_up(application, **form.given("note"), by=request.user, on=on)

    if carried_out(request, form, give_up, _("The application is no longer needed.")):
        return redirect("placements:daily", application.placement_id)
    title, action = _("No longer needed"), _("Give up the application")
    return form_page(request, form, title=title, back=back(application.placement), action=action)
