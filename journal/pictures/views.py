from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE
from core.pages import carried_out
from core.refusals import reason
from journal.finding import entry_of
from journal.models import Picture
from journal.pictures import rules, services
from placements.photos.forms import PhotoForm
from placements.photos.serving import inline


@only(*CARE)
def add_picture(request, pk):
    entry, _on = entry_of(request, pk)
    now = timezone.now()
    form = PhotoForm(request.POST or None, request.FILES or None)

    def keep():
        services.add(entry, content=form.content(), by=request.user, at=now)

    if carried_out(request, form, keep, _("The photo is kept.")):
        return redirect("journal:entry", entry.pk)
    refused = reason(rules.check_picture, entry, by=request.user, at=now)
    facts = {"form": form, "entry": entry, "refused": refused}
    return render(request, "journal/pictures/add.html", facts)


def _visible(request, pk, picture):
    entry, on = entry_of(request, pk)
    pictures = Picture.objects.visible_to(request.user, on=on).filter(entry=entry.first)
    return entry, pictures.shown(on).filter(pk=picture)


@only(*CARE)
def picture(request, pk, picture, size):
    """Only of an entry that the person reads, while a consent holds; the large one is a look at the file."""
    entry, pictures = _visible(request, pk, picture)
    found = get_object_or_404(pictures)
    if size == "large":
        seen(by=request.user, at=timezone.now(), action="photo", child=entry.child)
    return inline(found.document_id, size)


@only(*CARE)
@require_POST
def remove_picture(request, pk, picture):
    entry, pictures = _visible(request, pk, picture)
    services.take_away(get_object_or_404(pictures), by=request.user, at=timezone.now())
    messages.success(request, _("The photo is taken away."))
    return redirect(f"{reverse('journal:entry', args=[entry.pk])}#photos")
