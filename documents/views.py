from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.gate import only
from accounts.roles import Role
from documents.models import Document
from documents.serving import as_download

PER_PAGE = 30


def _visible(request):
    visible = Document.objects.visible_to(request.user, on=timezone.localdate())
    return visible.select_related("municipality", "issued_by")


@only(Role.CASEWORKER)
def released(request):
    """What the municipality has received, newest first, and when one of its caseworkers first opened it."""
    rows = _visible(request).opened_by_municipality().order_by("-released_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/list.html", {"page": page})


def detail(request, number):
    rows = _visible(request).opened_by_municipality().select_related("file")
    document = get_object_or_404(rows, number=number)
    template = "documents/_status.html" if request.htmx else "documents/detail.html"
    return render(request, template, {"document": document, "file": getattr(document, "file", None)})


def pdf(request, number):
    document = get_object_or_404(
        _visible(request).filter(file__isnull=False).select_related("file"), number=number
    )
    seen(by=request.user, at=timezone.now(), action="document", child=document.child, document=document)
    return as_download(document)
