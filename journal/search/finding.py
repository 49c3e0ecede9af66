"""The entries that answer what was asked for, a page at a time and in a time that does not grow with the diaries."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.db.models.expressions import RawSQL

from journal.models import Addendum, Entry
from journal.search.paging import PER_PAGE
from journal.search.words import excerpt, found_in, html, matching, within

# So many of the newest entries are read one by one. A word that is not on a page's worth of them is rare, and
# comes from the index of words; the planner alone mistakes what is rare and walks through all that was written.
NEAR = {"all": 30_000, "part": 6_000}
NEAR_SQL = """
SELECT near.id FROM ({rows}) AS near (id, happened_at, search, original_id)
WHERE near.search @@ %s::tsquery OR EXISTS (
    SELECT FROM journal_addendum AS added
    WHERE added.entry_id = COALESCE(near.original_id, near.id) AND added.search @@ %s::tsquery
)
ORDER BY near.happened_at {way}, near.id {way} LIMIT {most}
"""
BOTH_SQL = """
(WITH near AS MATERIALIZED ({near}) SELECT near.id FROM near UNION
SELECT far.id FROM ({far}) AS far (id) WHERE (SELECT count(*) FROM near) < {most})
"""


def page_of(rows, parts, turn, *, user, on, query=""):
    """Entries of one page and one more, in the order of the turn. One query, however long the diaries.

    The numbers are found first, part by part; what stands beside an entry is read for those alone.
    """
    asked = [
        _answering(rows, part, turn, query) if query else _sql(turn.of(rows.filter(part.rows)))
        for part in parts
    ]
    numbers = " UNION ".join(f"({sql})" for sql, _values in asked) or "SELECT 0"
    found = RawSQL(numbers, [value for _sql_text, values in asked for value in values])  # noqa: S611  values apart
    readable = Entry.objects.visible_to(user, on=on).filter(pk__in=found)
    return list(turn.of(readable.for_reading(user, on=on).select_related("child")))


def _sql(rows, *columns):
    return rows.values_list("pk", *columns).query.sql_with_params()


def _answering(rows, part, turn, query):
    """SQL for the numbers of a part's entries that answer the words: near ones first, else by the index."""
    most, way = PER_PAGE + 1, "ASC" if turn.after else "DESC"
    walk, near_values = _sql(_near(rows, part, turn), "happened_at", "search", "original")
    near = NEAR_SQL.format(rows=walk, way=way, most=most)
    far = [_sql(each) for each in _far(rows, part, turn, query)]
    both = BOTH_SQL.format(near=near, far=" UNION ALL ".join(f"({sql})" for sql, _v in far), most=most)
    return both, [*near_values, query, query, *(value for _s, values in far for value in values)]


def _near(rows, part, turn):
    return turn.of(rows.filter(part.rows), most=NEAR["part" if part.rows else "all"])


def _far(rows, part, turn, query):
    """By the index of words: entries, and those whose first version was added to."""
    added = Addendum.objects.filter(matching(query)).values("entry")
    for each in (
        rows.filter(part.beyond, matching(within(query, part.places))),
        rows.filter(part.rows, pk__in=added),
        rows.filter(part.rows, original__in=added),
    ):
        yield turn.of(each, by=F("happened_at") + timedelta(0))


@dataclass
class Hit:
    """An entry with its texts as HTML; `short` is the part to begin with when the text is long."""

    entry: Entry
    text: str
    short: str
    own_words: str
    additions: list
    linked: bool


def hits(entries, query, *, opens):
    """What was found, marked where the words stand. One query; none without words.

    `opens` says of a child's number whether the reader may open the file.
    """
    texts = [text for entry in entries for text in _texts(entry)]
    marked = iter(found_in(texts, query) if query and texts else texts)
    return [_hit(entry, marked, opens(entry.child_id)) for entry in entries]


def _texts(entry):
    """As the file of this child may show them (JRN-3)."""
    return [entry.told, entry.told_own_words, *(added.told for added in entry.additions)]


def _hit(entry, marked, linked):
    text, own = next(marked), next(marked)
    part = excerpt(text)
    added = [(addition, html(next(marked))) for addition in entry.additions]
    return Hit(entry, html(text), part and html(part), html(own), added, linked)
