from itertools import groupby
from operator import itemgetter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core import device, preferences, queries, selfcheck
from core import outbox as queue
from core.forms import PreferenceForm
from core.models import SelfCheck
from core.pages import carried_out

PER_PAGE = 50


def csrf_failure(request, reason=""):
    if device.came_from_outbox(request):
        return device.not_saved(403)
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception):
    """Without a look at what was sent: it may be what cannot be read."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def _only(request, *roles):
    if request.user.role not in roles:
        raise PermissionDenied


def settings(request):
    _only(request, "director")
    return render(request, "core/settings.html", {"rows": queries.settings_now()})


def setting(request, key):
    _only(request, "director")
    about = _definition(key)
    form = PreferenceForm(request.POST or None, about=about, initial={"value": preferences.value(key)})

    def change():
        preferences.change(key, form.cleaned_data["value"], by=request.user, at=timezone.now())

    if carried_out(request, form, change, _("The setting is saved and holds from now on.")):
        return redirect("core:setting", key)
    facts = {"about": about, "form": form, "changes": queries.changes_of(about)}
    return render(request, "core/setting.html", facts)


def _definition(key):
    for definition in preferences.definitions():
        if definition.key == key:
            return definition
    raise Http404


def outbox(request):
    """What waits, failed or was sent: when and how often, never to whom or about what."""
    _only(request, "system_admin")
    state = request.GET.get("state")
    state = state if state in queries.STATES else None
    page = Paginator(queries.outgoing(state), PER_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "counts": queries.outgoing_counts(), "state": state}
    return render(request, "core/outbox.html", facts)


def self_check(request):
    """What the nightly look found; numbers only, so that who looks after the machine may read it."""
    _only(request, "system_admin", "director")
    newest = SelfCheck.objects.first()
    found = groupby(newest.findings if newest else [], key=itemgetter("check"))
    facts = {
        "newest": newest,
        "groups": [(selfcheck.sentence_of(key), [row["subject"] for row in rows]) for key, rows in found],
        "earlier": SelfCheck.objects.all()[1:31],
    }
    return render(request, "core/self_check.html", facts)


@require_POST
def check_now(request):
    _only(request, "system_admin", "director")
    found = len(selfcheck.run(at=timezone.now()).findings)
    sentence = ngettext("%(count)d thing was found.", "%(count)d things were found.", found)
    messages.success(request, sentence % {"count": found} if found else _("Nothing was found."))
    return redirect("core:self_check")


@require_POST
def retry(request):
    """Everything that failed is due now."""
    _only(request, "system_admin")
    count = queue.retry(at=timezone.now())
    sentence = ngettext(
        "%(count)d message is tried again now.", "%(count)d messages are tried again now.", count
    )
    messages.success(request, sentence % {"count": count})
    return redirect("core:outbox")
