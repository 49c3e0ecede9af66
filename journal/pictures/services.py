from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.acting import command
from core.refusals import Refused
from journal import rules as diary
from journal.models import Entry, Picture
from journal.pictures import rules
from journal.pictures.documents import DIARY_PHOTO
from placements.photos.services import receive


@command
def add(entry, *, content, by, at):
    """Keeps a photo with an entry about one child (`content` are the file's bytes), made anew and small.

    Raises Refused without a consent, for what is no photo, and for one that is there already.
    """
    rules.check_picture(entry, by=by, at=at)
    first = Entry.objects.select_for_update().get(pk=entry.first.pk)
    title = gettext_lazy("Photo in the diary")
    document = receive(content, kind=DIARY_PHOTO, title=title, child=first.child, by=by, at=at)
    if first.pictures.filter(document__file__sha256=document.file.sha256).exists():
        raise Refused(_("This photo is here already."), "photo")
    return Picture.objects.create(entry=first, document=document, added_by=by, added_at=at)


@command
def take_away(picture, *, by, at):
    """The photo stands in the diary no more; the document stays in the archive (ACC-5)."""
    diary.check_add(picture.entry, by=by, at=at)
    Picture.objects.filter(pk=picture.pk).delete()
