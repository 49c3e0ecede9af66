"""What every request goes through: reading cannot write, nothing is stored, Danish first, refusals are pages."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import include, path

from accounts.models import AccessLog
from core.refusals import Refused
from municipalities.models import Municipality
from tests import factories, harness
from tests.visitor import Visitor


def role(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return HttpResponse(cursor.fetchone()[0])


def writes(request):
    Municipality.objects.update(seat="x")
    return HttpResponse("ok")


def refuses(request):
    raise Refused("Værelset er optaget. Vælg et andet.")


def language(request):
    from django.utils.translation import get_language

    return HttpResponse(get_language())


urlpatterns = [
    path("role/", role),
    path("writes/", writes),
    path("refuses/", refuses),
    path("which/", language),
    path("", include("config.urls")),
]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.test_middleware")]


def text(response):
    return response.content.decode()


# Reading cannot write


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_safe_methods_run_under_the_reading_role(care_worker, method):
    response = getattr(Visitor(care_worker), method)("/role/")
    assert method == "head" or text(response) == "fnug_read"


def test_posts_run_under_the_webs_role(care_worker):
    assert text(Visitor(care_worker).post("/role/")) == "fnug_web"


@pytest.mark.django_db(transaction=True)
def test_so_in_a_real_transaction_and_afterwards_too(care_worker):
    visitor = Visitor(care_worker)
    assert [text(visitor.get("/role/")), text(visitor.post("/role/"))] == ["fnug_read", "fnug_web"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_fails_and_nothing_is_written(care_worker, municipality, method):
    with harness.expecting_faults(), pytest.raises(DatabaseError), transaction.atomic():
        getattr(Visitor(care_worker), method)("/writes/")
    municipality.refresh_from_db()
    assert municipality.seat == "Nuuk"


@pytest.mark.rule("ACC-2")
def test_reading_adds_to_the_access_log_and_cannot_change_it(care_worker):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE fnug_read")
        AccessLog.objects.bulk_create([AccessLog(person=care_worker, at=factories.NOW, action="child")])
        for statement in ("UPDATE accounts_accesslog SET action = 'x'", "DELETE FROM accounts_accesslog"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("RESET ROLE")
    assert AccessLog.objects.get().action == "child"


# Nothing is stored


@pytest.mark.parametrize("url", ["/tasks/", "/role/", "/no-such-page/"])
def test_no_page_is_stored(care_worker, url):
    assert Visitor(care_worker).get(url)["Cache-Control"] == "no-store"


def test_nor_the_way_in():
    assert "no-store" in Visitor().get("/tasks/", follow=True)["Cache-Control"]


# Danish first


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        (None, None, "da"),
        (None, "en-GB,en;q=0.9", "da"),
        ("en", None, "en"),
        ("en", "da", "en"),
        ("da", "en", "da"),
        ("xx", "en", "da"),
        ("en'; DROP", None, "da"),
    ],
)
def test_what_the_person_chose_decides_and_not_the_browser(care_worker, cookie, accept, language, settings):
    visitor = Visitor(care_worker)
    if cookie:
        visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = visitor.get("/which/", headers={"Accept-Language": accept} if accept else None)
    assert text(response) == response["Content-Language"] == language
    assert "Cookie" in response["Vary"]


def test_the_page_says_which_language_it_is_in(care_worker):
    assert '<html lang="da">' in text(Visitor(care_worker).get("/tasks/"))


# Refusals


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refusal_that_no_form_took_is_a_page_with_its_sentence(care_worker, method):
    response = getattr(Visitor(care_worker), method)("/refuses/")
    assert response.status_code == 409
    assert "Værelset er optaget. Vælg et andet." in text(response)
    assert "<h1>" in text(response)


def test_a_post_without_a_token_is_turned_away(care_worker):
    response = Visitor(care_worker).post("/role/", with_token=False)
    assert response.status_code == 403


def test_a_stranger_is_sent_to_the_sign_in():
    response = Visitor().get("/role/")
    assert response.status_code == 302
    assert response.url == "/sign-in/?next=/role/"


@pytest.mark.parametrize(
    ("page", "then"),
    [
        ("http://testserver/requests/?page=2", "/requests/%3Fpage%3D2"),
        ("http://elsewhere.test/requests/", "/outbox/retry/"),
        ("", "/outbox/retry/"),
    ],
)
def test_what_was_sent_without_a_session_leads_back_to_its_page(as_, page, then):
    """The form's own URL takes only POST; a page elsewhere is nobody's way back."""
    assert as_().post("/outbox/retry/", HTTP_REFERER=page).url == f"/sign-in/?next={then}"
