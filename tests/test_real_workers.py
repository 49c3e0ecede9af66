"""Beat → Redis → worker → SMTP, each a real process: a reminder arrives, once, and says nothing (ACC-4)."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from redis import Redis

from config.environment import ROOT
from core.outbox import OutboxMessage
from deadlines.models import Task
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock]
MAY_TAKE = 90


@contextmanager
def running(log, *arguments, **environment):
    with log.open("w") as output:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery:app", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **environment},
            start_new_session=True,
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def background(smtp, slot, redis_url, tmp_path):
    shared = {
        "DATABASE_URL": slot.url,
        "WEB_DATABASE_URL": "",
        "REDIS_URL": redis_url,
        "EMAIL_URL": smtp.url,
        "FNUG_BEAT_SECONDS": "1",
        "PYTHONWARNINGS": "ignore",
    }
    worker, beat = tmp_path / "worker.log", tmp_path / "beat.log"
    schedule = f"--schedule={tmp_path / 'schedule'}"

    @contextmanager
    def started():
        work = running(
            worker, "worker", "--concurrency=1", "--loglevel=INFO", FNUG_PROCESS="worker", **shared
        )
        wake = running(beat, "beat", "--pidfile=", schedule, "--loglevel=INFO", FNUG_PROCESS="beat", **shared)
        with work as working, wake as waking:
            yield lambda person: reached(person, smtp, {working: worker, waking: beat})

    return started


def reached(person, smtp, processes):
    """Waits for the message as long as those live who send it; fails with their logs."""
    for _second in range(MAY_TAKE):
        if smtp.wait(lambda: smtp.to(person), 1):
            return
        if any(process.poll() is not None for process in processes):
            break
    pytest.fail("\n".join(log.read_text()[-3000:] for log in processes.values()))


def due_meeting(unit):
    """A child whose monthly meeting was forgotten."""
    return factories.make_placement(unit, arrived=timezone.localdate() - timedelta(days=45))


@pytest.mark.rule("ACC-4", "PLC-5")
def test_a_reminder_reaches_the_mailbox_once_even_if_redis_forgets(
    units, leader, other_leader, background, smtp, redis_url, as_
):
    placement = due_meeting(units.maelkeboetten)
    with background() as reaches:
        reaches(leader)
        with Redis.from_url(redis_url) as redis:
            redis.flushdb()
        other = due_meeting(units.ilasiaq)
        reaches(other_leader)

    assert len(smtp.to(leader)) == len(smtp.to(other_leader)) == 1
    assert len(smtp.messages) == 2
    for message in smtp.messages:
        assert_says_nothing(message, placement, other)
    assert {task.child for task in Task.objects.filter(owner=leader)} == {placement.child}
    assert not OutboxMessage.objects.exclude(attempts=1).exists()
    assert placement.child.name in as_(leader).get("/tasks/").text


def assert_says_nothing(message, *placements):
    text = message.as_string() + message.get_content()
    for placement in placements:
        child = placement.child
        for word in (*child.name.split(), child.cpr, child.cpr_formatted, placement.reference, "Mælkebøtten"):
            assert word not in text
    assert "/tasks/" in message.get_content()
