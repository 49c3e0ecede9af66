from journal.models import Picture
from tests import factories
from tests.factories import NOW
from tests.placements.photos.making import keep_photo


def make_picture(entry):
    """A photo in the diary, as if it had been examined."""
    document = keep_photo(kind="diary_photo", child=entry.child)
    by = factories.machine()
    return factories.made(Picture, by, entry=entry.first, document=document, added_by=by, added_at=NOW)
