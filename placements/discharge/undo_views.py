from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS
from core.pages import carried_out
from placements.discharge import undoing
from placements.discharge.falling import falling
from placements.discharge.forms import UndoForm
from placements.discharge.models import Undone
from placements.finding import placement_of
from placements.models import Undoing

QUESTIONS = {
    Undone.PLAN: lambda: (_("Cancel the planned placement"), _("The child does not come.")),
    Undone.ARRIVAL: lambda: (_("Take the arrival back"), _("The child has not come after all.")),
    Undone.DISCHARGE: lambda: (_("Take the discharge back"), _("The child still lives here.")),
    Undone.ROAD: lambda: (_("Drop the plan for the discharge"), _("The child stays.")),
    Undone.DECISION: lambda: (
        _("Withdraw the decision on the discharge"),
        _("The municipality changed its mind, or it was the wrong paper."),
    ),
}


def _card(placement, what, on, form=None):
    falls = falling(what, placement, on)
    title, meaning = QUESTIONS[what]()
    return {
        "what": what,
        "title": title,
        "meaning": meaning,
        "falls": [fall.sentence for fall in falls if not fall.blocks],
        "refused": " ".join(fall.sentence for fall in falls if fall.blocks),
        "form": _with_what_falls(form, falls, what),
    }


def _with_what_falls(form, falls, what):
    """A form that came back shows what falls now, and asks about that."""
    seen_now = undoing.fingerprint(falls)
    if form is None:
        return UndoForm(initial={"seen": seen_now}, auto_id=f"id_{what}_%s")
    form.data = {**form.data.dict(), "seen": seen_now}
    return form


def _page(request, placement, on, sent=None):
    what, form = sent or (None, None)
    cards = [_card(placement, w, on, form if w == what else None) for w in undoing.possible(placement)]
    past = Undoing.objects.filter(placement=placement).select_related("undone_by")
    facts = {"placement": placement, "cards": cards, "past": past}
    facts["gone"] = form if what and what not in [card["what"] for card in cards] else None
    return render(request, "placements/discharge/undo.html", facts)


@only(*LEADERS)
def undo(request, pk):
    """What can be undone now, and everything that falls with it."""
    placement, _unit, on = placement_of(request, pk)
    seen(by=request.user, at=timezone.now(), action="undo", child=placement.child)
    return _page(request, placement, on)


@only(*LEADERS)
def undo_one(request, pk, what):
    placement, _unit, on = placement_of(request, pk)
    if request.method != "POST" or what not in Undone:
        return redirect("placements:undo", pk)
    form = UndoForm(request.POST, auto_id=f"id_{what}_%s")

    def act():
        given = form.given("reason", "seen")
        undoing.undo(placement, Undone(what), **given, by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, act, _("It is undone, and the reason is kept.")):
        gone = what == Undone.PLAN
        return redirect("placements:children") if gone else redirect("placements:child", placement.child_id)
    return _page(request, placement, on, (what, form))
