from operator import attrgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.plans import goals, rules
from placements.plans.forms import CloseForm, GoalForm, SignForm, SubGoalForm
from placements.plans.models import ActionPlan, Goal, SubGoal

PER_PAGE = 30


def _find(request, model, path, pk):
    """A plan, goal or sub-goal of a child whose file the person may open; `path` leads to its child."""
    on = timezone.localdate()
    rows = model.objects.visible_to(request.user, on=on).select_related(path)
    found = get_object_or_404(rows, pk=pk)
    child = attrgetter(path.replace("__", "."))(found)
    seen(by=request.user, at=timezone.now(), action="plan", child=child)
    return found, on


def _plan(request, pk):
    return _find(request, ActionPlan, "placement__child", pk)


def _goal(request, pk):
    return _find(request, Goal, "plan__placement__child", pk)


def _sub_goal(request, pk):
    return _find(request, SubGoal, "goal__plan__placement__child", pk)


def _page(plan, goal=None):
    """The plan's page, at the goal that one came from."""
    return reverse("placements:action_plan", args=[plan.placement_id]) + (f"#goal-{goal.pk}" if goal else "")


def _form_page(request, form, plan, title):
    return form_page(
        request, form, title=title, back=(_page(plan), _("Action plan")), subtitle=plan.placement.child.name
    )


@only(*CARE)
def add_goal(request, pk):
    plan, on = _plan(request, pk)
    form = GoalForm(request.POST or None)

    def add():
        goals.add_goal(plan, **form.given("text"), by=request.user, on=on)

    if carried_out(request, form, add, _("The goal is added.")):
        return redirect(_page(plan, plan.goals.last()))
    return _form_page(request, form, plan, _("A new goal"))


@only(*CARE)
def edit_goal(request, pk):
    goal, on = _goal(request, pk)
    form = GoalForm(request.POST or None, initial={"text": goal.text})

    def edit():
        goals.edit_goal(goal, **form.given("text"), by=request.user, on=on)

    if carried_out(request, form, edit, _("Saved.")):
        return redirect(_page(goal.plan, goal))
    return _form_page(request, form, goal.plan, _("Edit the goal"))


@only(*CARE)
def add_sub_goal(request, pk):
    goal, on = _goal(request, pk)
    form = SubGoalForm(request.POST or None)

    def add():
        goals.add_sub_goal(goal, **form.given("text", "signs"), by=request.user, on=on)

    if carried_out(request, form, add, _("The sub-goal is added.")):
        return redirect(_page(goal.plan, goal))
    return _form_page(request, form, goal.plan, _("A new sub-goal"))


@only(*CARE)
def edit_sub_goal(request, pk):
    sub_goal, on = _sub_goal(request, pk)
    form = SubGoalForm(request.POST or None, initial={"text": sub_goal.text, "signs": sub_goal.signs})

    def edit():
        goals.edit_sub_goal(sub_goal, **form.given("text", "signs"), by=request.user, on=on)

    if carried_out(request, form, edit, _("Saved.")):
        return redirect(_page(sub_goal.goal.plan, sub_goal.goal))
    return _form_page(request, form, sub_goal.goal.plan, _("Edit the sub-goal"))


@require_POST
@only(*CARE)
def move_goal(request, pk):
    goal, on = _goal(request, pk)
    goals.move_goal(goal, up=request.POST.get("where") == "up", by=request.user, on=on)
    return redirect(_page(goal.plan, goal))


@require_POST
@only(*CARE)
def move_sub_goal(request, pk):
    sub_goal, on = _sub_goal(request, pk)
    goals.move_sub_goal(sub_goal, up=request.POST.get("where") == "up", by=request.user, on=on)
    return redirect(_page(sub_goal.goal.plan, sub_goal.goal))


@only(*CARE)
def close_sub_goal(request, pk):
    sub_goal, on = _sub_goal(request, pk)
    form = CloseForm(request.POST or None, initial={"closed_on": on})

    def close():
        given = form.cleaned_data
        facts = {"action": given["outcome"], "closed_on": given["closed_on"]}
        goals.close(sub_goal, **facts, by=request.user, on=on)

    if carried_out(request, form, close, _("The sub-goal is concluded.")):
        return redirect(_page(sub_goal.goal.plan, sub_goal.goal))
    plan, back = sub_goal.goal.plan, (_page(sub_goal.goal.plan), _("Action plan"))
    title, refused = _("Conclude a sub-goal"), reason(rules.check_work, plan, by=request.user, on=on)
    if refused and request.method == "GET":
        messages.warning(request, refused)
    return form_page(request, form, title=title, back=back, subtitle=sub_goal.text, action=_("Conclude"))


@require_POST
@only(*CARE)
def reopen_sub_goal(request, pk):
    sub_goal, on = _sub_goal(request, pk)
    goals.reopen(sub_goal, by=request.user, on=on)
    messages.success(request, _("The sub-goal is worked on again."))
    return redirect(_page(sub_goal.goal.plan, sub_goal.goal))


@require_POST
@only(*CARE)
def carry_over(request, pk):
    plan, on = _plan(request, pk)
    goals.carry_over(plan, by=request.user, on=on)
    messages.success(request, _("The open goals are carried over."))
    return redirect(_page(plan))


@only(*CARE)
def sub_goal(request, pk):
    """One sub-goal: a short form for a sign seen today, and below it what was seen, newest first."""
    found, on = _sub_goal(request, pk)
    placement = found.goal.plan.placement
    form = SignForm(request.POST or None, initial={"seen_on": on})

    def note():
        given = form.given("key", "seen_on", "note")
        goals.note_sign(found, **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, note, _("The sign is noted.")):
        return redirect("placements:sub_goal", pk)
    rows = found.sightings.select_related("seen_by").order_by("-seen_on", "-pk")
    facts = {"sub_goal": found, "placement": placement, "form": form, "today": on}
    facts["refused"] = reason(rules.check_sign, found, by=request.user)
    facts["page"] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "placements/plans/sub_goal.html", facts)
