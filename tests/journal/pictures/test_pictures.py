"""Photos in the diary: one child, a consent that holds, and nobody else finds them (JRN-1, PLC-8)."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import AccessLog
from core.acting import acting
from core.refusals import Refused
from documents.models import Document
from journal import services as diary
from journal.models import Picture
from journal.pictures import services
from placements.models import Consent
from tests import factories
from tests.factories import NOW, TODAY
from tests.journal.pictures.making import make_picture
from tests.placements.photos.making import LARGE, SMALL, make_consent, picture

pytestmark = pytest.mark.rule("PLC-8")
NO_CONSENT = "The parents have not agreed to photos. Record their consent first."
ONE_CHILD = "A photo belongs to an observation about one child."
OUTSIDE = (
    "other_leader other_care_worker administration therapist contact_house drop_in system_admin caseworker"
)


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def upload(content=None):
    return SimpleUploadedFile("IMG_0001.jpg", content or picture(), "image/jpeg")


@pytest.fixture
def entry(write, child):
    return write(child)


@pytest.fixture
def nivi(units):
    return factories.make_placement(units.maelkeboetten, child=factories.make_child(name="Nivi Prøve")).child


@pytest.fixture
def kept(entry, child):
    """A photo with the entry, and the consent to it, which holds today."""
    return make_picture(entry), make_consent(child)


def address(entry, picture, size="large"):
    return f"/entries/{entry.pk}/pictures/{picture.pk}/{size}/"


def place_and_camera():
    content, facts = BytesIO(), Image.Exif()
    facts[0x010F] = "Kanariekamera"
    Image.new("RGB", (1600, 800), "teal").save(content, "JPEG", exif=facts)
    return content.getvalue()


def test_it_is_made_small_and_clean_and_stands_by_the_entry(as_, entry, child, care_worker):
    make_consent(child)
    visitor = as_(care_worker)
    answer = visitor.fill(f"/entries/{entry.pk}/pictures/add/", photo=upload(place_and_camera()))
    assert answer.url == f"/entries/{entry.pk}/"
    kept = Picture.objects.get()
    large, small = (visitor.get(address(entry, kept, size)) for size in ("large", "small"))
    assert [Image.open(BytesIO(each.content)).size for each in (large, small)] == [(1200, 600), (160, 80)]
    assert b"Kanariekamera" not in large.content + small.content
    for page in (f"/children/{child.pk}/", f"/children/{child.pk}/diary/"):
        assert address(entry, kept, "small") in text(visitor.get(page))
    assert address(entry, kept) in text(visitor.get(f"/entries/{entry.pk}/"))
    assert "This photo is here already." in text(
        visitor.fill(f"/entries/{entry.pk}/pictures/add/", photo=upload(place_and_camera()))
    )
    assert Document.objects.filter(kind="diary_photo").count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 \n%%EOF", "Only a photo can be received here"),
        (b"\0\0\0\x18ftypheic", "The photo is in the format HEIC"),
        (b"\xff\xd8\xff" + bytes(20 * 1024 * 1024), "The file is larger than 20 MB."),
    ],
)
def test_what_is_no_photo_gets_a_sentence(as_, entry, child, care_worker, content, sentence):
    make_consent(child)
    url = f"/entries/{entry.pk}/pictures/add/"
    assert sentence in text(as_(care_worker).post(url, {"photo": upload(content)}))
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    "consent", [None, {"withdrawn_on": TODAY, "withdrawn_by": "Far"}, {"kind": "treatment"}]
)
def test_without_a_consent_it_is_refused(as_, entry, child, care_worker, consent):
    if consent:
        make_consent(child, **consent)
    visitor = as_(care_worker)
    assert NO_CONSENT in text(visitor.get(f"/entries/{entry.pk}/"))
    assert NO_CONSENT in text(visitor.post(f"/entries/{entry.pk}/pictures/add/", {"photo": upload()}))
    assert not Document.objects.filter(kind="diary_photo").exists()


@pytest.mark.rule("JRN-3")
def test_an_entry_about_two_children_takes_none_and_shows_none(
    as_, write, kept, entry, child, nivi, care_worker
):
    shared = write(child, "Legede.", others=[nivi])
    with pytest.raises(Refused, match=ONE_CHILD):
        services.add(shared, content=picture(), by=care_worker, at=NOW)
    url, visitor = address(entry, kept[0]), as_(care_worker)
    assert visitor.get(url).status_code == 200
    both = [child, nivi]
    diary.correct(entry, key=uuid4(), children=both, text="Legede.", by=care_worker, at=NOW)
    assert visitor.get(url).status_code == 404
    assert "pictures/" + str(kept[0].pk) not in text(visitor.get(f"/children/{child.pk}/diary/"))


def test_who_was_written_about_by_mistake_has_no_photo_either(as_, kept, entry, nivi, care_worker):
    diary.correct(entry, key=uuid4(), children=[nivi], text="Legede.", by=care_worker, at=NOW)
    assert as_(care_worker).get(address(entry, kept[0])).status_code == 404


def test_a_consent_withdrawn_hides_it_everywhere(as_, kept, entry, child, care_worker):
    photo, consent = kept
    visitor = as_(care_worker)
    with acting(care_worker):
        Consent.objects.filter(pk=consent.pk).update(withdrawn_on=TODAY, withdrawn_by="Mor")
    for size in ("large", "small"):
        assert visitor.get(address(entry, photo, size)).status_code == 404
    for page in (f"/entries/{entry.pk}/", f"/children/{child.pk}/", f"/children/{child.pk}/diary/"):
        assert f"pictures/{photo.pk}/" not in text(visitor.get(page))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("who", f"leader colleague {OUTSIDE}".split())
def test_who_sees_it(as_, kept, entry, director, request, who):
    answers = [
        as_(request.getfixturevalue(who)).get(address(entry, kept[0], size)) for size in ("large", "small")
    ]
    if who in ("leader", "colleague"):
        assert [answer.content for answer in answers] == [LARGE, SMALL]
    else:
        assert {answer.status_code for answer in answers} <= {403, 404}
        assert as_(director).get(f"/documents/{kept[0].document.number}/").status_code == 404


@pytest.mark.rule("ACC-1")
def test_it_hangs_on_its_own_entry_only(as_, write, kept, child, nivi, care_worker):
    make_consent(nivi)
    for other in (write(nivi), write(child, "En anden.")):
        assert as_(care_worker).get(address(other, kept[0])).status_code == 404


@pytest.mark.rule("ACC-2")
def test_no_browser_keeps_it_and_a_look_at_the_large_one_is_logged(as_, kept, entry, child, care_worker):
    small, large = (as_(care_worker).get(address(entry, kept[0], size)) for size in ("small", "large"))
    for answer in (small, large):
        assert (answer["Cache-Control"], answer["Content-Disposition"]) == ("private, no-store", "inline")
    assert list(AccessLog.objects.values_list("action", "child")) == [("photo", child.pk)]


@pytest.mark.rule("ACC-5")
def test_a_wrong_one_is_taken_away_and_stays_in_the_archive(as_, kept, entry, colleague, other_care_worker):
    remove = f"/entries/{entry.pk}/pictures/{kept[0].pk}/remove/"
    assert as_(other_care_worker).post(remove).status_code == 404
    assert as_(colleague).get(remove).status_code == 405
    as_(colleague).post(remove)
    assert as_(colleague).get(address(entry, kept[0])).status_code == 404
    assert Document.objects.filter(kind="diary_photo", child=entry.child).exists()
    labels = Picture.pgh_event_model.objects.order_by("pgh_id").values_list(
        "pgh_label", "pgh_context__person"
    )
    assert list(labels)[-1] == ("delete", colleague.pk)
