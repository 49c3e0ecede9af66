from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.pages import carried_out, form_page
from core.refusals import reason
from placements.kinds import rules, services
from placements.kinds.forms import KindForm, NewKindForm, PlacementKindForm
from placements.kinds.models import Family, Kind
from placements.models import Placement


def _lists(user):
    kinds = list(Kind.objects.order_by("position", "pk"))
    for kind in kinds:
        kind.refused = reason(rules.check_take_out, kind, by=user)
    return [(family, [kind for kind in kinds if kind.family == family]) for family in Family]


@only(Role.DIRECTOR)
def kinds(request):
    """What kinds of placement, meeting and schooling the centre has."""
    return render(request, "placements/kinds/list.html", {"lists": _lists(request.user)})


def _back(family=None):
    return reverse("placements:kinds") + (f"#{family}" if family else "")


@only(Role.DIRECTOR)
def add_kind(request):
    form = NewKindForm(request.POST or None, initial={"family": request.GET.get("family")})

    def add():
        services.add(**form.given("family", "name"), by=request.user)

    if carried_out(request, form, add, _("The kind is added and can be chosen.")):
        return redirect(_back(form.cleaned_data["family"]))
    return form_page(request, form, title=_("A new kind"), back=(_back(), _("Kinds")), action=_("Add"))


def _kind(pk):
    return get_object_or_404(Kind, pk=pk)


@only(Role.DIRECTOR)
def rename_kind(request, pk):
    kind = _kind(pk)
    form = KindForm(request.POST or None, initial={"name": kind.name})

    def rename():
        services.rename(kind, **form.given("name"), by=request.user)

    if carried_out(request, form, rename, _("The kind is renamed.")):
        return redirect(_back(kind.family))
    return form_page(request, form, title=_("Rename a kind"), back=(_back(), _("Kinds")), subtitle=kind.name)


@require_POST
@only(Role.DIRECTOR)
def move_kind(request, pk):
    kind = _kind(pk)
    services.move(kind, up=request.POST.get("where") == "up", by=request.user)
    return redirect(_back(kind.family))


@require_POST
@only(Role.DIRECTOR)
def take_out_kind(request, pk):
    kind = services.take_out(_kind(pk), by=request.user)
    messages.success(request, _("“%(name)s” can no longer be chosen.") % {"name": kind.name})
    return redirect(_back(kind.family))


@require_POST
@only(Role.DIRECTOR)
def take_back_kind(request, pk):
    kind = services.take_back(_kind(pk), by=request.user)
    messages.success(request, _("“%(name)s” can be chosen again.") % {"name": kind.name})
    return redirect(_back(kind.family))


@only(*LEADERS)
def placement_kind(request, pk):
    on = timezone.localdate()
    rows = Placement.objects.visible_to(request.user, on=on).select_related("child")
    placement = get_object_or_404(rows, pk=pk)
    seen(by=request.user, at=timezone.now(), action="kind", child=placement.child)
    initial = {"kind": placement.kind_id}
    form = PlacementKindForm(request.POST or None, placement=placement, initial=initial)

    def change():
        services.set_placement_kind(placement, **form.given("kind"), by=request.user)

    if carried_out(request, form, change, _("The kind of placement is saved.")):
        return redirect("placements:child", placement.child_id)
    back = reverse("placements:child", args=[placement.child_id]), placement.child.name
    return form_page(request, form, title=_("Kind of placement"), back=back, subtitle=placement.reference)
