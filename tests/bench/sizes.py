"""The diary with ten years of one centre, and with ten times as much: pages and search must not notice."""

from urllib.parse import quote

from django.db import connection

from core.periods import Month
from tests.bench import data
from tests.bench.pages import opened, percentiles, signed_in, timed
from tests.bench.saving import living_in
from tests.database import WEB, use

COMMON, RARE, PHRASE, RAREST = "skole", "tandlæge", '"faldt i søvn"', data.SELDOM
TURNS, IN_A_ROW, WARM_UP = 6, 15, 3


def pages(here):
    """Name, visitor and path of what is asked of both sizes."""
    child = living_in(here.units[0])
    worker, director = signed_in(here.worker), signed_in(here.director)
    yield "diary", worker, f"/children/{child}/diary/"
    yield "diary, last month", worker, f"/children/{child}/diary/?month={Month.of(data.days_ago(40))}"
    for word in (COMMON, RARE, PHRASE, RAREST):
        yield f"search {word}", worker, f"/diary/search/?q={quote(word)}"
    for word in (COMMON, RARE, RAREST):
        yield f"search {word}, director", director, f"/diary/search/?q={quote(word)}"


def compared(small, large):
    """For each page its name and p50 and p95 in milliseconds of both sizes, asked in turns.

    `small` and `large` are pairs of a slot and the centre in it.
    """
    asked = {slot: list(_in(slot, here)) for slot, here in (small, large)}
    took = {slot: [[] for _page in rows] for slot, rows in asked.items()}
    for _turn in range(TURNS):
        for slot, rows in asked.items():
            use(slot.name, WEB)
            for number, (_name, client, path) in enumerate(rows):
                took[slot][number] += _asked(client, path)
    names = [name for name, _client, _path in asked[small[0]]]
    return [
        (name, percentiles(first), percentiles(second))
        for name, first, second in zip(names, took[small[0]], took[large[0]], strict=True)
    ]


def _in(slot, here):
    use(slot.name, WEB)
    return pages(here)


def _asked(client, path):
    """A connection is new at each turn: its first questions warm it up and do not count."""
    connection.ensure_connection()
    for _n in range(WARM_UP):
        opened(client, path)
    return [timed(lambda: opened(client, path)) for _n in range(IN_A_ROW)]
