"""Danish order without ICU: æ, ø and å come last, case and accents do not count."""

import unicodedata

_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def sort_key(name):
    text = unicodedata.normalize("NFC", name.casefold()).translate(_LAST).replace("aa", "}")
    plain = unicodedata.normalize("NFD", text)
    return "".join(c for c in plain if c != "\0" and not unicodedata.combining(c))
