from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.models import User
from accounts.roles import CARE, CENTRE
from core.pages import carried_out
from core.refusals import Refused, reason
from placements.finding import child_of
from placements.models import Child
from placements.photos import rules, services
from placements.photos.forms import PhotoForm
from placements.photos.queries import photo_shown, portraits_for
from placements.photos.serving import inline

# Of a child


@only(*CARE)
def photo(request, pk):
    child, on = child_of(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def keep():
        services.set_photo(child, content=form.content(), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, keep, _("The photo is kept.")):
        return redirect("placements:child", child.pk)
    facts = {
        "form": form,
        "child": child,
        "refused": reason(rules.check_photo, child, by=request.user, on=on),
    }
    return render(request, "placements/photos/child.html", facts)


@only(*CARE)
def child_picture(request, pk, size):
    """Only while the file may be opened and a consent holds; the large one is a look at the child's file."""
    on = timezone.localdate()
    rows = Child.objects.visible_to(request.user, on=on).annotate(photo_shown=photo_shown(on))
    child = get_object_or_404(rows, pk=pk, photo_shown__isnull=False)
    if size == "large":
        seen(by=request.user, at=timezone.now(), action="photo", child=child)
    return inline(child.photo_shown, size)


@only(*CARE)
@require_POST
def remove_photo(request, pk):
    child, _on = child_of(request, pk)
    services.remove_photo(child, by=request.user)
    messages.success(request, _("The photo is shown no more."))
    return redirect("placements:child", child.pk)


# Of somebody who works here


def _colleague(request, pk):
    on = timezone.localdate()
    return get_object_or_404(portraits_for(request.user, on), pk=pk), on


@only(*CENTRE)
def portrait(request, pk):
    person, on = _colleague(request, pk)
    if reason(rules.check_portrait, person, by=request.user, on=on):
        raise Http404
    form = PhotoForm(request.POST or None, request.FILES or None)

    def keep():
        services.set_portrait(person, content=form.content(), by=request.user, at=timezone.now(), on=on)

    if carried_out(request, form, keep, _("The photo is kept.")):
        return redirect("placements:portrait", person.pk)
    return render(request, "placements/photos/portrait.html", {"form": form, "colleague": person})


@only(*CENTRE)
def portrait_picture(request, pk, size):
    person, _on = _colleague(request, pk)
    if person.photo_id is None:
        raise Http404
    return inline(person.photo_id, size)


@only(*CENTRE)
@require_POST
def remove_portrait(request, pk):
    person, on = _colleague(request, pk)
    try:
        services.remove_portrait(User.objects.get(pk=person.pk), by=request.user, on=on)
    except Refused as refused:
        raise Http404 from refused
    messages.success(request, _("The photo is shown no more."))
    return redirect("placements:portrait", person.pk)
