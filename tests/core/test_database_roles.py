"""Rights are given after every migration, also after one that was taken back."""

import pytest
from django.db import connection

from accounts.machine import ensure
from core.database_roles import grant
from tests.database import owner

GONE = ("core_preferenceevent", "accounts_accesslog", "accounts_user")


@pytest.mark.django_db
def test_tables_that_a_migration_took_away_are_not_missed():
    with owner() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(GONE)} CASCADE")
        grant()
        ensure()
        cursor.execute("SELECT has_table_privilege('fnug_web', 'journal_entryevent', 'UPDATE')")
        assert cursor.fetchone() == (False,)
        assert not set(GONE) & set(connection.introspection.table_names())
