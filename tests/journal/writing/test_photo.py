"""A photo with a new observation: only with a consent, and never at the cost of the words (JRN-1, PLC-8)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from journal.models import Entry, Picture
from tests.placements.photos.making import make_consent, picture

pytestmark = pytest.mark.rule("JRN-1", "PLC-8")


def photo():
    return SimpleUploadedFile("hule.jpg", picture(size=(80, 60)), "image/jpeg")


def test_it_is_asked_for_only_while_a_consent_holds(as_, care_worker, aputi):
    url = f"/children/{aputi.pk}/diary/write/"
    assert 'name="photo"' not in as_(care_worker).get(url).content.decode()
    make_consent(aputi)
    assert 'name="photo"' in as_(care_worker).get(url).content.decode()


def test_it_goes_along(send, aputi):
    make_consent(aputi)
    assert send(aputi, photo=photo()).status_code == 302
    assert Picture.objects.get().entry == Entry.objects.get()


@pytest.mark.parametrize(
    ("consent", "others", "why"),
    [
        (False, False, "The parents have not agreed to photos."),
        (True, True, "A photo belongs to an observation"),
    ],
)
def test_a_refused_photo_leaves_the_words(as_, care_worker, aputi, nivi, consent, others, why):
    if consent:
        make_consent(aputi)
    visitor = as_(care_worker)
    said = {"key": "0" * 32, "text": "Byggede hule.", "photo": photo()}
    if others:
        said["others"] = [nivi.pk]
    page = visitor.post(f"/children/{aputi.pk}/diary/write/", said, follow=True).content.decode()
    assert f"The text is saved, the photo is not: {why}" in page
    assert Entry.objects.filter(child=aputi, text="Byggede hule.").exists()
    assert not Picture.objects.exists()
