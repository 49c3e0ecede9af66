import uuid

from django.db.models import Count, Max, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS, Role
from core import preferences
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.models import Placement
from placements.plans import register, rules, services
from placements.plans.forms import AskForm, CorrectForm, RecordForm, UploadForm
from placements.plans.goals import left_behind
from placements.plans.models import ActionPlan, SubGoal
from placements.plans.standing import standing


@only(*LEADERS)
def plans(request):
    """The register: whose plan is missing or too old, and how often it was asked for."""
    on = timezone.localdate()
    groups = register.gather(request.user, on)
    return render(request, "placements/plans/register.html", {"groups": groups, "today": on})


def _placement(request, pk):
    """The placement, today, and a look at the child's file logged."""
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related("child", "municipality")
    found = get_object_or_404(rows, pk=pk)
    seen(by=request.user, at=timezone.now(), action="plan", child=found.child)
    return found, on


def _versions(placement, on):
    """All versions, newest first, and the one that counts."""
    versions = list(placement.plans.select_related("paper", "recorded_by").order_by("-dated", "-pk"))
    return versions, next((plan for plan in versions if plan.received and plan.received <= on), None)


def _stands(placement, newest, on):
    first_days = preferences.value("placements.action_plan_meeting_days")
    return standing(newest and newest.dated, placement.arrived, first_days, on)


@only(*CARE)
def action_plan(request, pk):
    """The newest plan with its goals; `?version=` shows an earlier one to read."""
    placement, on = _placement(request, pk)
    versions, newest = _versions(placement, on)
    shown = next((plan for plan in versions if str(plan.pk) == request.GET.get("version")), newest)
    return render(
        request,
        "placements/plans/plan.html",
        {
            "placement": placement,
            "versions": versions,
            "newest": newest,
            "shown": shown,
            "stands": _stands(placement, newest, on),
            "running": placement.state == "running",
            "askings": placement.plan_askings.select_related("asked_by"),
            "may_lead": request.user.role in LEADERS,
            **_goals(shown, newest, request.user, on),
            "today": on,
        },
    )


def _goals(plan, newest, user, on):
    """The goals of the plan shown, and what this person may do with them."""
    if plan is None:
        return {"goals": [], "refused": None, "behind": 0, "may_work": False}
    seen_so_far = {"seen": Count("sightings"), "last_seen": Max("sightings__seen_on")}
    sub_goals = SubGoal.objects.annotate(**seen_so_far).order_by("position", "pk")
    goals = plan.goals.prefetch_related(Prefetch("sub_goals", sub_goals)).order_by("position", "pk")
    refused = reason(rules.check_work, plan, by=user, on=on)
    behind = sum(len(sub_goals) for _goal, sub_goals in left_behind(plan, on)) if plan is newest else 0
    return {"goals": goals, "refused": refused, "may_work": refused is None, "behind": behind}


def _back(placement):
    return reverse("placements:action_plan", args=[placement.pk]), _("Action plan")


@only(*LEADERS)
def record_plan(request, pk):
    """A plan that came by mail, with or without its paper."""
    placement, on = _placement(request, pk)
    form = RecordForm(request.POST or None, request.FILES or None, initial={"received": on})

    def record():
        paper, at = form.cleaned_data["paper"], timezone.now()
        facts = {**form.given("dated", "received", "note"), "content": paper and paper.read()}
        services.receive(placement, **facts, by=request.user, at=at, on=on)

    if carried_out(request, form, record, _("The action plan is recorded.")):
        return redirect(_back(placement)[0])
    facts = {"form": form, "placement": placement, "back": _back(placement)}
    return render(request, "placements/plans/record.html", facts)


@only(*LEADERS)
def correct_plan(request, pk):
    on = timezone.localdate()
    rows = ActionPlan.objects.visible_to(request.user, on=on).select_related("placement__child")
    plan = get_object_or_404(rows, pk=pk)
    seen(by=request.user, at=timezone.now(), action="plan", child=plan.placement.child)
    initial = {"dated": plan.dated, "received": plan.received or on, "note": plan.note}
    form = CorrectForm(request.POST or None, initial=initial)

    def correct():
        services.correct(plan, **form.given("dated", "received", "note"), by=request.user, on=on)

    if carried_out(request, form, correct, _("The action plan is corrected.")):
        return redirect(_back(plan.placement)[0])
    title, child = _("Correct the dates"), plan.placement.child.name
    return form_page(request, form, title=title, back=_back(plan.placement), subtitle=child)


@only(*LEADERS)
def ask_for_plan(request, pk):
    """Asks the municipality again; from the register in one tap, otherwise with how and what was said."""
    placement, on = _placement(request, pk)
    form = AskForm(request.POST or None, initial={"key": uuid.uuid4()})

    def ask():
        given = form.given("key", "how", "note")
        services.ask(placement, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, ask, _("It is noted that the action plan was asked for.")):
        return redirect("placements:plans")
    title, subtitle = _("Ask for the action plan"), f"{placement.child.name} · {placement.municipality}"
    back = reverse("placements:plans"), _("Action plans")
    return form_page(request, form, title=title, back=back, subtitle=subtitle, action=_("Note it"))


@only(Role.CASEWORKER)
def municipal_plan(request, pk):
    """The caseworker sends the plan, and sees which versions the centre has."""
    placement, on = _placement(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None)

    def send():
        facts = {"dated": form.cleaned_data["dated"], "content": form.cleaned_data["paper"].read()}
        services.receive(placement, **facts, received=on, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, send, _("The action plan is sent to the centre. Thank you.")):
        return redirect("placements:municipal_plan", pk)
    versions, newest = _versions(placement, on)
    stands = _stands(placement, newest, on)
    facts = {"form": form, "placement": placement, "versions": versions, "newest": newest, "stands": stands}
    return render(request, "placements/plans/municipal.html", facts)
