"""The web's role owns nothing and cannot truncate; the reading role can add to the access log and nothing else.

Roles belong to the whole PostgreSQL server, tables to one database, so both are set after every migration.
"""

from django.apps import apps
from django.db import connections, transaction

APPEND_ONLY = ("accounts_accesslog",)

CREATE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
"""
# The package's own function asks a setting of the session that every role can write: history and what is never
# overwritten could be passed over. Only an owner passes over a trigger, by disabling it.
NO_TRIGGER_IS_PASSED_OVER = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT FALSE'
"""


def grant(using="default", **kwargs):
    with transaction.atomic(using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(640731)")
        for role in ("fnug_web", "fnug_read"):
            cursor.execute(CREATE.format(role=role))
        for statement in _statements(connections[using].introspection.table_names(cursor)):
            cursor.execute(statement)


def _statements(tables):
    """For the tables that are there: a migration that was taken back leaves some of them away."""
    yield NO_TRIGGER_IS_PASSED_OVER
    yield "GRANT fnug_read TO fnug_web"
    yield "GRANT fnug_web, fnug_read TO CURRENT_USER"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield "GRANT USAGE ON SCHEMA public TO fnug_web, fnug_read"
    yield "GRANT SELECT ON ALL TABLES IN SCHEMA public TO fnug_web, fnug_read"
    yield "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO fnug_web"
    yield "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO fnug_web"
    yield "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM fnug_web"
    for table in sorted({*_history_tables(), *APPEND_ONLY}.intersection(tables)):
        yield f"REVOKE UPDATE, DELETE ON {table} FROM fnug_web"
    for table in set(APPEND_ONLY).intersection(tables):
        yield f"GRANT INSERT ON {table} TO fnug_read"


def _history_tables():
    return (m._meta.db_table for m in apps.get_models() if hasattr(m, "pgh_tracked_model"))
