"""A folder of CSV files as records that know their line. Nothing here knows of children."""

import codecs
import csv
import io
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.refusals import Refused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
FILE, ROW = "file", "row"


@dataclass(frozen=True)
class Fault:
    file: str
    line: int
    column: str
    sentence: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.column}: {self.sentence}"


@dataclass(frozen=True)
class Record:
    """A row; `line` is where it begins. The columns of the file that it lacks are empty."""

    file: str
    line: int
    cells: dict

    def fault(self, column, sentence):
        return Fault(self.file, self.line, column, str(sentence))


@dataclass
class Sheet:
    """A file. It is `whole` when every row could be read, so that what is not there does not exist."""

    records: list = field(default_factory=list)
    whole: bool = True


def nothing(name):
    return frozenset()


def read_folder(folder, columns, required, later, faults, prose=nothing):
    """Sheets by file name. `columns` gives each file's columns, `later` the files not yet supported, and
    `prose(name)` the columns of a file in which line breaks are kept."""
    sheets = {name: Sheet(whole=name not in required) for name in columns}
    for path in sorted(folder.iterdir()):
        if path.name in columns:
            sheets[path.name] = read_file(path, columns[path.name], faults, prose(path.name))
        elif path.name in later:
            faults.append(Fault(path.name, 1, FILE, _("This file is not yet supported.")))
        elif not path.name.startswith("."):
            faults.append(Fault(shown(path.name), 1, FILE, _("Fnug does not know a file of this name.")))
    for name in required:
        if not (folder / name).exists():
            faults.append(Fault(name, 1, FILE, _("This file must be there.")))
    return sheets


def read_file(path, columns, faults, prose=frozenset()):
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        sentence = _("This file cannot be read: %(why)s.") % {"why": error.strerror}
    except Refused as refused:
        sentence = str(refused)
    else:
        return parse(path.name, text, columns, faults, prose)
    faults.append(Fault(path.name, 1, FILE, sentence))
    return Sheet(whole=False)


def decode(content):
    """UTF-8, with or without byte-order mark; raises Refused, naming what it seems to be instead."""
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            raise _not_utf8(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_utf8("UTF-16" if _every_second_is_zero(content) else "Windows-1252") from None
    if text and _every_second_is_zero(content):
        raise _not_utf8("UTF-16")
    return text


def _every_second_is_zero(content):
    return content.count(0) > len(content) / 3


def _not_utf8(name):
    about = {"encoding": name}
    return Refused(
        _("This file is not UTF-8 but seems to be %(encoding)s. Save it as “CSV UTF-8” again.") % about
    )


def parse(name, text, columns, faults, prose=frozenset()):
    """`columns` maps each name to whether its cells may be empty; in those of `prose` line breaks are kept."""
    rows = _numbered(name, text, faults)
    header = next(rows, (1, []))[1]
    header = header and _without_empty_end([cell.strip() for cell in header])
    wrong = [] if header is None else list(_faults_of_header(name, header, columns))
    faults += wrong
    if wrong or header is None:
        return Sheet(whole=False)
    clean = [_clean_prose if column in prose else _clean for column in header]
    records = [row and _record(name, line, header, row, columns, faults, clean) for line, row in rows]
    return Sheet([record for record in records if record], whole=None not in records)


def _numbered(name, text, faults):
    """Rows with something in them, each with its first line; the last row is None if reading broke off."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            sentence = _("From here on the file cannot be read: a quotation mark is missing or too much.")
            faults.append(Fault(name, line, ROW, sentence))
            yield line, None
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _faults_of_header(name, header, columns):
    if len(header) == 1 and ";" in header[0]:
        yield Fault(name, 1, FILE, _("The columns are separated by semicolons; they must be commas."))
        return
    for column, may_be_empty in columns.items():
        if column not in header and not may_be_empty:
            yield Fault(name, 1, column, _("This column is missing."))
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            yield Fault(name, 1, shown(column), _("This column is there twice."))
        elif column not in columns:
            yield Fault(name, 1, shown(column), _("Fnug does not know this column."))


def _record(name, line, header, row, columns, faults, clean):
    row = row[: len(header)] + _without_empty_end(row[len(header) :])
    if len(row) != len(header):
        about = {"count": len(row), "expected": len(header)}
        sentence = ngettext(
            "This row has %(count)d cell instead of %(expected)d.",
            "This row has %(count)d cells instead of %(expected)d.",
            len(row),
        )
        faults.append(Fault(name, line, ROW, sentence % about))
        return None
    cleaned = (each(cell) for each, cell in zip(clean, row, strict=True))
    return Record(name, line, dict.fromkeys(columns, "") | dict(zip(header, cleaned, strict=True)))


def _without_empty_end(cells):
    """Spreadsheets like to add columns in which nothing stands."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _clean(cell):
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _clean_prose(cell):
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.strip())


def shown(text):
    """A name from outside in a message: short, in one line, without the colon that separates."""
    return "".join(c if c.isprintable() and c != ":" else "?" for c in text)[:80] or "?"
