"""What stands in a PDF."""

from io import BytesIO

from pypdf import PdfReader


def pdf_of(document):
    return PdfReader(BytesIO(bytes(document.file.content)))


def text_of(document):
    """All its text with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pdf_of(document).pages).split())
