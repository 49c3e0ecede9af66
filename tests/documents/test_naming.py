"""Names from outside are read, never believed."""

from email.message import Message
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.naming import readable, tidied
from documents.serving import as_download
from documents.uploads import JPEG, PDF, PNG
from tests.english import english  # noqa: F401

pytestmark = pytest.mark.rule("VIS-1")
NASTY = [
    'a"b.pdf',
    "a\r\nSet-Cookie: x=y.pdf",
    "a\0.pdf",
    "x" * 400 + ".pdf",
    "\u202efdp.exe",
    "../../../etc/passwd",
    "C:\\Windows\\system32\\x.pdf",
    "CON",
    ".",
    "..",
    "",
    "   ",
    ".pdf",
    "'; DROP TABLE x; --.pdf",
    "%00%2e%2e%2f.pdf",
    "Udtalelse om ĸaassassuĸ på Æblø.pdf",
    "🌼🇬🇱.png",
    "\ud800.pdf",
]


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("Udtalelse fra skolen.pdf", PDF, "Udtalelse fra skolen.pdf"),
        ("IMG_0042.JPG", JPEG, "IMG_0042.jpg"),
        ("IMG_0042.jpeg", JPEG, "IMG_0042.jpeg"),
        ("Rapport v1.2", PDF, "Rapport v1.2.pdf"),
        ("virus.exe", PDF, "virus.exe.pdf"),
        ("foto.pdf", PNG, "foto.png"),
        ("../../etc/passwd", PDF, "passwd.pdf"),
        ("C:\\Temp\\afgørelse.pdf", PDF, "afgørelse.pdf"),
        ('a"b;c\r\nd.pdf', PDF, "a-b-c d.pdf"),
        ("a\u030angstro\u0308m.pdf", PDF, "ångström.pdf"),
        ("", PDF, "attachment.pdf"),
        ("...", PNG, "attachment.png"),
    ],
)
def test_a_name_is_tidied(name, kind, kept):
    assert tidied(name, kind) == kept


@given(st.text(max_size=500), st.sampled_from([PDF, JPEG, PNG]))
@example("\u202efdp.exe", PDF)
@example("\ud800", PNG)
def test_every_name_ends_as_its_content_says(name, kind):
    kept = tidied(name, kind)
    assert 4 < len(kept) <= 130
    assert kept.endswith({PDF: ".pdf", JPEG: (".jpg", ".jpeg"), PNG: ".png"}[kind])
    assert kept.isprintable()
    assert not set(kept) & set("/\\:*?\"<>|;%'`$")
    assert kept == kept.strip()
    assert readable(name).isprintable()


@pytest.mark.parametrize("name", NASTY)
def test_the_download_has_exactly_that_name(name):
    kept = tidied(name, PDF)
    file = SimpleNamespace(content=b"x", content_type=PDF, original_name=kept)
    header = as_download(SimpleNamespace(file=file, number="D-1")).headers["Content-Disposition"]
    assert header.startswith("attachment")
    assert not set(header) & set("\r\n\0")
    parsed = Message()
    parsed["Content-Disposition"] = header
    assert parsed.get_filename() == kept


def test_what_was_issued_here_is_called_by_its_number():
    file = SimpleNamespace(content=b"x", content_type=PDF, original_name="")
    header = as_download(SimpleNamespace(file=file, number="D-2026-000001")).headers["Content-Disposition"]
    assert header == 'attachment; filename="D-2026-000001.pdf"'
