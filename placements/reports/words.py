"""How quotations stand in the text while one writes, and how a text becomes the parts of a document.

A quotation is one or more lines that begin with ">"; the last of them, "> – 12.03.2026", says of when it is.
"""

import re

from django.utils import timezone
from django.utils.formats import date_format

MARK = ">"
SOURCE = "–"


def quotation(entry, words=None):
    """The lines that quote a diary entry, or these words of it, with its date."""
    said = words or entry.told
    spoken = [f"»{entry.told_own_words}«"] if entry.own_words and not words else []
    lines = "\n".join([said, *spoken]).splitlines()
    day = date_format(timezone.localdate(entry.happened_at), "SHORT_DATE_FORMAT")
    return "\n".join(f"{MARK} {line}".rstrip() for line in [*lines, f"{SOURCE} {day}"])


def with_quotation(text, quoted):
    return f"{text.rstrip()}\n\n{quoted}\n\n".lstrip()


def without_quotation(text, quoted):
    """The text without that quotation, if it still stands there as it was put in."""
    return re.sub(r"\n{3,}", "\n\n", text.replace(quoted, "")).strip()


def parts(text):
    """Paragraphs and quotations in order, each `{"words": …, "quote": bool, "source": …}`."""
    return [part for block in re.split(r"\n\s*\n", text) for part in _parts_of(block)]


def _parts_of(block):
    for quoted, lines in _runs(block.splitlines()):
        words = "\n".join(lines).strip()
        if words and quoted:
            yield _quote(words)
        elif words:
            yield {"words": words, "quote": False, "source": ""}


def _runs(lines):
    """Neighbouring lines that are all quoted, or all not."""
    run, kind = [], None
    for line in lines:
        quoted = line.startswith(MARK)
        if run and quoted != kind:
            yield kind, run
            run = []
        kind = quoted
        run.append(line.removeprefix(MARK).strip() if quoted else line.rstrip())
    if run:
        yield kind, run


def _quote(words):
    *lines, last = words.splitlines()
    if lines and last.startswith(SOURCE):
        return {"words": "\n".join(lines), "quote": True, "source": last.removeprefix(SOURCE).strip()}
    return {"words": words, "quote": True, "source": ""}
