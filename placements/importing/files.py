"""Files of higher apps in the same folder: each is registered with its columns, its checks and what writes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from placements.importing import rows


@dataclass(frozen=True)
class File:
    """`known(at)` asks the database once, and its answer is handed to all others as `facts`.

    `read(cells, facts)` gives a typed row, `check(rows, records, sheets, facts)` yields what is wrong between the
    rows of all files, `write(rows, records, children, facts)` saves them when the `children` are there by their
    reference, and `said(count)` is the sentence about it.
    Line breaks stay in the columns of `prose`.
    """

    name: str
    columns: dict[str, bool]
    known: Callable
    read: Callable
    check: Callable[..., Iterable]
    write: Callable
    said: Callable[[int], str]
    prose: frozenset = field(default_factory=frozenset)


_files: dict[str, File] = {}


def register(file):
    _files[file.name] = file


def registered():
    return _files.values()


def columns():
    """The columns of every file that a folder may hold, in the order in which people read them."""
    return rows.COLUMNS | {file.name: file.columns for file in registered()}


def prose(name):
    return _files[name].prose if name in _files else frozenset()
