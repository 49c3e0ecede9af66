"""Looks into one file from outside, alone in a process: `python -I examiner.py application/pdf`, the file on stdin.

A number behind it is the longest side, in points, that a picture may keep. It loads what it needs, gives up every
means to do harm, and only then reads. It answers with a line of JSON, and after it the picture made anew.
"""

import json
import re
import resource
import sys
import zipfile
from contextlib import suppress
from io import BytesIO

MB = 1024 * 1024
LIMITS = {
    resource.RLIMIT_CPU: 8,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_FSIZE: 0,
    # Three are open, and one is needed to map the file into memory: no other file, no connection.
    resource.RLIMIT_NOFILE: 4,
    resource.RLIMIT_NPROC: 0,
}
# A photo of fifty million points, being turned, takes the most.
MOST_MEMORY = {"application/pdf": 500 * MB, "image/jpeg": 700 * MB, "image/png": 700 * MB}
MOST_PIXELS = 50_000_000
# A JPEG may draw its pixels again and again; usual ones do so ten times.
MOST_DRAWN = 20 * MOST_PIXELS
MOST_PAGES = 2000
LONGEST = int(sys.argv[2]) if len(sys.argv) > 2 else None
PNG_MODES = {"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}

ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA"}
ACTIVE_KINDS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/RichMedia", "/Movie", "/Sound", "/FileAttachment", "/EmbeddedFile"),
}
SUSPECT = re.compile(rb"/(?:" + "|".join(name[1:] for name in ACTIVE_KEYS | ACTIVE_KINDS).encode() + rb")\b")


class Refused(Exception):
    pass


def give_up_power(memory):
    for what, most in {**LIMITS, resource.RLIMIT_AS: memory}.items():
        hard = resource.getrlimit(what)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def jpeg(content):
    picture = JpegImageFile(BytesIO(content))
    drawn = _pixels(picture) * content.count(b"\xff\xda")
    if drawn > MOST_DRAWN:
        raise Refused("heavy")
    _make_upright(picture)
    return _made_anew(_small(picture if picture.mode in ("L", "RGB") else picture.convert("RGB")), "JPEG")


def png(content):
    picture = PngImageFile(BytesIO(content))
    _pixels(picture)
    _make_upright(picture)
    plain = picture.mode in PNG_MODES and "transparency" not in picture.info
    return _made_anew(_small(picture if plain else picture.convert("RGBA")), "PNG")


def _pixels(picture):
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise Refused("pixels")
    return pixels


def _make_upright(picture):
    picture.load()
    # Cameras write odd things beside the picture; it is none the worse for it.
    with suppress(Exception):
        ImageOps.exif_transpose(picture, in_place=True)


def _small(picture):
    if LONGEST is None or max(picture.size) <= LONGEST:
        return picture
    small = picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert("RGBA")
    small.thumbnail((LONGEST, LONGEST))
    return small


def _made_anew(picture, kind):
    """Pixels and nothing else: place, time, camera and colour profile stay behind."""
    picture.info = {}
    made = BytesIO()
    picture.save(made, kind, quality=90, compress_level=3)
    return {}, made.getvalue()


def pdf(content):
    _check_whole(content)
    try:
        document = pikepdf.open(
            sys.stdin.buffer,
            access_mode=pikepdf.AccessMode.mmap,
            attempt_recovery=False,
            suppress_warnings=True,
        )
    except (pikepdf.PasswordError, pikepdf.PdfError, RuntimeError) as error:
        raise Refused("locked" if b"/Encrypt" in content else "broken") from error
    if document.is_encrypted:
        raise Refused("locked")
    return {"pages": _pages(document)}, b""


def _check_whole(content):
    """From its first byte to its last a PDF: nothing before, nothing after, no archive at its end."""
    behind = content[content.rfind(b"%%EOF") + 5 :].strip(b"\0\t\n\f\r ")
    if behind or not re.match(rb"%PDF-[12]\.\d\s", content) or zipfile.is_zipfile(BytesIO(content)):
        raise Refused("broken")


def _pages(document):
    pages = len(document.pages)
    if not pages:
        raise Refused("broken")
    if pages > MOST_PAGES:
        raise Refused("pages")
    for thing in document.objects:
        facts = thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing
        if SUSPECT.search(facts.unparse(resolved=True)) and _is_active(facts):
            raise Refused("active")
    return pages


def _is_active(thing):
    """Whether it runs, plays, sends or holds another file. The same words inside a text are only words."""
    waiting = [thing]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Dictionary):
            if any(_acts(key, value) for key, value in thing.items()):
                return True
            waiting += [value for value in thing.values() if _is_inside(value)]
        elif isinstance(thing, pikepdf.Array):
            waiting += [value for value in thing if _is_inside(value)]
    return False


def _acts(key, value):
    return key in ACTIVE_KEYS or (isinstance(value, pikepdf.Name) and str(value) in ACTIVE_KINDS)


def _is_inside(value):
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def answer(look, content):
    try:
        return look(content)
    except Refused as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"refused": "heavy"}, b""
    except Exception:
        return {"refused": "broken"}, b""


if __name__ == "__main__":
    if sys.argv[1] == "application/pdf":
        import pikepdf

        look = pdf
    else:
        # Everything that Pillow would load later must be here before the door closes.
        from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin  # noqa: F401
        from PIL.JpegImagePlugin import JpegImageFile
        from PIL.PngImagePlugin import PngImageFile

        Image.preinit()
        Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and refuses instead of warning
        look = jpeg if sys.argv[1] == "image/jpeg" else png
    give_up_power(MOST_MEMORY[sys.argv[1]])
    facts, made = answer(look, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps({**facts, "bytes": len(made)}).encode() + b"\n" + made)
