"""Words as PostgreSQL understands them in Danish, and the marks where they stand in a text."""

import re
from functools import partial

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Cast
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join

BEGIN, END = "\x02", "\x03"
ALL = f"HighlightAll=true, StartSel={BEGIN}, StopSel={END}"
MARKED = partial(format_html, "<mark>{}</mark>")
WORD = re.compile(r"'((?:[^']|'')+)'")
PAST = ("ed", "t")
LONG, AROUND = 420, 140


def asked_for(words):
    """An expression: the words as a query in its text form; empty when none of them can be searched for."""
    query = Func(Value("danish"), Value(words), function="websearch_to_tsquery")
    return Cast(query, TextField())


def query_of(words):
    """The words as a query in its text form. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT websearch_to_tsquery('danish', %s)::text", [words[:200]])
        return widened(cursor.fetchone()[0])


def widened(query):
    """The query, in which each word stands for its past tense too: the Danish dictionary of PostgreSQL takes
    “løber” and “løbet” for one word, but not “leger” and “legede”, or “spiser” and “spiste”."""
    return WORD.sub(lambda found: f"( {' | '.join(dict.fromkeys(_tenses(found[1])))} )", query)


def _tenses(word):
    for ending in PAST:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield f"'{word}'"
            yield f"'{word.removesuffix(ending)}'"
            return
    for ending in ("", *PAST):
        yield f"'{word}{ending}'"


class Matches(Func):
    """Whether a column of words answers a query in its text form."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


def matching(query):
    return Q(
        Matches(
            F("search"), Func(Value(query), template="%(expressions)s::tsquery", output_field=TextField())
        )
    )


def within(query, places):
    """The query, only in diaries or units of these places such as ¤c12 or ¤u3."""
    quoted = " | ".join(f"'{place}'" for place in places)
    return f"({query}) & ({quoted})" if places else query


def found_in(texts, query):
    """Each text with control characters around the words that were found. One query."""
    clean = [text.translate({2: None, 3: None}) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline('danish', said, %s::tsquery, %s) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS t(said, n) ORDER BY n",
            [query, ALL, clean],
        )
        return [row[0] for row in cursor.fetchall()]


def html(text):
    """Safe HTML of a text with control characters: everything else in it is text."""
    parts = enumerate(re.split(f"[{BEGIN}{END}]", text))
    return format_html_join("", "{}", ((MARKED(part) if n % 2 else linebreaksbr(part),) for n, part in parts))


def excerpt(text):
    """The part of a long text around the first word that was found; None when the text is short."""
    plain = text.translate({2: None, 3: None})
    if len(plain) <= LONG:
        return None
    begins = max(0, text.find(BEGIN) - AROUND)
    begins = text.rfind(" ", 0, begins) + 1 if begins else 0
    part = text[begins : begins + LONG]
    part = part[: part.rfind(" ")] if " " in part[AROUND:] else part
    closed = END if part.count(BEGIN) > part.count(END) else ""
    return f"{'… ' if begins else ''}{part}{closed} …"
