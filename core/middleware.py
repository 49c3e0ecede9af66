from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import UnreadablePostError
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core import device
from core.refusals import Refused

SAFE = ("GET", "HEAD", "OPTIONS")
CHUNK = 64 * 1024
MOST_FORGOTTEN = 256 * 1024 * 1024


class NoStore:
    """No page is kept by a browser or a proxy; static files never come this far."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class DanishFirst:
    """Danish unless the person chose otherwise; what the browser was set up in does not decide."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


class SignInFirst(LoginRequiredMiddleware):
    """Whoever sent a form signs in and is back at the page it stood on: the form's own URL may take only POST."""

    def handle_no_permission(self, request, view_func):
        if device.came_from_outbox(request):
            return device.not_saved(401)
        page = urlsplit(request.META.get("HTTP_REFERER", ""))
        if request.method in SAFE or page.netloc != request.get_host():
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page._replace(scheme="", netloc="", fragment="").geturl())


class BodyLimit:
    """More than may come at all is read and forgotten: a page says so, where a closed connection would not."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length <= settings.MOST_BODY:
            return self.get_response(request)
        with suppress(UnreadablePostError):
            while length <= MOST_FORGOTTEN and request.read(CHUNK):
                pass
        return render(request, "413.html", status=413)


class RefusalPage:
    """A refusal that no view turned into a form error becomes a page with its sentence."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused) and device.came_from_outbox(request):
            return device.not_saved(422, errors={"__all__": [exception.sentence]})
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"sentence": exception.sentence}, status=409)
        return None


class GetCannotWrite:
    """Views of safe methods run under a database role that may only SELECT and add to the access log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in SAFE:
            return self.get_response(request)
        _ = request.user.is_authenticated  # a session that no longer holds is ended here, and that is a write
        nested = connection.in_atomic_block
        with transaction.atomic():
            _set_role("SET LOCAL ROLE fnug_read")
            response = self.get_response(request)
            if nested:
                _set_role("RESET ROLE")
        return response


def _set_role(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
