"""Every kind of document that has a template becomes a PDF as it must be, also those to come: Danish, tagged,
its fonts inside, numbered, and sound for a reader of PDFs that is not the maker's."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from documents import kinds, services
from tests.documents.reading import assert_sound
from tests.factories import NOW

MADE = sorted(kind.code for kind in kinds.all_kinds() if kind.template)


COUNTS = {"days", "more"}  # fields in which a number stands


class Anything:
    """Data in which everything is there: each field is a text, two of them, and true."""

    def __getitem__(self, name):
        if name.isdigit():
            raise KeyError(name)
        return 3 if name in COUNTS else Anything()

    def __iter__(self):
        return iter([Anything(), Anything()])

    def __len__(self):
        return 2

    def __str__(self):
        return "Prøvetekst æøå"


class Nothing(dict):
    """Data in which nothing is there."""

    def __missing__(self, name):
        return 0 if name in COUNTS else ""


@pytest.fixture
def pdf(director, municipality, run_outbox, monkeypatch):
    def made(code, data):
        document = services.issue(
            kind=code, title="Ærø og Ørsted", data={}, by=director, at=NOW, municipality=municipality
        )
        shown = services.rendering.html_of

        def with_data(document, template):
            document.data = data
            return shown(document, template)

        monkeypatch.setattr(services.rendering, "html_of", with_data)
        run_outbox()
        document.refresh_from_db()
        return document, bytes(document.file.content)

    return made


@pytest.mark.parametrize("code", MADE)
def test_it_is_a_whole_and_readable_pdf(pdf, code):
    document, content = pdf(code, Anything())
    assert_sound(document, content)


@pytest.mark.parametrize("code", MADE)
def test_what_is_missing_leaves_a_pdf_all_the_same(pdf, code):
    _document, content = pdf(code, Nothing())
    assert PdfReader(BytesIO(content)).pages
