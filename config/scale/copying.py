"""COPY with the history and the constraints on."""

import json
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb


def act_as(person):
    """COPY passes by the wrapper that names the acting person, so the history is told here."""
    facts = (str(UUID(int=person.pk)), json.dumps({"person": person.pk}))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)",
            facts,
        )


def copy_rows(model, rows):
    """Writes dictionaries by field name; what they leave out has its default."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    defaults = {
        f.name: f.get_default()
        for f in model._meta.concrete_fields
        if f.name not in first and (f.has_default() or _is_text(f)) and not f.generated
    }
    columns = [model._meta.get_field(name).column for name in (*first, *defaults)]
    rest = tuple(_plain(value) for value in defaults.values())
    with connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
            copy.write_row((*first.values(), *rest))
            for row in rows:
                copy.write_row((*row.values(), *rest))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _is_text(field):
    return not field.null and field.empty_strings_allowed and not field.is_relation and not field.primary_key


def _plain(value):
    return Jsonb(value) if isinstance(value, dict) else value


def new_ids(model, count):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [table, count])
        return [row[0] for row in cursor.fetchall()]


def key(chance):
    return UUID(int=chance.getrandbits(128))
