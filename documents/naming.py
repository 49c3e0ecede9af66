"""The name under which a file came: kept to be recognised by, never trusted, and its type is the content's."""

import re
from pathlib import PurePosixPath
from unicodedata import category, normalize

from django.utils.translation import gettext as _

MOST_LETTERS = 120
ENDINGS = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
KNOWN = {ending for endings in ENDINGS.values() for ending in endings}
# What a path, a shell or a header would read as something else.
TROUBLE = re.compile(r"[/\\:*?\"'<>|;%`$]+")


def readable(name):
    """Letters that can be seen, and without a path."""
    seen = "".join(" " if category(letter)[0] in "CZ" else letter for letter in normalize("NFC", name))
    last = TROUBLE.split(seen.replace("\\", "/").rsplit("/", 1)[-1])
    return " ".join("-".join(last).split()).strip(". -")[:MOST_LETTERS] or _("attachment")


def tidied(name, content_type):
    """A readable name that ends as its content says."""
    plain = PurePosixPath(readable(name))
    ending = plain.suffix.lower()
    kept = plain.stem.rstrip() if ending in KNOWN else plain.name
    return kept + (ending if ending in ENDINGS[content_type] else ENDINGS[content_type][0])
