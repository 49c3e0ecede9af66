"""S: the centre with ten years of history, 24 places and 350,000 diary entries; L: ten times that. Up to today."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from accounts.roles import Role
from config.demo.world import read
from tests import factories as f
from tests.database import owner

UNITS = (("maelkeboetten", 9), ("ilasiaq", 7), ("allu", 8))
YEARS = 10
ENTRIES = 350_000
PAST = 240
SELDOM = "sjældenhed"  # in one entry of ten thousand
INDEXES = """
SELECT 'DROP INDEX ' || indexname, indexdef FROM pg_indexes
WHERE tablename = 'journal_entry' AND indexdef NOT LIKE '%UNIQUE%'
"""
REFERENCES = """
SELECT 'ALTER TABLE journal_entry DROP CONSTRAINT ' || conname,
       'ALTER TABLE journal_entry ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) || ' NOT VALID'
FROM pg_constraint WHERE conrelid = 'journal_entry'::regclass AND contype = 'f'
"""
HISTORY = """
INSERT INTO journal_entry (key, child_id, unit_id, author_id, happened_at, written_at, received_at, category, mood,
                           text, own_words, author_name, handover, taken_out, current)
SELECT gen_random_uuid(), stay.child_id, place.unit_id, %(author)s, moment.at, moment.at + interval '20 minutes',
       moment.at + interval '20 minutes', '', '',
       (%(texts)s::text[])[1 + (n / 7 * 31 + n) %% %(count)s]
       || CASE n %% 10000 WHEN 0 THEN ' En sjældenhed.' ELSE '' END,
       '', '', n %% 20 = 0, false, true
FROM generate_series(1, %(entries)s) AS n
CROSS JOIN LATERAL (SELECT %(first)s::timestamptz + n * (%(span)s::interval / %(entries)s) AS at) AS moment
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS position FROM placements_stay) AS stay
  ON stay.position = 1 + n %% (SELECT count(*) FROM placements_stay)
JOIN units_place AS place ON place.id = stay.place_id
"""


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def centre(times=1):
    """The units and people; the first worker and leader work in the first unit. `times` as many units."""
    units = [f.make_unit(slug, places=places) for slug, places in UNITS]
    units += [
        f.make_unit(f"{slug}-{n}", name=f"{slug} {n}", places=places)
        for n in range(2, times + 1)
        for slug, places in UNITS
    ]
    authority = f.make_municipality("956", name="Kommuneqarfik Sermersooq")
    return SimpleNamespace(
        units=units,
        authority=authority,
        leader=f.make_user(Role.UNIT_LEADER, name="Lene Prøveleder", units=units[:1]),
        worker=f.make_user(Role.CARE_WORKER, name="Pia Prøvepædagog", units=units[:1]),
        caseworker=f.make_user(Role.CASEWORKER, name="Kaja Prøvesag", municipality=authority),
        director=f.make_user(Role.DIRECTOR, name="Dina Prøvedirektør"),
    )


def ten_years(here, times=1):
    """Everybody who lived here, one after the other in each place, and what was written about them."""
    places = [place for unit in here.units for place in unit.places.order_by("pk")]
    turns = PAST * times // len(places)
    length = 365 * YEARS // turns
    for turn in range(turns, 0, -1):
        for place in places:
            lived(here, place, days_ago(90 + turn * length), days_ago(91 + (turn - 1) * length))
    for place in places:
        living(here, place)
    write_history(here.worker, ENTRIES * times)


def lived(here, place, arrived, discharged):
    return f.make_placement(
        child=f.make_child(cpr=None),
        place=place,
        municipality=here.authority,
        arrived=arrived,
        discharged=discharged,
    )


def living(here, place):
    placement = f.make_placement(
        child=f.make_child(cpr=None), place=place, municipality=here.authority, arrived=days_ago(80)
    )
    f.make_contact(placement, here.worker)
    f.make_contact(placement, here.leader, role="secondary")
    f.make_meeting(placement, days_ago(40))
    return placement


def write_history(author, entries):
    """With the demo's own sentences, so that words are as common and as rare as they are."""
    first = days_ago(365 * YEARS)
    texts = [entry["text"] for entry in read("diary")["entry"]]
    values = {"author": author.pk, "first": first, "span": timezone.localdate() - first, "entries": entries}
    with owner() as cursor:
        cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        later = [*_taken_away(cursor, INDEXES), *_taken_away(cursor, REFERENCES)]
        cursor.execute(HISTORY, {**values, "texts": texts, "count": len(texts)})
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for statement in later:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


def _taken_away(cursor, known):
    """Drops what is made faster after millions of rows than kept up with each; gives how it is made again."""
    cursor.execute(known)
    for drop, again in cursor.fetchall():
        cursor.execute(drop)
        yield again
