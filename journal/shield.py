"""Names of children inside a text (JRN-3): kept as tokens, so that each child's file hides the others.

A token is ⟦12|Aputi⟧: the child's number and the name as it was typed. The brackets are ours: what people
type of them becomes ordinary ones.
"""

import re
from functools import lru_cache

from django.utils.text import capfirst
from django.utils.translation import gettext as _

TOKEN = re.compile(r"⟦(\d+)\|([^⟧]*)⟧")
OURS = str.maketrans("⟦⟧", "[]")


def link(text, names, *, except_for=()):
    """The text with every name that was found in it as a token.

    `names` are pairs of a child's number and full name, in order of preference where two share a name.
    A name is its full form or its first word, also with some of the words between or the last one, written as it
    is: a family name that stayed would tell who “another child” is. `except_for` are numbers of children who are
    not meant.
    """
    forms, pattern = _sought(tuple(names), frozenset(except_for))
    if not forms:
        return text.translate(OURS)
    return pattern.sub(lambda match: f"⟦{forms[match[1]]}|{match[1]}⟧", text.translate(OURS))


@lru_cache(64)
def _sought(names, except_for):
    """Every form of the names with the child's number, and what finds them; an import asks for the same ones often."""
    forms, shorter = {}, {}
    for number, name in names:
        if number in except_for:
            continue
        words = name.split()
        for form in (name, words[0]):
            forms.setdefault(form, number)
        for place in range(1, len(words)):
            shorter.setdefault(" ".join(words[:place]), number)
            shorter.setdefault(f"{words[0]} {words[place]}", number)
    forms = shorter | forms
    found = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return forms, re.compile(rf"(?<!\w)({found})(?=s?(?!\w))")


def linked(text):
    """Numbers of the children whose names the text holds."""
    return {int(number) for number, _name in TOKEN.findall(text)}


def shown(text, names_of):
    """The text as it may be read where only the names of these children may stand."""

    def word(match):
        if int(match[1]) in names_of:
            return match[2]
        return capfirst(_("another child")) if _begins(match) else _("another child")

    return TOKEN.sub(word, text)


def _begins(match):
    before = match.string[: match.start()].rstrip(" »“\"'")
    return not before or before[-1] in ".!?:\n"


def plain(text):
    """The text as it was typed, for those who correct it."""
    return TOKEN.sub(r"\2", text)
