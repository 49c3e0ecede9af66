from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import seen
from accounts.models import AccessLog
from documents.models import Document


def _visible(request):
    return Document.objects.visible_to(request.user, on=timezone.localdate()).select_related(
        "municipality", "issued_by"
    )


def detail(request, number):
    document = get_object_or_404(_visible(request), number=number)
    file = document.file if hasattr(document, "file") else None
    looks = AccessLog.objects.filter(document=document, person__municipality=document.municipality_id)
    facts = {"document": document, "file": file, "first_opened": _first(looks.exclude(person__municipality=None))}
    template = "documents/_status.html" if request.htmx else "documents/detail.html"
    return render(request, template, facts)


def _first(looks):
    return looks.order_by("at").values_list("at", flat=True).first()


def pdf(request, number):
    document = get_object_or_404(_visible(request).filter(file__isnull=False).select_related("file"), number=number)
    seen(by=request.user, at=timezone.now(), action="document", child=document.child, document=document)
    response = HttpResponse(bytes(document.file.content), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{document.number}.pdf"'
    return response
