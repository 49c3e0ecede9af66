import gc
import signal
import socket
from contextlib import contextmanager
from threading import Condition
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings as live_settings
from django.test import TransactionTestCase

from accounts.roles import Role
from tests import factories, harness
from tests.browser import axe, chromium, collected, open_page, page_360, page_1440, site  # noqa: F401
from tests.counting import Statements
from tests.database import Slot
from tests.factories import NOW, TODAY
from tests.visitor import Visitor

MAY_TAKE = 300
# What others deprecate is theirs to change; what we do wrong fails.
OURS = r"(config|core|accounts|municipalities|units|deadlines|documents|placements|journal|visitation|billing|tests)"
WARNINGS = [
    "error",
    "default::DeprecationWarning",
    "default::PendingDeprecationWarning",
    "error::django.utils.deprecation.RemovedInDjango60Warning",
    "error::django.utils.deprecation.RemovedInDjango61Warning",
    rf"error::DeprecationWarning:{OURS}(\..*)?",
]
MARKERS = ["clock: runs with the real clock instead of Tuesday 17 March 2026 at 10.00 in Nuuk"]


def pytest_configure(config):
    for line in WARNINGS:
        config.addinivalue_line("filterwarnings", line)
    for line in MARKERS:
        config.addinivalue_line("markers", line)


# The hostile harness: see harness.py for what it watches.


