"""What may come into the house: PDF, JPEG and PNG. The content decides what a file is, not its name."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.refusals import Refused
from documents import sandbox

MOST_BYTES = 20 * 1024 * 1024
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
PAPER = (PDF,)
PICTURE = (JPEG, PNG)
PAPER_OR_PICTURE = (PDF, *PICTURE)
SIGNS = {b"%PDF-": PDF, b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG}
APPLE = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")

EMPTY = _("The file is empty. Choose it again.")
TOO_LARGE = _("The file is larger than 20 MB. Send a smaller one.")
NO_PDF = _("The file is not a whole PDF. Save the paper as PDF and choose it again.")
NO_PICTURE = _("The picture is damaged or incomplete. Take it again, or choose another copy.")
HEIC = _(
    "The photo is in the format HEIC. Choose “Most compatible” in the phone's settings under Camera, Formats, "
    "and take it again; or send it as JPEG."
)
NOT_A_PICTURE = _("Only a photo can be received here, as JPEG or PNG. Choose another one.")
UNKNOWN = _("Only PDF, JPEG and PNG can be received. Save or print the file as PDF and choose it again.")
REFUSALS = {
    "locked": _(
        "The PDF is protected. Save it without a password, or print it to a new PDF, and choose that."
    ),
    "active": _("The PDF holds a program or other files. Print it to a new PDF and choose that."),
    "pages": _("The PDF has more than 2,000 pages. Send it in parts."),
    "pixels": _("The picture has more than 50 million points. Save it smaller and choose it again."),
    "heavy": _("The file is too complicated. Print it to a new PDF, or take a photo of it, and choose that."),
    "busy": _("Many files arrive just now. Try again in a minute."),
}


@dataclass(frozen=True)
class Accepted:
    """A file as it may be kept: a PDF as it came, a picture made anew."""

    content: bytes
    content_type: str
    pages: int | None


def accept(content, *, types=PAPER, longest=None):
    """The file as it may be kept, a picture with no side longer than `longest` points.

    Raises Refused with what to do instead.
    """
    if not content:
        raise Refused(EMPTY)
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    content_type = _type_of(content, types)
    said, made = sandbox.examine(content_type, content, longest)
    if "refused" in said:
        raise Refused(REFUSALS.get(said["refused"], NO_PDF if content_type == PDF else NO_PICTURE))
    return Accepted(made or content, content_type, said.get("pages"))


def _type_of(content, types):
    found = next((kind for sign, kind in SIGNS.items() if content.startswith(sign)), None)
    if found in types:
        return found
    if types == PAPER:
        raise Refused(NO_PDF)
    if content[4:8] == b"ftyp" and content[8:12] in APPLE:
        raise Refused(HEIC)
    raise Refused(NOT_A_PICTURE if types == PICTURE else UNKNOWN)
