from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_download(document):
    """The bytes as they are kept, never shown inside a page of ours. Who may have them was asked before."""
    file = document.file
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    name = file.original_name or f"{document.number}.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
