"""Web, worker, beat and a mail catcher in the foreground; they live and end together."""

import os
import queue
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress

import services
from common import PYTHON, ROOT, RUN, Stop, environment, free_port, say, write_env

STARTING_MAY_TAKE = 60
STOPPING_MAY_TAKE = 10
CHATTER = ("INFO celery.", "INFO:mail.log", "[INFO]", "worker: Warm shutdown")
AS_ROOT = "ignore:You're running the worker with superuser"
SIGN_INS = (
    ("direktoer", "director"),
    ("leder.maelkeboetten", "leader of Mælkebøtten"),
    ("leder.ilasiaq", "leader of Ilasiaq"),
    ("leder.allu", "leader of Allu"),
    ("paedagog.maelkeboetten", "care worker in Mælkebøtten"),
    ("paedagog.ilasiaq", "care worker in Ilasiaq"),
    ("paedagog.allu", "care worker in Allu"),
    ("administration", "administration and invoices"),
    ("terapeut", "therapist"),
    ("samvaer", "contact at Ullorissat"),
    ("vaerested", "drop-in centre"),
    ("systemadmin", "system administrator"),
    ("sagsbehandler.sermersooq", "caseworker of Sermersooq"),
    ("sagsbehandler.qeqqata", "caseworker of Qeqqata"),
)


class Processes:
    def __init__(self):
        self.running = {}
        self.ready = set()
        self.events = queue.Queue()

    def start(self, name, *module, ready_when, env):
        process = subprocess.Popen(
            [PYTHON, "-u", "-m", *module],
            cwd=ROOT,
            env=environment(**env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.running[name] = process
        threading.Thread(target=self.follow, args=(name, process, ready_when), daemon=True).start()

    def follow(self, name, process, ready_when):
        with process.stdout as lines:
            for line in lines:
                if ready_when in line:
                    self.ready.add(name)
                elif line.strip() and not any(words in line for words in CHATTER):
                    print(f"{name:<6} | {line.rstrip()}", flush=True)
        self.events.put(f"{name} ended with code {process.wait()}")

    def all_ready(self):
        return self.ready == set(self.running)

    def end(self):
        for process in self.running.values():
            process.terminate()  # it lets its own children finish
        deadline = time.monotonic() + STOPPING_MAY_TAKE
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0, deadline - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def serve(*, started):
    """Runs until a signal or until one process ends; `started` are the services to stop afterwards."""
    processes = Processes()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: processes.events.put("asked to end"))
    try:
        address = start_all(processes)
        wait_until_ready(processes, address)
        reason = processes.events.get()
    finally:
        say("stop", "ending web, worker, beat and mail")
        processes.end()
        stop_services(started)
    if reason != "asked to end":
        raise Stop(f"{reason}, so everything was ended.")


def start_all(processes):
    port = free_port(8000, "web")
    address = os.environ.get("FNUG_BASE_URL", f"http://127.0.0.1:{port}")
    write_env(FNUG_BASE_URL=address)
    if "EMAIL_URL" not in os.environ:
        start_mail_catcher(processes)
    processes.start(
        "web", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4",
        "--worker-class=gthread", "--no-control-socket", "--log-level=info",
        ready_when="Listening at", env={"FNUG_PROCESS": "web"},
    )  # fmt: skip
    processes.start(
        "worker", "celery", "--quiet", "-A", "config.celery:app", "worker", "--concurrency=2",
        "--loglevel=WARNING", ready_when=" ready.", env={"FNUG_PROCESS": "worker", "PYTHONWARNINGS": AS_ROOT},
    )  # fmt: skip
    processes.start(
        "beat", "celery", "--quiet", "-A", "config.celery:app", "beat", "--loglevel=INFO", "--pidfile=",
        f"--schedule={RUN / 'beat'}", ready_when="beat: Starting", env={"FNUG_PROCESS": "beat"},
    )  # fmt: skip
    return f"http://127.0.0.1:{port}"


def start_mail_catcher(processes):
    port = free_port(1025, "mail")
    write_env(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    processes.start(
        "mail", "aiosmtpd", "--nosetuid", "--debug", f"--listen=127.0.0.1:{port}",
        "--class=aiosmtpd.handlers.Mailbox", str(RUN / "mailbox"), ready_when="Server is listening", env={},
    )  # fmt: skip


def wait_until_ready(processes, address):
    deadline = time.monotonic() + STARTING_MAY_TAKE
    while not (processes.all_ready() and answers(address)):
        if time.monotonic() > deadline:
            late = sorted(set(processes.running) - processes.ready) or ["web"]
            raise Stop(f"{', '.join(late)} did not answer within {STARTING_MAY_TAKE} seconds.")
        if not processes.events.empty():
            return
        time.sleep(0.2)
    announce(address)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as page:
            return page.status == 200
    except urllib.error.HTTPError as error:
        raise Stop(f"The first page answers with {error.code}; the reason stands above.") from error
    except OSError:
        return False


def announce(address):
    print(f"\nFnug is ready: {address}\n")
    print("Sign in with the password maelkeboette-demo (all people are fictional):")
    for name, role in SIGN_INS:
        print(f"  {name + '@demo.test':<40} {role}")
    if "EMAIL_URL" not in os.environ:
        print(f"\nMail lands in {RUN / 'mailbox'}.")
    print("Ctrl-C ends everything.\n", flush=True)


def stop_services(started):
    if "PostgreSQL" in started:
        services.stop_postgres()
    if "Redis" in started:
        services.stop_redis()
    if not started:
        say(
            "stop",
            "the database and Redis ran before and keep running; `make stop` stops their embedded kind",
        )
