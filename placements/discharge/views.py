from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS
from core import preferences
from core.pages import carried_out
from core.refusals import reason
from placements.discharge import rules, services, turning
from placements.discharge.checklist import points
from placements.discharge.forms import FORMS, LeaveForm, PlanForm, form_of
from placements.discharge.models import Discharge
from placements.discharge.preferences import TURNING_MONTHS
from placements.enums import PlacementState
from placements.finding import placement_of
from placements.models import Placement

RUNNING = PlacementState.RUNNING
PLAN_ID, LEAVE_ID = "id_plan_%s", "id_leave_%s"


def _road(placement):
    return Discharge.objects.filter(placement=placement).select_related("follows", "summary").first()


def _cards(placement, road, unit, on, *, sent=None):
    """Every point with its form; `sent` is the point and the form that was just sent."""
    cards = []
    for point in points(road, rules.known(placement), road.planned_for) if road else ():
        form = None
        if point.key in FORMS and placement.state == RUNNING:
            form = sent[1] if sent and sent[0] == point.key else form_of(point.key, None, road, unit, on)
        cards.append({"point": point, "form": form})
    return cards


def _page(request, placement, unit, on, *, plan=None, leave=None, sent=None, status=200):
    road = _road(placement)
    if road:
        road.placement = placement
    cards = _cards(placement, road, unit, on, sent=sent)
    initial = {"planned_for": road and road.planned_for}
    leaves = min(road.planned_for, on) if road else on
    facts = {
        "placement": placement,
        "unit": unit,
        "road": road,
        "cards": cards,
        "open": [card["point"] for card in cards if card["point"].missing],
        "plan": plan or PlanForm(initial=initial, auto_id=PLAN_ID),
        "leave": leave or LeaveForm(initial={"left_on": leaves}, auto_id=LEAVE_ID),
        "refused": road and reason(rules.check_points, placement, road, leaves),
        "running": placement.state == RUNNING,
        "intake": getattr(placement, "intake", None),
        "contacts": placement.contact_persons.on(on).select_related("person"),
        "statement": rules.statement_of(placement),
        "today": on,
    }
    template = (
        "placements/discharge/_saved.html" if sent and request.htmx else "placements/discharge/plan.html"
    )
    if sent and request.htmx:
        facts["changed"] = _changed(cards, sent, status)
    return render(request, template, facts, status=status)


def _changed(cards, sent, status):
    """The card that was sent; where the child goes decides what the journey asks for, so that one comes along."""
    keys = [sent[0], "journey"] if sent[0] == "destination" and status == 200 else [sent[0]]
    return [card for card in cards if card["point"].key in keys]


@only(*LEADERS)
def discharge(request, pk):
    """The checklist of a discharge; sending the page's own form plans it, or moves its date."""
    placement, unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="discharge", child=placement.child)
    form = PlanForm(request.POST, auto_id=PLAN_ID) if request.method == "POST" else None

    def plan():
        services.plan(placement, **form.given("planned_for"), by=request.user)

    if form and carried_out(request, form, plan, _("The discharge is planned.")):
        return redirect("placements:discharge", pk)
    return _page(request, placement, unit, on, plan=form)


@only(*LEADERS)
def discharge_point(request, pk, point):
    """Saves one point of the checklist, and nothing else."""
    placement, unit, on = placement_of(request, pk)
    road = _road(placement)
    if request.method != "POST" or road is None or point not in FORMS:
        return redirect("placements:discharge", pk)
    road.placement = placement
    form = form_of(point, request.POST, road, unit, on)

    def save():
        services.save_point(road, point, facts=form.given(*services.POINTS[point]), by=request.user, on=on)

    if not (form.is_valid() and form.does(save)):
        return _page(request, placement, unit, on, sent=(point, form), status=422 if request.htmx else 200)
    if request.htmx:
        return _page(request, placement, unit, on, sent=(point, form_of(point, None, road, unit, on)))
    messages.success(request, _("Saved."))
    return redirect("placements:discharge", pk)


@only(*LEADERS)
def leave(request, pk):
    """Discharges the child."""
    placement, unit, on = placement_of(request, pk)
    if request.method != "POST":
        return redirect("placements:discharge", pk)
    form = LeaveForm(request.POST, auto_id=LEAVE_ID)

    def act():
        services.leave(placement, **form.given("left_on"), by=request.user, at=timezone.now(), on=on)

    done = _("%(name)s is discharged, and the municipality gets the summary.") % {"name": placement.child}
    if carried_out(request, form, act, done):
        return redirect("placements:child", placement.child_id)
    return _page(request, placement, unit, on, leave=form)


@only(*LEADERS)
def turning_18(request):
    """Who turns 18 within the months ahead (PLC-14)."""
    on = timezone.localdate()
    visible = Placement.objects.visible_to(request.user, on=on).running().with_unit(on=on)
    months = preferences.value(TURNING_MONTHS)
    rows = list(turning.turning(visible, on, months).select_related("discharge"))
    for row in rows:
        row.birthday = turning.eighteenth(row.child.born)
        row.days = (row.birthday - on).days
        row.road = getattr(row, "discharge", None)
    return render(request, "placements/discharge/turning_18.html", {"rows": rows, "months": months})
