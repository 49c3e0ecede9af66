"""Files as people and attackers send them. Everything is made here: no file of anybody's."""

import random
import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from PIL import Image, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from config.demo.paper import demo_paper

GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x0110
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."


def written(picture, kind, **options):
    content = BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def picture(size=(60, 40), mode="RGB"):
    """Left half dark, right half light, so that one sees which way is up."""
    dark, light = {"L": (20, 230), "RGB": ((20, 20, 20), (230, 230, 230))}[mode]
    made = Image.new(mode, size, light)
    made.paste(dark, (0, 0, size[0] // 2, size[1]))
    return made


def photo(orientation=1, **options):
    """As a phone takes it: with place, camera and a remark."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[CAMERA] = orientation, "Prøvekamera"
    north = TiffImagePlugin.IFDRational
    exif[GPS] = {1: "N", 2: (north(64), north(10), north(30)), 3: "W", 4: (north(51), north(44), north(0))}
    return written(picture(), "JPEG", exif=exif, comment=b"Hjemme hos mormor", **options)


def turned(orientation=6):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif


def screenshot():
    about = PngInfo()
    about.add_text("Author", "Prøveperson", zip=True)
    about.add_itxt("Comment", "Hjemme hos mormor")
    return written(picture(), "PNG", pnginfo=about, exif=Image.Exif().tobytes())


def pdf(*lines):
    return demo_paper(*(lines or ("En prøve",)))


def changed_pdf(change, **options):
    content = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        change(document)
        document.save(content, **options)
    return content.getvalue()


def pdf_of(size):
    """Exactly so many bytes, most of them one large picture that nobody sees."""

    def filled(length):
        def fill(document):
            document.Root.Filling = document.make_stream(b"x" * length)

        return changed_pdf(fill, compress_streams=False)

    about = size - 5000
    return filled(about + size - len(filled(about)))


def with_action(**facts):
    """A PDF that does something as soon as it is opened."""

    def change(document):
        document.Root.OpenAction = pikepdf.Dictionary(**facts)

    return change


def with_attachment(document):
    document.attachments["regning.exe"] = PROGRAM


def with_form(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("<xdp/>"))


def many_pages(number):
    return changed_pdf(lambda document: [document.add_blank_page() for _ in range(number - 1)])


def huge_png(width, height):
    """A few bytes that say they are a picture of gigantic size, rightly."""
    head = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    packer, rows = zlib.compressobj(9), b""
    for _ in range(height):
        rows += packer.compress(b"\0" * (width // 8 + 1))
    return head + _chunk(b"IDAT", rows + packer.flush()) + _chunk(b"IEND", b"")


def _chunk(name, content):
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png_with_bomb_of_text():
    """What is said beside the picture unpacks to a hundred million letters."""
    plain = written(picture(), "PNG")
    text = b"Comment\0\0" + zlib.compress(b"a" * 100_000_000, 9)
    return plain[:33] + _chunk(b"zTXt", text) + plain[33:]


def jpeg_drawn_again_and_again(times, size=(7000, 7000)):
    """Each of its scans paints all the pixels once more."""
    plain = written(Image.new("L", size), "JPEG", progressive=True)
    last = plain.rfind(b"\xff\xda")
    return plain[:-2] + plain[last:-2] * times + b"\xff\xd9"


def bomb_of_references():
    """The table of its parts unpacks to a gigabyte and a half."""
    table = spaces(1500)
    catalogue = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    parts = b"%PDF-1.5\n" + catalogue + b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    head = b"9 0 obj\n<</Type/XRef/Size 10/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(
        table
    )
    return parts + head + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(parts)


def spaces(megabytes):
    """So many, packed. A packer that forgets after each million packs the next one to the same bytes."""
    packer = zlib.compressobj(9, wbits=-15)
    million = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    number, largest = megabytes * 1_000_000, 65521
    adler = (number + 32 * number * (number + 1) // 2) % largest << 16 | (1 + 32 * number) % largest
    return b"\x78\xda" + million * megabytes + packer.flush() + struct.pack(">I", adler)


def archive(comment=b""):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("regning.exe", PROGRAM)
        packed.comment = comment
    return content.getvalue()


def heic(brand=b"heic"):
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\0\0\0\0mif1" + brand + b"\0" * 200


SEEDS = {"jpeg": photo(), "progressive": photo(progressive=True), "png": screenshot(), "pdf": pdf()}


def damaged(seed, number):
    """The same damage for the same number: bytes turned, cut out, put in or repeated, or the end missing."""
    chance = random.Random(f"{seed}{number}")
    content = SEEDS[seed]
    for _ in range(chance.randint(1, 12)):
        place, length = chance.randrange(len(content)), chance.randint(1, 40)
        before, hit, behind = content[:place], content[place : place + length], content[place + length :]
        noise = chance.randbytes(length)
        content = before + chance.choice([noise, b"", noise + hit, hit * chance.randint(2, 50)]) + behind
    return content[: chance.randrange(len(content))] if chance.random() < 0.2 else content
