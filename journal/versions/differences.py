"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Above so many words against each other a comparison would take seconds; then lines are compared.
MOST_PAIRS = 4_000_000


@dataclass(frozen=True)
class Part:
    """`kind` is same, gone or new: what is same or new is the text after, what is same or gone the words before."""

    kind: str
    text: str


def differences(before, after):
    """The two texts as parts in the order of reading. A difference in blanks alone is none."""
    old, new = _words(before), _words(after)
    if len(old) * len(new) > MOST_PAIRS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [part for step in _steps(old, new) for part in step if part.text]


def _words(text):
    """Words, each with the blanks before it."""
    return re.findall(r"\s*\S+", text)


def _steps(old, new):
    matched = SequenceMatcher(None, [piece.strip() for piece in old], [piece.strip() for piece in new], False)
    for tag, old_from, old_to, new_from, new_to in matched.get_opcodes():
        gone, said = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        words = said.lstrip()
        blank = Part("same", said[: len(said) - len(words)])
        yield [Part("same", said)] if tag == "equal" else [Part("gone", gone), blank, Part("new", words)]
