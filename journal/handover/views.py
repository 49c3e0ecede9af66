from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.formatting import clock
from core.refusals import Refused
from journal.handover import services
from journal.handover.page import Handover
from journal.handover.turns import with_turns
from units.models import Unit

LONGEST_NUMBER = 18


def _units(request):
    return Unit.objects.visible_to(request.user, on=timezone.localdate())


@only(*CARE)
def handover(request, slug):
    """To be read aloud. Reading it hides nothing."""
    now = timezone.now()
    unit = get_object_or_404(with_turns(_units(request), now), slug=slug)
    page = Handover(unit, request.user, now)
    if page.seen:
        seen(by=request.user, at=now, action="handover", children=page.seen)
    return render(request, "journal/handover/handover.html", {"page": page, "unit": unit})


@require_POST
@only(*CARE)
def take_over(request, slug):
    unit = get_object_or_404(_units(request), slug=slug)
    shift = services.take_over(unit, by=request.user, at=timezone.now())
    messages.success(request, _("You have taken over: %(shift)s.") % {"shift": shift.shift})
    return redirect("journal:handover", slug)


@require_POST
@only(*CARE)
def accept(request, slug):
    """One message, or all that were on the page."""
    unit = get_object_or_404(_units(request), slug=slug)
    numbers = [one for one in request.POST.getlist("entry") if one.isdecimal() and len(one) <= LONGEST_NUMBER]
    try:
        outcome = services.accept(unit, entries=numbers, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        _tell(request, outcome)
    return redirect("journal:handover", slug)


def _tell(request, outcome):
    if outcome.mine:
        said = ngettext("%(n)d message is yours now.", "%(n)d messages are yours now.", outcome.mine)
        messages.success(request, said % {"n": outcome.mine})
    for other in outcome.others:
        about = {"name": other.person.first_name, "time": clock(other.at)}
        messages.info(request, _("%(name)s was first and took it over at %(time)s.") % about)
    if outcome.changed:
        messages.warning(request, _("Something was changed while you were reading. Read it again."))
