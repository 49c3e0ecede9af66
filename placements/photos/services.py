from core.acting import command
from core.refusals import Refused
from documents import services as documents
from documents import uploads
from placements.models import Child
from placements.photos import rules
from placements.photos.documents import CHILD_PHOTO, PORTRAIT
from placements.photos.models import Thumbnail

LARGE, SMALL = 1200, 160


@command
def set_photo(child, *, content, by, at, on):
    """Keeps a photo of the child, made anew with at most 1200 points a side. Raises Refused without a consent."""
    rules.check_photo(child, by=by, on=on)
    kept = Child.objects.select_for_update().get(pk=child.pk)
    kept.photo = receive(content, kind=CHILD_PHOTO, title=child.name, child=child, by=by, at=at)
    kept.save(update_fields=["photo"])
    return kept


@command
def remove_photo(child, *, by):
    """From now on no photo is shown. What was kept stays in the archive (ACC-5)."""
    kept = Child.objects.select_for_update().get(pk=child.pk)
    kept.photo = None
    kept.save(update_fields=["photo"])
    return kept


@command
def set_portrait(person, *, content, by, at, on):
    """Keeps a photo of somebody who works here, for the staff board (STF-3)."""
    rules.check_portrait(person, by=by, on=on)
    person.photo = receive(content, kind=PORTRAIT, title=person.full_name, by=by, at=at)
    person.save(update_fields=["photo"])
    return person


@command
def remove_portrait(person, *, by, on):
    rules.check_portrait(person, by=by, on=on)
    person.photo = None
    person.save(update_fields=["photo"])
    return person


def receive(content, **about):
    """A photo kept as a document, made anew without place and camera, and small beside it."""
    try:
        large = uploads.accept(content, types=uploads.PICTURE, longest=LARGE)
        small = uploads.accept(large.content, types=uploads.PICTURE, longest=SMALL)
        document = documents.receive(content=large.content, types=uploads.PICTURE, **about)
    except Refused as refused:
        raise Refused(refused.sentence, "photo") from refused
    Thumbnail.objects.create(document=document, content=small.content)
    return document
