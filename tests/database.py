"""Each test process takes a slot: a database copied from a migrated template, and a Redis database.

A slot is an advisory lock, so several runs at once on one server never meet. Redis has sixteen databases;
the first one belongs to the application.
"""

import hashlib
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from config.environment import ROOT

LOCKS, TEMPLATES = 640732, 640733
SLOTS = range(1, 16)
MAKING = 0
WEB = "-c role=fnug_web -c synchronous_commit=off"
OWNER = "-c synchronous_commit=off"


class Slot:
    """Holds its number until the process ends."""

    def __init__(self):
        self.server = _server()
        self.number = next((n for n in SLOTS if self._try_lock(n)), None)
        if self.number is None:
            raise RuntimeError("All test databases are in use by other runs.")
        self.name = f"test_fnug_{self.number}"
        self.template = f"test_fnug_template_{_state_of_schema()}"

    def _try_lock(self, number):
        return self._ask("SELECT pg_try_advisory_lock(%s, %s)", LOCKS, number)

    def _ask(self, statement, *values):
        return self.server.execute(statement, values).fetchone()[0]

    def _drop(self, name):
        """Autovacuum may be at work in it, and leaves only for a drop without FORCE."""
        try:
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except InsufficientPrivilege:
            self._execute("DROP DATABASE IF EXISTS {}", name)

    def renew(self):
        """A database as after the migrations, for the web's role."""
        connection.close()
        self._drop(self.name)
        self._execute("CREATE DATABASE {} TEMPLATE {}", self.name, self.template)
        use(self.name, WEB)

    def ensure_template(self):
        with self._one_at_a_time():
            exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)"
            self._ask("SELECT pg_advisory_lock_shared(%s, hashtext(%s))", TEMPLATES, self.template)
            if not self._ask(exists, self.template):
                self._make_template()

    @contextmanager
    def _one_at_a_time(self):
        self._ask("SELECT pg_advisory_lock(%s, %s)", LOCKS, MAKING)
        try:
            yield
        finally:
            self._ask("SELECT pg_advisory_unlock(%s, %s)", LOCKS, MAKING)

    def _make_template(self):
        draft = "test_fnug_draft"
        self._drop_old_templates()
        self._drop(draft)
        self._execute("CREATE DATABASE {}", draft)
        use(draft, OWNER)
        with _light_state():
            call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        self._execute("ALTER DATABASE {} RENAME TO {}", draft, self.template)

    def _drop_old_templates(self):
        like = "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_fnug\\_template\\_%'"
        for (name,) in self.server.execute(like).fetchall():
            if self._ask("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", TEMPLATES, name):
                self._execute("DROP DATABASE IF EXISTS {}", name)

    def _execute(self, statement, *names):
        self.server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    @property
    def url(self):
        facts = settings.DATABASES["default"]
        place = f"{facts['HOST']}:{facts['PORT'] or 5432}"
        return f"postgresql://{facts['USER']}:{quote(facts['PASSWORD'])}@{place}/{self.name}"

    def redis_url(self, url):
        return f"{url.rsplit('/', 1)[0]}/{self.number}"

    def close(self):
        connection.close()
        self._drop(self.name)
        self.server.close()


@contextmanager
def _light_state():
    """Migrations without drawing every model anew after each trigger and constraint: the same tables, sooner.

    Neither changes anything that Django's picture of the models needs.
    """
    lighter = [
        (AddTrigger, "state_forwards", lambda self, app, state: _note(self, app, state, [self.trigger])),
        (RemoveTrigger, "state_forwards", lambda self, app, state: _note(self, app, state, [])),
        (ProjectState, "add_constraint", _note_constraint),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _light in lighter]
    for owner, name, light in lighter:
        setattr(owner, name, light)
    try:
        yield
    finally:
        for owner, name, original in kept:
            setattr(owner, name, original)


def _note(operation, app, state, added):
    options = state.models[app, operation.model_name].options
    there = [trigger for trigger in options.get("triggers", []) if added or trigger.name != operation.name]
    options["triggers"] = [*there, *added]


def _note_constraint(state, app, model, constraint):
    options = state.models[app, model].options
    options["constraints"] = [*options.get("constraints", []), constraint]


def _server():
    facts = settings.DATABASES["default"]
    return psycopg.connect(
        dbname="postgres",
        user=facts["USER"],
        password=facts["PASSWORD"],
        host=facts["HOST"],
        port=facts["PORT"] or None,
        autocommit=True,
    )


def use(name, options):
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"]["options"] = options


@contextmanager
def owner():
    """Inside, the connection is the owner's: for what only migrations and restore may do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield cursor
        cursor.execute("RESET ROLE")


def _state_of_schema():
    sources = [*ROOT.glob("*/migrations/*.py"), ROOT / "core/database_roles.py", ROOT / "accounts/machine.py"]
    digest = hashlib.sha256()
    for source in sorted(sources):
        digest.update(source.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()[:12]
