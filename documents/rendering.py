"""HTML to PDF. WeasyPrint gets no network and no files beyond the app's own static files."""

from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from fontTools.ttLib import TTFont, woff2
from fontTools.varLib.instancer import instantiateVariableFont
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

# An address that no name server knows; only paths below it that are static files are answered, from disk.
BASE = "https://fnug.invalid/"
TYPES = {".css": "text/css", ".woff2": "font/ttf", ".svg": "image/svg+xml", ".png": "image/png"}


class OwnFilesOnly(URLFetcher):
    def fetch(self, url, headers=None):
        parts = urlsplit(url)
        path = unquote(parts.path)
        if f"{parts.scheme}://{parts.netloc}/" != BASE or not path.startswith(settings.STATIC_URL):
            raise ValueError("a document uses the app's own files and nothing else")
        name = path.removeprefix(settings.STATIC_URL)
        content = _read(name, weight=parts.query)
        return URLFetcherResponse(url, content, {"Content-Type": TYPES[PurePosixPath(name).suffix]})


def _read(name, weight):
    if name.startswith("/") or ".." in PurePosixPath(name).parts:
        raise ValueError("outside the static files")
    collected = settings.STATIC_ROOT / name
    found = collected if collected.is_file() else finders.find(name)
    if not found:
        raise ValueError("no such static file")
    return _unpacked(found, weight) if name.endswith(".woff2") else Path(found).read_bytes()


@cache
def _unpacked(path, weight):
    """A font as WeasyPrint would unpack it for each document anew, and draw it in its weight: half a letter's time."""
    font = BytesIO()
    woff2.decompress(str(path), font)
    if not weight:
        return font.getvalue()
    drawn, one = instantiateVariableFont(TTFont(font), {"wght": float(weight)}, static=True), BytesIO()
    drawn.save(one)
    return one.getvalue()


def html_of(document, template):
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(template, {"document": document, "data": document.data})


def pdf_of(html):
    """The PDF's bytes (tagged, PDF/UA-1) and its number of pages."""
    laid_out = HTML(string=html, base_url=BASE, url_fetcher=OwnFilesOnly()).render()
    return laid_out.write_pdf(pdf_variant="pdf/ua-1"), len(laid_out.pages)
