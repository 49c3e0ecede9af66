"""Who reads a document, when the municipality opened it, and how the file is handed out."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import AccessLog
from core.models import OutboxMessage
from documents import services
from tests import factories
from tests.factories import NOW


def text(response):
    return response.content.decode()


@pytest.fixture
def released(letter, director):
    services.release(letter, by=director, at=NOW)
    return letter


@pytest.fixture
def url(letter):
    return f"/documents/{letter.number}/"


@pytest.mark.rule("ACC-1")
def test_only_the_municipality_it_is_for(as_, released, url, caseworker, other_caseworker):
    for page in (url, f"{url}pdf/"):
        assert as_(caseworker).get(page).status_code == 200
        refused = as_(other_caseworker).get(page)
        assert refused.status_code == 404
        assert "Svar" not in text(refused)
    assert "Svar på anmodning" in text(as_(caseworker).get("/documents/"))
    assert "Svar på anmodning" not in text(as_(other_caseworker).get("/documents/"))


@pytest.mark.rule("ACC-1")
def test_not_before_it_is_released(as_, letter, url, caseworker):
    assert as_(caseworker).get(url).status_code == 404
    assert as_(caseworker).get(f"{url}pdf/").status_code == 404
    assert "No document has been sent to you yet." in text(as_(caseworker).get("/documents/"))


@pytest.mark.rule("VIS-5")
def test_released_again_it_keeps_its_time_and_nobody_is_told_twice(released, caseworker, director):
    services.release(released, by=director, at=NOW + timedelta(hours=1))
    released.refresh_from_db()
    assert released.released_at == NOW
    assert OutboxMessage.objects.filter(kind="mail", payload__to=caseworker.email).count() == 1


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize(
    "who",
    ["leader", "care_worker", "administration", "therapist", "contact_house", "drop_in", "system_admin"],
)
def test_nor_by_anyone_else_at_the_centre(as_, released, url, request, who):
    person = request.getfixturevalue(who)
    for page in (url, f"{url}pdf/"):
        assert as_(person).get(page).status_code == 404


@pytest.mark.rule("ACC-1")
def test_the_list_is_the_caseworkers(as_, director, leader):
    assert [as_(person).get("/documents/").status_code for person in (director, leader)] == [403, 403]


def test_a_number_that_is_none(as_, released, caseworker):
    for number in ("D-2026-999999", "x", "D-2026-000001%00"):
        assert as_(caseworker).get(f"/documents/{number}/").status_code == 404


def test_the_file_is_handed_out_as_an_attachment(as_, released, url, caseworker):
    response = as_(caseworker).get(f"{url}pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{released.number}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.rule("VIS-5")
def test_when_the_municipality_opened_it_first(as_, released, url, caseworker, director):
    assert "not yet" in text(as_(director).get(url))
    assert "not opened yet" in text(as_(caseworker).get("/documents/"))
    for hours in (1, 2):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            as_(caseworker).get(f"{url}pdf/")
    assert "17 March 2026 11:00" in text(as_(director).get(url))
    assert "17.03.2026 11:00" in text(as_(caseworker).get("/documents/"))


@pytest.mark.rule("VIS-5")
def test_a_look_of_the_centres_own_people_is_none(as_, released, url, director, caseworker):
    as_(director).get(f"{url}pdf/")
    assert "not opened yet" in text(as_(caseworker).get("/documents/"))


@pytest.mark.rule("ACC-2")
def test_every_opening_is_logged(as_, released, url, caseworker):
    as_(caseworker).get(f"{url}pdf/")
    log = AccessLog.objects.get()
    assert (log.person, log.at, log.action, log.document) == (caseworker, NOW, "document", released)


def test_while_it_is_being_made_the_page_says_so_and_asks_again(as_, issue, director, run_outbox):
    url = f"/documents/{issue().number}/"
    page = text(as_(director).get(url))
    assert "The document is being made; it takes a moment." in page
    assert f'hx-get="{url}"' in page
    assert as_(director).get(f"{url}pdf/").status_code == 404
    run_outbox()
    part = text(as_(director).get(url, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f"{url}pdf/" in part
    assert "hx-get" not in part


def test_the_newest_stand_first_thirty_a_page(as_, issue, director, caseworker):
    for number in range(31):
        services.release(issue(), by=director, at=NOW + timedelta(minutes=number))
    page = text(as_(caseworker).get("/documents/"))
    assert page.count("/documents/D-2026-") == 30
    assert "17.03.2026 10:30" in page
    assert ">17.03.2026 10:00</td>" not in page
    assert ">17.03.2026 10:00</td>" in text(as_(caseworker).get("/documents/?page=2"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_many(as_, issue, director, caseworker, queries, number):
    for _ in range(number):
        services.release(issue(), by=director, at=NOW)
    visitor = as_(caseworker)
    visitor.get("/documents/")
    with queries(6):
        visitor.get("/documents/")


def test_a_colleague_of_the_municipality_reads_it_too(as_, released, url, municipality):
    colleague = factories.make_user("caseworker", municipality=municipality)
    assert as_(colleague).get(url).status_code == 200
