"""Photos of those who work here: chosen by themselves or their leader, seen by those of the same unit."""

from io import BytesIO

import pytest
from PIL import Image

from tests import factories
from tests.placements.photos.making import make_photo, picture

PEOPLE = "director leader care_worker colleague other_leader other_care_worker administration therapist"
OUTSIDE = "contact_house drop_in system_admin caseworker other_caseworker"


@pytest.fixture
def url(care_worker):
    return f"/people/{care_worker.pk}/photo/"


@pytest.mark.rule("STF-3")
@pytest.mark.parametrize("who", ["care_worker", "leader", "director"])
def test_oneself_and_the_leader_choose_it(as_, url, care_worker, request, upload, who):
    visitor = as_(request.getfixturevalue(who))
    visitor.fill(url, photo=upload(picture((2400, 1200))))
    assert Image.open(BytesIO(visitor.get(f"{url}large/").content)).size == (1200, 600)
    visitor.post(f"{url}remove/")
    care_worker.refresh_from_db()
    assert care_worker.photo is None


@pytest.mark.rule("STF-3")
@pytest.mark.parametrize("who", f"colleague other_leader other_care_worker {OUTSIDE}".split())
def test_nobody_else_does(as_, url, care_worker, request, upload, who):
    kept = make_photo(care_worker, kind="portrait")
    visitor = as_(request.getfixturevalue(who))
    for answer in (visitor.post(url, {"photo": upload()}), visitor.post(f"{url}remove/")):
        assert answer.status_code in (403, 404)
    care_worker.refresh_from_db()
    assert care_worker.photo == kept


@pytest.mark.rule("STF-3")
@pytest.mark.parametrize("who", f"{PEOPLE} {OUTSIDE}".split())
def test_who_sees_it(as_, url, care_worker, request, who):
    make_photo(care_worker, kind="portrait")
    answer = as_(request.getfixturevalue(who)).get(f"{url}large/")
    seen = {"director", "leader", "care_worker", "colleague"}
    assert (answer.status_code == 200) is (who in seen)


def test_the_menu_shows_the_own_photo(as_, care_worker, url):
    assert f"{url}small/" not in as_(care_worker).get("/children/").content.decode()
    make_photo(care_worker, kind="portrait")
    assert f"{url}small/" in as_(care_worker).get("/children/").content.decode()


@pytest.mark.rule("STF-3")
def test_somebody_of_no_unit_has_a_photo_too(as_, therapist, upload):
    url = f"/people/{therapist.pk}/photo/"
    as_(therapist).fill(url, photo=upload())
    therapist.refresh_from_db()
    assert therapist.photo.kind == "portrait"
    assert as_(factories.make_user()).get(f"{url}large/").status_code == 404