@pytest.fixture(scope="session", autouse=True)
def _guards(django_test_environment):
    opened = [harness.replaced(*guard) for guard in harness.GUARDS]
    for guard in opened:
        guard.__enter__()
    yield
    for guard in reversed(opened):
        guard.__exit__(None, None, None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """A test that hangs fails, and the others go on."""
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(0 if item.get_closest_marker("proof") else MAY_TAKE)
    try:
        return (yield)
    finally:
        signal.alarm(0)


def too_long(*_):
    pytest.fail(f"This took more than {MAY_TAKE} s. Who waits for a time to come needs the mark `clock`.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    harness.faults.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    try:
        result = yield
    except BaseException:
        item.add_report_section("call", "faults", faults_found())
        raise
    if harness.faults:
        pytest.fail(faults_found(), pytrace=False)
    return result


LONG = ("test_fourteen_months", "test_seed_demo")


def pytest_collection_modifyitems(items):
    """First what needs no database: one process goes on with it while the other makes the template.

    Then the longest, so that no process waits for the other in the end.
    """
    items.sort(key=lambda item: (needs_database(item), not is_long(item)))


def needs_database(item):
    asked = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
    return bool(asked or item.get_closest_marker("django_db"))


def is_long(item):
    return item.module.__name__.rpartition(".")[2].startswith(LONG)


def pytest_collection_finish():
    """What is loaded by now stays to the end; without this it is searched for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def faults_found():
    return "\n".join(dict.fromkeys(harness.faults))


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests():
    template = live_settings.TEMPLATES[0]
    template["OPTIONS"]["string_if_invalid"] = harness.Undefined()
    live_settings.STORAGES["staticfiles"] = {"BACKEND": "tests.harness.CheckedStatic"}
    live_settings.PASSWORD_HASHERS = ["tests.harness.LightArgon2"]
    live_settings.WHITENOISE_AUTOREFRESH = True
    live_settings.EMAIL_TIMEOUT = 5


@pytest.fixture(autouse=True)
def _clock(request):
    if request.node.get_closest_marker("clock"):
        yield
        return
    ticking = request.node.get_closest_marker("browser") is not None
    with time_machine.travel(NOW, tick=ticking):
        yield


# Database and Redis


@pytest.fixture(scope="session")
def slot(django_db_blocker):
    slot = Slot()
    yield slot
    with django_db_blocker.unblock():
        slot.close()


@pytest.fixture(scope="session")
def django_db_setup(slot, django_test_environment, django_db_blocker):
    with django_db_blocker.unblock():
        slot.ensure_template()
        slot.renew()
    with harness.replaced(TransactionTestCase, "_fixture_teardown", lambda _: lambda self: slot.renew()):
        yield


@pytest.fixture(scope="session", autouse=True)
def redis_url(slot):
    from redis import Redis

    from config.celery import app

    url = slot.redis_url(live_settings.REDIS_URL)
    live_settings.REDIS_URL = live_settings.CELERY_BROKER_URL = app.conf.broker_url = url
    with Redis.from_url(url) as redis:
        redis.flushdb()
    return url


# Time


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def today():
    return TODAY


# Houses, municipalities and people: in each area someone who may, a colleague and a stranger


@pytest.fixture
def units(db):
    make = factories.make_unit
    return SimpleNamespace(
        maelkeboetten=make("maelkeboetten", name="Mælkebøtten", places=9),
        ilasiaq=make("ilasiaq", name="Ilasiaq", places=7),
        allu=make("allu", name="Allu", places=8, ages=(12, 15)),
    )


@pytest.fixture
def municipality(db):
    return factories.make_municipality("956", name="Kommuneqarfik Sermersooq", seat="Nuuk")


@pytest.fixture
def other_municipality(db):
    return factories.make_municipality("957", name="Qeqqata Kommunia", seat="Sisimiut")


@pytest.fixture
def director(db):
    return factories.make_user(Role.DIRECTOR, name="Dina Prøvedirektør")


@pytest.fixture
def leader(units):
    return factories.make_user(Role.UNIT_LEADER, name="Lene Prøveleder", units=[units.maelkeboetten])


@pytest.fixture
def other_leader(units):
    return factories.make_user(Role.UNIT_LEADER, name="Lars Prøveleder", units=[units.ilasiaq])


@pytest.fixture
def care_worker(units):
    return factories.make_user(Role.CARE_WORKER, name="Pia Prøvepædagog", units=[units.maelkeboetten])


@pytest.fixture
def colleague(units):
    """Works in the same unit as `care_worker`."""
    return factories.make_user(Role.CARE_WORKER, name="Paul Prøvepædagog", units=[units.maelkeboetten])


@pytest.fixture
def other_care_worker(units):
    return factories.make_user(Role.CARE_WORKER, name="Per Prøvepædagog", units=[units.ilasiaq])


@pytest.fixture
def administration(db):
    return factories.make_user(Role.ADMINISTRATION, name="Anne Prøveadministration")


@pytest.fixture
def therapist(db):
    return factories.make_user(Role.THERAPIST, name="Tora Prøveterapeut")


@pytest.fixture
def contact_house(db):
    return factories.make_user(Role.CONTACT_HOUSE, name="Sara Prøvesamvær")


@pytest.fixture
def drop_in(db):
    return factories.make_user(Role.DROP_IN, name="Vera Prøveværested")


@pytest.fixture
def system_admin(db):
    return factories.make_user(Role.SYSTEM_ADMIN, name="Søren Prøvesystem")


@pytest.fixture
def caseworker(municipality):
    return factories.make_user(Role.CASEWORKER, name="Kaja Prøvesagsbehandler", municipality=municipality)


@pytest.fixture
def other_caseworker(other_municipality):
    return factories.make_user(
        Role.CASEWORKER, name="Knud Prøvesagsbehandler", municipality=other_municipality
    )


@pytest.fixture
def placement(units, municipality):
    """A child that lives in Mælkebøtten since 12 January, placed by Sermersooq."""
    return factories.make_placement(units.maelkeboetten, municipality=municipality)


@pytest.fixture
def child(placement):
    return placement.child


# Doing and counting


@pytest.fixture
def as_():
    """Signs a person in; without a person, a stranger at the door."""
    return Visitor


@pytest.fixture
def queries(db):
    """`with queries(7): …` fails with all statements when it was another number; no bookkeeping counts."""

    @contextmanager
    def counted(number):
        with Statements() as captured:
            yield
        asked = captured.asked
        listed = "\n".join(f"{place}. {sql[:600]}" for place, sql in enumerate(asked, 1))
        assert len(asked) == number, f"{len(asked)} queries instead of {number}:\n{listed}"

    return counted


@pytest.fixture
def run_outbox(db):
    """Delivers what is due now with the real handlers; says how many messages left."""
    from core.outbox import deliver_all

    return lambda at=NOW: deliver_all(at=at)


class Mailbox:
    """aiosmtpd calls handle_DATA in its own thread."""

    def __init__(self):
        self.messages = []
        self.arrival = Condition()

    async def handle_DATA(self, server, session, envelope):
        from email import message_from_bytes, policy

        with self.arrival:
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
            self.arrival.notify_all()
        return "250 OK"

    def wait(self, until, seconds):
        """What `until` says once it is true, or in the end."""
        with self.arrival:
            return self.arrival.wait_for(until, seconds)

    def to(self, person):
        return [message for message in self.messages if message["To"] == person.email]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """A real mail server; `smtp.messages` are those it received."""
    from aiosmtpd.controller import Controller

    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    mailbox.url = f"smtp://{server.hostname}:{server.port}"
    yield mailbox
    server.stop()
