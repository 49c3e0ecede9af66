from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.offline import shell
from journal.offline.marker import session_marker


@require_safe
@login_not_required
def ready(request):
    """Asked by a device before it sends: who is signed in, in which session, and what our clock says (ms)."""
    answer = {"person": request.user.pk, "session": session_marker(request), "csrf": get_token(request)}
    return JsonResponse({**answer, "at": timezone.now().timestamp() * 1000})


@require_safe
@login_not_required
def offline(request):
    """What the browser shows without a network: written once for everybody, filled in on the device."""
    return render(request, "journal/offline/page.html", shell.NOBODY)


@require_safe
@login_not_required
def worker(request):
    program = shell.worker(static("js/app.js"))
    return HttpResponse(program, "text/javascript", headers={"Cache-Control": "no-cache, no-store"})


@require_safe
@login_not_required
def manifest(request):
    return JsonResponse(shell.manifest(), content_type="application/manifest+json")
