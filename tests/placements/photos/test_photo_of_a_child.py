"""A child's photo: only with a consent, only for those who open the file, and made small and clean."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from accounts.models import AccessLog
from core.acting import acting
from documents.models import Document
from placements.models import Consent
from tests import factories
from tests.factories import TODAY
from tests.placements.photos.making import LARGE, SMALL, make_consent, make_photo, picture

PEOPLE = "director leader care_worker colleague other_leader other_care_worker administration therapist"
OUTSIDE = "contact_house drop_in system_admin caseworker other_caseworker"
MAY = {"director", "leader", "care_worker", "colleague"}


@pytest.fixture
def url(child):
    return f"/children/{child.pk}/photo/"


@pytest.fixture
def shown(child):
    """A child with a photo and the consent to it, which holds today."""
    make_photo(child, child=child)
    return make_consent(child)


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def opened(response):
    return Image.open(BytesIO(response.content))


@pytest.mark.rule("PLC-8")
def test_a_photo_is_kept_small_clean_and_in_two_sizes(as_, url, child, care_worker, upload):
    make_consent(child)
    visitor = as_(care_worker)
    answer = visitor.fill(url, photo=upload(picture((3000, 1500))))
    assert answer.url == f"/children/{child.pk}/"
    large, small = (opened(visitor.get(f"{url}{size}/")) for size in ("large", "small"))
    assert (large.size, small.size) == ((1200, 600), (160, 80))
    assert large.format == small.format == "JPEG"
    assert f"{url}small/" in text(visitor.get(f"/children/{child.pk}/"))


@pytest.mark.rule("PLC-8")
@pytest.mark.parametrize("consent", [None, "ahead", "withdrawn", "another"])
def test_without_a_consent_that_day_it_is_refused_with_what_to_do(as_, url, child, leader, upload, consent):
    gone = {"withdrawn_on": TODAY, "withdrawn_by": "Far"}
    facts = {
        "ahead": {"given_on": TODAY + timedelta(days=1)},
        "withdrawn": {"given_on": TODAY - timedelta(days=9), **gone},
        "another": {"kind": "treatment"},
    }
    if consent:
        make_consent(child, **facts[consent])
    page = text(as_(leader).post(url, {"photo": upload()}))
    assert "The parents have not agreed to photos. Record their consent first." in page
    child.refresh_from_db()
    assert child.photo is None
    assert not Document.objects.filter(kind="child_photo").exists()


@pytest.mark.rule("PLC-8")
def test_a_consent_withdrawn_hides_the_photo_from_that_day_on(as_, url, child, shown, leader):
    visitor = as_(leader)
    assert visitor.get(f"{url}large/").status_code == 200
    with acting(leader):
        Consent.objects.filter(pk=shown.pk).update(withdrawn_on=TODAY, withdrawn_by="Mor")
    for page in (f"{url}large/", f"{url}small/"):
        assert visitor.get(page).status_code == 404
    for page in (url, f"/children/{child.pk}/", "/children/"):
        assert "photo/large" not in text(visitor.get(page))
        assert "photo/small" not in text(visitor.get(page))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("who", f"{PEOPLE} {OUTSIDE}".split())
def test_who_sees_it(as_, url, shown, request, who):
    answers = [as_(request.getfixturevalue(who)).get(f"{url}{size}/") for size in ("large", "small")]
    if who in MAY:
        assert [answer.content for answer in answers] == [LARGE, SMALL]
    else:
        assert {answer.status_code for answer in answers} <= {403, 404}


@pytest.mark.rule("ACC-1")
def test_it_is_no_document_that_one_finds_by_its_number(as_, child, shown, director, caseworker):
    for person in (director, caseworker):
        number = child.photo.number
        assert as_(person).get(f"/documents/{number}/").status_code == 404


def test_it_is_shown_inside_our_pages_and_kept_by_no_browser(as_, url, shown, care_worker):
    answer = as_(care_worker).get(f"{url}large/")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.rule("ACC-2")
def test_a_look_at_the_large_one_is_logged(as_, url, child, shown, care_worker):
    as_(care_worker).get(f"{url}small/")
    as_(care_worker).get(f"{url}large/")
    assert list(AccessLog.objects.values_list("action", "child")) == [("photo", child.pk)]


def test_it_can_be_taken_away_and_stays_in_the_archive(as_, url, child, shown, care_worker):
    as_(care_worker).post(f"{url}remove/")
    assert as_(care_worker).get(f"{url}large/").status_code == 404
    assert Document.objects.filter(kind="child_photo", child=child).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 \n%%EOF", "Only a photo can be received here"),
        (b"\xff\xd8\xff no picture", "The picture is damaged"),
        (b"MZ\x90\x00", "Only a photo can be received here"),
        (b"\0\0\0\x18ftypheic", "The photo is in the format HEIC"),
    ],
)
def test_what_is_no_photo_is_refused_beside_the_field(as_, url, child, leader, upload, content, sentence):
    make_consent(child)
    page = text(as_(leader).post(url, {"photo": upload(content)}))
    assert sentence in page
    assert page.index('name="photo"') < page.index(sentence, page.index('name="photo"'))
    child.refresh_from_db()
    assert child.photo is None


@pytest.mark.parametrize("mode", ["P", "RGBA", "L", "1"])
def test_every_kind_of_png_is_made_small(mode):
    from documents import uploads

    made = uploads.accept(picture((400, 200), "PNG", mode), types=uploads.PICTURE, longest=160)
    assert Image.open(BytesIO(made.content)).size == (160, 80)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_of_children_shows_faces_in_a_fixed_number_of_queries(as_, units, queries, leader, number):
    for placement in factories.make_children(units.maelkeboetten, number):
        make_photo(placement.child, child=placement.child)
        make_consent(placement.child)
    visitor = as_(leader)
    with queries(5):
        page = text(visitor.get("/children/"))
    assert page.count("photo/small/") == number


def test_a_child_is_found_by_part_of_the_name_or_the_birth_date(as_, units, leader, other_leader):
    for name in ("Nivi Søndergård", "Aqqaluk Prøve"):
        factories.make_placement(units.maelkeboetten, child=factories.make_child(name=name))
    visitor = as_(leader)
    found = text(visitor.get("/children/?q=søndergå"))
    assert ("Nivi" in found, "Aqqaluk" in found) == (True, False)
    assert "Nivi" in text(visitor.get("/children/?q=15.03.2018"))
    assert "No child of that name" in text(visitor.get("/children/?q=Ukendt"))
    assert "Nivi" not in text(as_(other_leader).get("/children/?q=nivi"))
