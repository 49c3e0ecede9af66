"""A letter as PDF, made by the outbox: text, language, structure, fonts, pages."""

from threading import Thread

import pytest

from core.models import OutboxMessage
from documents import rendering, services
from documents.models import File
from tests.documents.reading import pdf_of, text_of

pytestmark = pytest.mark.django_db


def test_it_is_made_by_a_worker_and_not_while_the_person_waits(issue, run_outbox):
    document = issue()
    assert not File.objects.exists()
    assert OutboxMessage.objects.get().key == f"render:{document.pk}"
    assert run_outbox() == 1
    assert File.objects.get().pages == 1


def test_rendering_twice_makes_one_file(issue, run_outbox):
    document = issue()
    run_outbox()
    before = File.objects.get().sha256
    services.render({"document": document.pk})
    assert File.objects.get().sha256 == before


def test_text_number_and_check_code(letter):
    text = text_of(letter)
    for part in (
        "Kommuneqarfik Sermersooq",
        "3900 Nuuk",
        "Aviaja Prøvebarn, 040517-5001",
        "Alle pladser er optaget.",
        "17. marts 2026",
        letter.number,
        letter.check_code,
    ):
        assert part in text


def test_title_language_and_standard(letter):
    pdf = pdf_of(letter)
    assert pdf.metadata.title == "Svar på anmodning"
    assert pdf.metadata.author == "Mælkebøttecentret"
    assert pdf.trailer["/Root"]["/Lang"] == "da"
    assert "pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_data().decode().replace("<", " ")


def tags(element, found):
    kinds = element.get("/K", [])
    if "/S" in element:
        found.append(str(element["/S"]))
    for child in kinds if isinstance(kinds, list) else [kinds]:
        child = child.get_object()
        if hasattr(child, "get"):
            tags(child, found)
    return found


def test_it_is_tagged_for_screen_readers(letter):
    root = pdf_of(letter).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    found = tags(root["/StructTreeRoot"].get_object(), [])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= set(found)
    assert found.count("/H1") == 1


def test_every_font_is_embedded_and_is_ours(letter):
    fonts = []
    for page in pdf_of(letter).pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            fonts.append(
                (str(descriptor["/FontName"]), "/FontFile2" in descriptor or "/FontFile3" in descriptor)
            )
    assert fonts
    assert all(embedded and "Inter" in name for name, embedded in fonts), fonts


def test_pages_are_counted_on_each(issue, run_outbox):
    document = issue(reasons="Vi har talt længe om det. " * 400)
    run_outbox()
    pages = pdf_of(document).pages
    assert len(pages) == document.file.pages >= 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"{number}/{len(pages)}" in text
        assert document.number in text
        assert document.check_code in text


@pytest.mark.parametrize("name", ["Ærø Ågård Ørsted", "Nivi ĸ Qaanaaq", "<b>fed</b> & {{ x }}"])
def test_names_stand_as_they_are(issue, run_outbox, name):
    document = issue(child=name)
    run_outbox()
    assert name in text_of(document)


def test_what_is_not_there_leaves_no_hole(issue, run_outbox):
    document = issue(address="", caseworker="")
    run_outbox()
    assert "None" not in text_of(document)


# Nothing is fetched, and nothing is read that is not the app's own


class Door:
    """A server on this machine that notes whoever knocks."""

    def __init__(self):
        from http.server import BaseHTTPRequestHandler, HTTPServer

        self.knocks = knocks = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                knocks.append(self.path)
                self.send_error(404)

            def log_message(self, *args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def door():
    door = Door()
    yield door
    door.server.shutdown()
    door.server.server_close()


@pytest.mark.parametrize(
    "tag", ['<img src="{}" alt="">', '<link rel="stylesheet" href="{}">', '<object data="{}"></object>']
)
def test_nothing_is_fetched_from_the_network(door, tag, caplog):
    content, _pages = rendering.pdf_of(
        f"<html lang=da><title>a</title>{tag.format(door.url + '/a.png')}</html>"
    )
    assert content.startswith(b"%PDF-")
    assert door.knocks == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/a.png",
        "https://example.org/static/img/logo.svg",
        "https://fnug.invalid@example.org/static/img/logo.svg",
        "https://fnug.invalid/media/a.png",
        "https://fnug.invalid/static/../core/acting.py",
        "https://fnug.invalid/static/%2e%2e/core/acting.py",
        "https://fnug.invalid/static/img/no-such.png",
        "https://fnug.invalid/static/css/%2e%2e/%2e%2e/manage.py",
        "ftp://127.0.0.1/static/a.png",
    ],
)
def test_nor_from_the_disk(url):
    with pytest.raises((ValueError, KeyError)):
        rendering.OwnFilesOnly().fetch(url)


def test_not_even_by_a_path_that_begins_anew(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    with pytest.raises(ValueError, match="outside the static files"):
        rendering.OwnFilesOnly().fetch(f"https://fnug.invalid/static/{secret}")


def test_the_apps_own_files_are_there():
    response = rendering.OwnFilesOnly().fetch("https://fnug.invalid/static/img/logo.svg")
    assert b"<svg" in response.read()


def test_what_is_written_in_a_letter_fetches_nothing(issue, run_outbox, door):
    document = issue(reasons=f'<img src="{door.url}/a.png"><link rel=stylesheet href="file:///etc/passwd">')
    run_outbox()
    assert "<img src=" in text_of(document)
    assert door.knocks == []


def test_the_letter_is_danish_whoever_has_it_made(issue):
    html = rendering.html_of(issue(), "documents/decision_letter.html")
    assert '<html lang="da">' in html
    assert "enlig hilsen" in html
