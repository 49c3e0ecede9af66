"""Two hundred entries from two tabs, over a network that breaks forty times and a web killed five times (JRN-7)."""

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise

import pytest
from playwright.sync_api import Error

from config.environment import ROOT
from journal.models import Entry
from tests.bench.wire import wait_for
from tests.browser import FLAGS, PROGRAMS, session_of, shutil
from tests.conftest import free_port
from tests.journal.offline.device import WAITING, Network, comes_true, is_empty, on_disk, readable, waiting

pytestmark = [
    *(pytest.mark.browser, pytest.mark.clock, pytest.mark.rule("JRN-7")),
    pytest.mark.django_db(transaction=True),
]
INTERRUPTIONS, AT_ONCE = 40, 5
SECRET = "Hvalrossens hemmelighed"
WRITE = """async ([words, many]) => {
    const form = document.querySelector("form.say[data-outbox]");
    delete form.dataset.then;
    for (let n = 0; n < many; n += 1) {
        const kept = new Promise((done) => form.addEventListener("fnug:kept", ({ detail }) => detail.put && done()));
        form.elements.text.value = `${words} ${n}`;
        form.requestSubmit(form.querySelector("[type=submit]:not([name])"));
        await kept;
    }
}"""


class Web:
    """Gunicorn with one worker; killed as by a fault of the machine, the worker alone or with its master."""

    def __init__(self, slot, redis_url, log):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log.open("w")
        self.environment = {
            **os.environ,
            "DATABASE_URL": slot.url,
            "WEB_DATABASE_URL": "",
            "REDIS_URL": redis_url,
            "FNUG_PROCESS": "web",
            "FNUG_BASE_URL": self.address,
            "PYTHONWARNINGS": "ignore",
        }
        self.start()

    def start(self):
        program = [sys.executable, "-m", "gunicorn", "config.wsgi", "--preload", "--threads=2"]
        place = [f"--bind=127.0.0.1:{self.port}", "--no-control-socket", "--log-level=error"]
        self.process = subprocess.Popen(
            [*program, *place],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
        )
        wait_for(self.port)

    def workers(self):
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True)
        return [int(pid) for pid in listed.stdout.split()]

    def kill_worker(self):
        for pid in self.workers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_all(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def web(slot, redis_url, collected, tmp_path):
    web = Web(slot, redis_url, tmp_path / "web.log")
    yield web
    web.kill_all()
    web.log.close()


@pytest.fixture
def device(chromium, web, care_worker, tmp_path):
    """A tablet with a profile on its disk, on which the care worker is signed in."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile", executable_path=program, args=FLAGS, base_url=web.address, locale="da-DK"
    )
    context.add_cookies([session_of(care_worker, web.address)])
    yield context
    context.close()


def write(page, words, many):
    page.evaluate(WRITE, [words, many])


class Loses:
    """Every fortieth time the server's answer does not come back, though the server has saved."""

    def __init__(self):
        self.sent = 0

    def __call__(self, route):
        self.sent += 1
        if self.sent % 40:
            return route.continue_()
        with suppress(Error):
            route.fetch()
        return route.abort()


def interrupt(number, network, web, page):
    """Cut, slow and back in turn; every eighth time the web process dies while something is on its way."""
    if number % 5 in (3, 0):  # it was there: something arrives before it is cut again
        left = waiting(page)["outbox"]
        assert comes_true(page, f"async () => (await ({WAITING})()).outbox < {left or 1}")
    (network.cut, network.slow, network.back, network.cut, network.back)[number % 5]()
    if number == 19:
        web.kill_all()
        web.start()
    elif number % 8 == 3:
        web.kill_worker()


def test_not_one_is_lost_or_doubled_and_afterwards_the_device_knows_nothing(
    device, web, child, tmp_path, care_worker
):
    device.route("**/diary/write/", Loses())
    page = device.new_page()
    page.goto(f"/children/{child.pk}/")
    second_tab = device.new_page()
    second_tab.goto("/tasks/")
    network = Network(page, second_tab)
    for number in range(INTERRUPTIONS):
        write(page, f"{SECRET} {number:02}", AT_ONCE)
        interrupt(number, network, web, page)
    network.cut()
    write(page, f"{SECRET} 99", 1)
    page.locator("#id_text").fill(f"{SECRET} begyndt")
    assert comes_true(page, "async () => document.querySelector('form.say[data-outbox]').dataset.draft")
    kept = readable(page)
    assert waiting(page)["outbox"] >= 1
    assert waiting(page)["drafts"] == 1
    assert kept["loose"] == 0
    assert not any(word in str(kept) for word in (SECRET, *child.name.split()))
    assert f"/{child.pk}/" not in kept["records"]
    assert on_disk(tmp_path / "profile", re.search(r'"id":"([\w-]+)"', kept["records"])[1])
    assert on_disk(tmp_path / "profile", SECRET) == []
    network.back()
    assert is_empty(page, "outbox", 60)
    device.unroute_all()
    page.locator("#id_text").fill("")
    assert is_empty(page, "drafts")

    rows = list(Entry.objects.order_by("happened_at", "pk"))
    wanted = [f"{SECRET} {number:02} {n}" for number in range(INTERRUPTIONS) for n in range(AT_ONCE)]
    assert [row.text for row in rows] == [*wanted, f"{SECRET} 99 0"]
    assert all(first.happened_at < second.happened_at for first, second in pairwise(rows))
    assert {row.author for row in rows} == {care_worker}
    assert waiting(page) == {"keys": 1, "outbox": 0, "drafts": 0, "tiles": 0}
    assert SECRET not in str(readable(page))
    device.close()
    assert on_disk(tmp_path / "profile", SECRET) == []
