"""What holds for every table."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

from core.acting import acting
from municipalities.models import Municipality
from tests import factories
from tests.database import owner

OURS = {config.label for config in apps.get_app_configs() if (config.path.find("site-packages") < 0)}
MODELS = [m for m in apps.get_models() if m._meta.app_label in OURS and not hasattr(m, "pgh_tracked_model")]

# Tables that nobody lists on their own, with where one comes from to them.
SEEN_THROUGH = {
    "accounts.User": "names of colleagues are no case data; the list of users is the system administrator's",
    "accounts.AccessLog": "read by nobody in the interface yet",
    "billing.InvoiceLine": "its invoice",
    "billing.Price": "its price list",
    "core.OutboxMessage": "holds addresses and keys, no case data",
    "core.Preference": "settings of the centre",
    "core.SelfCheck": "holds numbers of what is wrong, no case data",
    "documents.File": "its document",
    "journal.Takeover": "who took over which shift is no case data",
    "municipalities.Municipality": "an authority, no case data",
    "municipalities.Office": "its municipality",
    "municipalities.OpeningHours": "its office",
    "placements.Caseworker": "its placement",
    "placements.ContactPerson": "its placement",
    "placements.Heading": "an empty form, no case data",
    "placements.Kind": "a list of words, no case data",
    "placements.MunicipalDecision": "its placement",
    "placements.Stay": "its placement",
    "placements.Thumbnail": "its photo, behind the consent",
    "units.Assignment": "who works where is no case data",
    "units.OnDuty": "who is at work is no case data",
    "units.Place": "its unit",
    "units.Shift": "its unit",
    "visitation.Attachment": "its request",
    "visitation.Decision": "its request",
    "visitation.Offer": "its request",
    "visitation.PriorityChange": "its request",
    "visitation.Membership": "who sits in the committee is no case data",
}
# Tables without history, each with its reason.
WITHOUT_HISTORY = {
    "accounts.AccessLog": "is a log itself: rows are only ever added",
    "core.OutboxMessage": "machinery; what it sends is recorded where it comes from",
    "core.SelfCheck": "derived from the data, can be computed again at any moment",
    "deadlines.Task": "derived from the data, can be computed again at any moment",
    "documents.File": "frozen with its document, which has a history",
    "placements.Thumbnail": "frozen with its document, which has a history",
}


def name(model):
    return model._meta.label


def recorded():
    return [model for model in MODELS if name(model) not in WITHOUT_HISTORY]


def event_table(model):
    (events,) = (m for m in apps.get_models() if getattr(m, "pgh_tracked_model", None) is model)
    return events._meta.db_table


def asked(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.mark.rule("ACC-1")
def test_every_table_of_case_data_says_who_sees_it():
    scoped = {name(m) for m in MODELS if hasattr(m._default_manager.all(), "visible_to")}
    assert {name(m) for m in MODELS} - scoped == SEEN_THROUGH.keys()


@pytest.mark.rule("ACC-2")
def test_every_table_has_a_history_or_a_reason_to_have_none():
    tracked = {name(m.pgh_tracked_model) for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}
    assert {name(m) for m in MODELS} - tracked == WITHOUT_HISTORY.keys()


@pytest.mark.rule("ACC-2")
@pytest.mark.django_db
@pytest.mark.parametrize("model", recorded(), ids=name)
def test_history_is_only_ever_added_to(model):
    table = event_table(model)
    rights = "SELECT has_table_privilege('fnug_web', %s, unnest(%s::text[]))"
    assert asked(rights, table, ["INSERT", "SELECT"]) == [(True,), (True,)]
    assert asked(rights, table, ["UPDATE", "DELETE", "TRUNCATE"]) == [(False,)] * 3
    triggers = {row[0] for row in asked("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", table)}
    assert any(trigger.startswith("pgtrigger_append_only") for trigger in triggers)
    written = {
        row[0]
        for row in asked("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", model._meta.db_table)
    }
    assert {trigger.split("_")[1] for trigger in written} >= {"insert", "update", "delete"}


@pytest.mark.rule("ACC-2")
@pytest.mark.django_db
def test_not_even_the_owner_changes_a_row_of_history(municipality):
    table = event_table(Municipality)
    for statement in (f"UPDATE {table} SET name = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), owner() as cursor:
            cursor.execute(statement)


@pytest.mark.rule("ACC-2")
@pytest.mark.django_db
def test_every_change_leaves_a_row_that_names_the_person(municipality, director, administration):
    municipality.seat = "Nuuk by"
    with acting(director):
        municipality.save()
    with acting(administration):
        municipality.delete()
    rows = asked(f"SELECT pgh_label, pgh_context->>'person' FROM {event_table(Municipality)} ORDER BY pgh_id")
    changed = [("update", str(director.pk)), ("delete", str(administration.pk))]
    assert rows[-2:] == changed
    assert rows[-3] == ("insert", str(factories.machine().pk))


@pytest.mark.django_db
def test_the_webs_role_owns_nothing_and_truncates_nothing():
    tables = "SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'"
    for table, table_owner in asked(tables):
        assert table_owner not in ("fnug_web", "fnug_read"), table
        assert asked("SELECT has_table_privilege('fnug_web', %s, 'TRUNCATE')", table) == [(False,)], table
    assert asked("SELECT has_schema_privilege('fnug_web', 'public', 'CREATE')") == [(False,)]
    writes = "SELECT has_table_privilege('fnug_web', 'django_migrations', 'INSERT, UPDATE, DELETE')"
    assert asked(writes) == [(False,)]


@pytest.mark.rule("ACC-2")
@pytest.mark.django_db
def test_the_reading_role_adds_to_the_access_log_and_writes_nothing_else():
    for (table,) in asked("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        rights = "SELECT has_table_privilege('fnug_read', %s, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']))"
        allowed = [
            right
            for right, (has,) in zip(["INSERT", "UPDATE", "DELETE"], asked(rights, table), strict=True)
            if has
        ]
        assert allowed == (["INSERT"] if table == "accounts_accesslog" else []), table


@pytest.mark.rule("ACC-2")
@pytest.mark.django_db
def test_the_web_cannot_change_the_access_log():
    rights = "SELECT has_table_privilege('fnug_web', 'accounts_accesslog', unnest(ARRAY['UPDATE', 'DELETE']))"
    assert asked(rights) == [(False,), (False,)]


# No form can violate these: they hold what services promise to each other.
INTERNAL = {
    "billing_line_dates_in_order",
    "billing_line_position_once",
}


def test_every_constraint_speaks_to_people():
    """A sentence of its own, not Django's default with the constraint's name in it."""
    constraints = [c for model in MODELS for c in model._meta.constraints]
    silent = {c.name for c in constraints if c.violation_error_message == c.default_violation_error_message}
    assert silent == INTERNAL


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
