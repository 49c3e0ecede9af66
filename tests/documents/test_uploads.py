"""What comes from outside is what its content says, is made harmless, or is refused with what to do instead."""

import resource
from io import BytesIO
from time import monotonic

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.refusals import Refused
from documents import uploads
from documents.uploads import JPEG, MOST_BYTES, PAPER_OR_PICTURE, PDF, PNG
from tests.documents import papers
from tests.english import english  # noqa: F401

pytestmark = pytest.mark.rule("VIS-1")
SECONDS = 2


def accept(content):
    return uploads.accept(content, types=PAPER_OR_PICTURE)


def refusal(content, types=PAPER_OR_PICTURE):
    with pytest.raises(Refused) as refused:
        uploads.accept(content, types=types)
    return str(refused.value)


def opened(accepted):
    return Image.open(BytesIO(accepted.content))


@pytest.fixture
def quick():
    """Each took less than two seconds of computing, however busy the machine was."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


# What is taken


def test_a_pdf_is_kept_byte_for_byte():
    content = papers.pdf()
    accepted = accept(content)
    assert (accepted.content, accepted.content_type, accepted.pages) == (content, PDF, 1)


@pytest.mark.parametrize("pages", [1, 3, 30])
def test_the_pages_of_a_pdf_are_counted(pages):
    assert accept(papers.many_pages(pages)).pages == pages


def test_packed_pdfs_too():
    mode = pikepdf.ObjectStreamMode.generate
    assert accept(papers.changed_pdf(lambda document: None, object_stream_mode=mode)).pages == 1


def test_a_pdf_of_twenty_megabytes_is_taken_and_not_one_byte_more(quick):
    content = papers.pdf_of(MOST_BYTES)
    assert accept(content).content == content
    assert refusal(papers.pdf_of(MOST_BYTES + 1)) == uploads.TOO_LARGE


@pytest.mark.parametrize("kind", [JPEG, PNG])
def test_a_picture_is_made_anew_without_what_stood_beside_it(kind):
    content = {JPEG: papers.photo(), PNG: papers.screenshot()}[kind]
    assert b"mormor" in content
    accepted = accept(content)
    assert accepted.content != content
    assert accepted.content_type == kind
    again = opened(accepted)
    assert (again.size, dict(again.getexif()), again.getexif().get_ifd(papers.GPS)) == ((60, 40), {}, {})
    assert not again.info.keys() & {"comment", "Comment", "Author", "exif", "icc_profile", "dpi"}
    for trace in (b"mormor", "Prøve".encode(), b"Exif", b"tEXt", b"iTXt"):
        assert trace not in accepted.content


@pytest.mark.parametrize(
    ("orientation", "size", "dark"),
    [(1, (60, 40), (0, 20)), (3, (60, 40), (59, 20)), (6, (40, 60), (20, 0)), (8, (40, 60), (20, 59))],
)
def test_a_photo_stands_upright(orientation, size, dark):
    picture = opened(accept(papers.photo(orientation))).convert("L")
    assert picture.size == size
    assert picture.getpixel(dark) < 60
    assert picture.getpixel((size[0] - 1 - dark[0], size[1] - 1 - dark[1])) > 190


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode):
    if mode == "PA":
        content = papers.written(papers.picture().convert("P"), "PNG", transparency=0)
    else:
        content = papers.written(Image.new("L", (40, 30), 200).convert(mode), "PNG")
    assert opened(accept(content)).size == (40, 30) if mode != "PA" else (60, 40)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_taken(mode):
    content = papers.written(Image.new(mode, (40, 30)), "JPEG")
    assert opened(accept(content)).mode in ("L", "RGB")


def test_of_a_photo_with_several_pictures_the_first_is_kept():
    content = papers.written(papers.picture(), "MPO", save_all=True, append_images=[papers.picture((9, 9))])
    assert opened(accept(content)).size == (60, 40)


def test_the_same_photo_becomes_the_same_bytes():
    assert accept(papers.photo()).content == accept(papers.photo()).content


def test_a_photo_of_fifty_million_points_is_taken(quick):
    content = papers.written(papers.picture((8000, 6200), "L"), "JPEG")
    assert opened(accept(content)).size == (8000, 6200)


# What is refused, and what to do instead


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", uploads.EMPTY, id="empty"),
        pytest.param(papers.pdf() + b" " * MOST_BYTES, uploads.TOO_LARGE, id="large"),
        pytest.param(papers.heic(), uploads.HEIC, id="HEIC"),
        pytest.param(papers.heic(b"mif1"), uploads.HEIC, id="HEIF"),
        pytest.param(papers.SVG, uploads.UNKNOWN, id="SVG"),
        pytest.param(papers.HTML, uploads.UNKNOWN, id="HTML"),
        pytest.param(papers.PROGRAM, uploads.UNKNOWN, id="program"),
        pytest.param(papers.archive(), uploads.UNKNOWN, id="archive"),
        pytest.param(papers.written(papers.picture(), "GIF"), uploads.UNKNOWN, id="GIF"),
        pytest.param(papers.written(papers.picture(), "TIFF"), uploads.UNKNOWN, id="TIFF"),
        pytest.param(papers.written(papers.picture(), "WEBP"), uploads.UNKNOWN, id="WebP"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, uploads.UNKNOWN, id="old Word"),
        pytest.param(b"\0" * 9000, uploads.UNKNOWN, id="zeros"),
        pytest.param(papers.HTML + papers.pdf(), uploads.UNKNOWN, id="HTML before a PDF"),
        pytest.param(papers.pdf() + papers.HTML, uploads.NO_PDF, id="HTML after a PDF"),
        pytest.param(papers.pdf() + papers.archive(), uploads.NO_PDF, id="archive after a PDF"),
        pytest.param(
            papers.pdf() + papers.archive(b"\n%%EOF\n"), uploads.NO_PDF, id="archive that ends as a PDF"
        ),
        pytest.param(
            b"%PDF-1.4" + papers.HTML + papers.pdf()[8:], uploads.NO_PDF, id="HTML in the first line"
        ),
        pytest.param(b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n", uploads.NO_PDF, id="the look of a PDF"),
        pytest.param(papers.pdf()[:-60], uploads.NO_PDF, id="PDF without its end"),
        pytest.param(papers.pdf()[: len(papers.pdf()) // 2] + b"\n%%EOF", uploads.NO_PDF, id="half a PDF"),
        pytest.param(papers.pdf().replace(b"[3 0 R]", b"[2 0 R]"), uploads.NO_PDF, id="pages in a circle"),
        pytest.param(
            papers.pdf().replace(b"[3 0 R] /Count 1", b"[     ] /Count 0"), uploads.NO_PDF, id="no page"
        ),
        pytest.param(papers.photo()[:-300], uploads.NO_PICTURE, id="JPEG without its end"),
        pytest.param(papers.photo()[:40], uploads.NO_PICTURE, id="the beginning of a JPEG"),
        pytest.param(papers.screenshot()[:-80], uploads.NO_PICTURE, id="PNG without its end"),
        pytest.param(b"\xff\xd8\xff" + papers.PROGRAM, uploads.NO_PICTURE, id="program as a JPEG"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + papers.HTML, uploads.NO_PICTURE, id="HTML as a PNG"),
        pytest.param(b"\xff\xd8\xff", uploads.NO_PICTURE, id="three bytes"),
        pytest.param(b"%PDF-", uploads.NO_PDF, id="five bytes"),
    ],
)
def test_it_is_refused(content, sentence, quick):
    assert refusal(content) == str(sentence)


@pytest.mark.parametrize("owner_only", [True, False])
def test_a_locked_pdf_is_refused(owner_only):
    lock = pikepdf.Encryption(owner="hemmelig", user="" if owner_only else "hemmelig")
    assert refusal(papers.changed_pdf(lambda document: None, encryption=lock)) == uploads.REFUSALS["locked"]


N, S = pikepdf.Name, pikepdf.String


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(papers.with_action(S=N.JavaScript, JS=S("app.alert(1)")), id="JavaScript"),
        pytest.param(papers.with_action(S=N.Launch, F=S("cmd.exe")), id="program"),
        pytest.param(papers.with_action(S=N.SubmitForm, F=S("https://example.test")), id="sends"),
        pytest.param(papers.with_action(S=N.GoToR, F=S(r"\\\\example.test\\x")), id="other place"),
        pytest.param(papers.with_action(S=N.ImportData, F=S("x")), id="fetches"),
        pytest.param(papers.with_attachment, id="file inside"),
        pytest.param(papers.with_form, id="form with a program"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_that_acts_is_refused(change, packed):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert refusal(papers.changed_pdf(change, object_stream_mode=mode)) == uploads.REFUSALS["active"]


def test_another_spelling_of_the_same_does_not_help():
    assert refusal(papers.pdf().replace(b"/Lang (da)", b"/#4aS (da)")) == uploads.REFUSALS["active"]


def test_words_about_programs_are_only_words():
    def speak(document):
        document.Root.Remark = S("see /JavaScript, /JS (x) and /Launch")

    assert accept(papers.changed_pdf(speak)).pages == 1


def test_links_are_harmless():
    assert accept(papers.changed_pdf(papers.with_action(S=N.URI, URI=S("https://example.test")))).pages == 1


def test_where_a_paper_is_wanted_a_picture_is_not_taken():
    assert refusal(papers.photo(), types=uploads.PAPER) == uploads.NO_PDF


# Bombs


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: papers.huge_png(30_000, 30_000), uploads.REFUSALS["pixels"]),
        (lambda: papers.huge_png(2_000_000, 30), uploads.REFUSALS["pixels"]),
        (lambda: papers.jpeg_drawn_again_and_again(60), uploads.REFUSALS["heavy"]),
        (papers.png_with_bomb_of_text, uploads.NO_PICTURE),
        (papers.bomb_of_references, uploads.NO_PDF),
        (lambda: papers.many_pages(2001), uploads.REFUSALS["pages"]),
    ],
    ids=["pixels", "one long line", "scans", "text", "references", "pages"],
)
def test_a_bomb_is_refused_before_it_goes_off(make, sentence):
    bomb = make()
    assert len(bomb) < 3_000_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert refusal(bomb) == str(sentence)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


# Files that nobody thought of


def look_at(content):
    """Refused with a sentence, or kept as what it is; nothing else ever happens, and it happens soon."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), monotonic()
    try:
        accepted = accept(content)
    except Refused as refused:
        assert len(str(refused)) > 20
    else:
        if accepted.content_type == PDF:
            assert accepted.content == content
        else:
            assert accepted.content != content
            opened(accepted).load()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS
    assert monotonic() - began < 10 * SECONDS


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"]), st.binary(max_size=4000)
)
def test_noise_harms_nobody(sign, noise):
    look_at(sign + noise)


@pytest.mark.parametrize("seed", papers.SEEDS)
@pytest.mark.parametrize("number", range(8))
def test_damaged_files_harm_nobody(seed, number):
    look_at(papers.damaged(seed, number))


@pytest.mark.proof
@pytest.mark.parametrize("seed", papers.SEEDS)
@pytest.mark.parametrize("number", range(8, 250))
def test_a_thousand_damaged_files_harm_nobody(seed, number):
    look_at(papers.damaged(seed, number))
