"""What changed between two versions of a text, word by word."""

import re
from dataclasses import dataclass

# So many words that went or came are looked for; texts that differ in more stand one after the other. What a
# comparison costs grows with the square of it, and whoever writes decides what is compared.
MOST_CHANGES = 300


@dataclass(frozen=True)
class Part:
    """`kind` is same, gone or new: what is same or new is the text after, what is same or gone the words before."""

    kind: str
    text: str


def differences(before, after):
    """The two texts as parts in the order of reading. A difference in blanks alone is none."""
    return [part for part in _parts(_words(before), _words(after)) if part.text]


def _words(text):
    """Words, each with the blanks before it."""
    return re.findall(r"\s*\S+", text)


def _parts(old, new):
    runs = _runs([word.strip() for word in old], [word.strip() for word in new])
    x = y = 0
    for to_x, to_y, length in [*runs, (len(old), len(new), 0)]:
        gone, said = "".join(old[x:to_x]), "".join(new[y:to_y])
        words = said.lstrip()
        yield from (Part("gone", gone), Part("same", said[: len(said) - len(words)]), Part("new", words))
        x, y = to_x + length, to_y + length
        yield Part("same", "".join(new[to_y:y]))


def _runs(old, new):
    """Where the same words stand: place before, place after, how many. The shortest way from one text to the other,
    as E. Myers found it (1986): `reach` is how far before, on each diagonal, so many changes lead."""
    reach, rounds = {1: 0}, []
    for changes in range(min(len(old) + len(new), MOST_CHANGES) + 1):
        rounds.append(dict(reach))
        for diagonal in range(-changes, changes + 1, 2):
            _came, x = _next(reach, diagonal, changes)
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            reach[diagonal] = x
            if x >= len(old) and x - diagonal >= len(new):
                return _way_back(rounds, x, diagonal)
    return _both_ends(old, new)


def _next(reach, diagonal, changes):
    """From which diagonal one comes with one change more, and to which place."""
    came = diagonal == -changes or (diagonal != changes and reach[diagonal - 1] < reach[diagonal + 1])
    return (diagonal + 1, reach[diagonal + 1]) if came else (diagonal - 1, reach[diagonal - 1] + 1)


def _way_back(rounds, x, diagonal):
    runs = []
    for changes in reversed(range(len(rounds))):
        before, begins = _next(rounds[changes], diagonal, changes)
        if x > begins:
            runs.append((begins, begins - diagonal, x - begins))
        x, diagonal = rounds[changes][before], before
    return runs[::-1]


def _both_ends(old, new):
    """How the texts begin and how they end."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]


def _alike(old, new):
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))
