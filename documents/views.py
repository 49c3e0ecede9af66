from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import seen
from accounts.gate import only
from accounts.roles import LEADERS, Role
from core.outbox import waiting_of
from core.preferences import value
from core.refusals import reason
from documents import kinds, rules, services
from documents.models import Document
from documents.preferences import UNOPENED_DAYS
from documents.sent import by_municipality
from documents.serving import as_download

PER_PAGE = 30
WAITING = "waiting"


def _visible(request):
    visible = Document.objects.visible_to(request.user, on=timezone.localdate())
    return visible.select_related("municipality", "issued_by")


@only(Role.CASEWORKER)
def released(request):
    """What the municipality has received, newest first, with what it has opened and confirmed."""
    rows = _visible(request).select_related("child").opened_by_municipality().with_newer(request.user)
    show = WAITING if request.GET.get("show") == WAITING else ""
    waiting = _visible(request).to_confirm()
    if show:
        rows = rows.filter(pk__in=waiting.values("pk"))
    page = Paginator(rows.order_by("-released_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/list.html", {"page": page, "show": show, "waiting": waiting.count()})


def detail(request, number):
    rows = _visible(request).opened_by_municipality().with_newer(request.user)
    people = ("file", "replaces", "released_by", "confirmed_by")
    document = get_object_or_404(rows.select_related(*people), number=number)
    file = getattr(document, "file", None)
    facts = {"document": document, "file": file, "waiting": None if file else _rendering(document)}
    if request.htmx:
        return render(request, "documents/_status.html", facts)
    facts["asks_receipt"] = rules.asks_receipt(document)
    facts["may_confirm"] = reason(rules.check_confirm, document, by=request.user) is None
    return render(request, "documents/detail.html", facts)


def _rendering(document):
    return waiting_of(services.rendering_key(document))


def pdf(request, number):
    document = get_object_or_404(
        _visible(request).filter(file__isnull=False).select_related("file"), number=number
    )
    about = {"child": document.child, "children": kinds.get(document.kind).children(document)}
    seen(by=request.user, at=timezone.now(), action="document", document=document, **about)
    return as_download(document)


@require_POST
@only(Role.CASEWORKER)
def confirm(request, number):
    document = get_object_or_404(_visible(request), number=number)
    services.confirm(document, by=request.user, at=timezone.now())
    messages.success(request, _("Thank you. The centre sees that you have received the document."))
    return redirect("documents:detail", number)


@only(*LEADERS)
def sent(request):
    """Documents that a municipality has not opened for longer than it should take."""
    now = timezone.now()
    groups = by_municipality(request.user, at=now)
    return render(request, "documents/sent.html", {"groups": groups, "days": value(UNOPENED_DAYS)})


@require_POST
@only(*LEADERS)
def remind(request, pk):
    now = timezone.now()
    groups = by_municipality(request.user, at=now)
    found = next((group["municipality"] for group in groups if group["municipality"].pk == pk), None)
    if found is None:
        raise Http404
    services.remind(found, by=request.user, at=now)
    messages.success(request, _("A mail says that documents await them."))
    return redirect("documents:sent")
