from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from documents.models import File
from placements.photos.models import Thumbnail


def inline(document_pk, size):
    """A picture shown inside our own pages only; browsers and proxies keep no copy."""
    file = get_object_or_404(File.objects.only("content_type", "content"), document=document_pk)
    small = size == "small" and Thumbnail.objects.filter(document=document_pk).first()
    response = HttpResponse(bytes((small or file).content), content_type=file.content_type)
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
