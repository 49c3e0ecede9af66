"""What stands in a PDF, and whether it is one that everybody can read."""

from io import BytesIO

import pikepdf
from pypdf import PdfReader


def pdf_of(document):
    return PdfReader(BytesIO(bytes(document.file.content)))


def text_of(document):
    """All its text with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pdf_of(document).pages).split())


def assert_sound(document, content):
    """Danish, tagged, its fonts inside, without a fault for a reader that is not the maker's, and on every page
    what it is part of. Returns its text."""
    _assert_open_to_everybody(content)
    reader = PdfReader(BytesIO(content))
    assert reader.metadata.title
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert pages and document.number in pages[0]
    for number, text in enumerate(pages, 1):
        assert document.check_code in text and f"{number}/{len(pages)}" in text
    return " ".join(pages)


def _assert_open_to_everybody(content):
    with pikepdf.open(BytesIO(content)) as checked:
        assert checked.check_pdf_syntax() == []
        assert checked.Root.MarkInfo.Marked and checked.Root.StructTreeRoot.K is not None
        assert str(checked.Root.Lang) == "da"
        assert checked.Root.ViewerPreferences.DisplayDocTitle
        fonts = [thing for thing in checked.objects if _is(thing, "/FontDescriptor")]
        assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def _is(thing, kind):
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name(kind)
