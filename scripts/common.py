"""What every step of the set-up needs: where things lie, how to speak, how to call."""

import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = ROOT / ".run"
ENV_FILE = RUN / "env"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Stop(Exception):
    """Ends the command with one sentence."""


def is_root():
    return os.geteuid() == 0


def say(step, text):
    print(f"  {step:<12} {text}", flush=True)


def call(*command, env=None):
    """Silent as long as it works."""
    command = [str(part) for part in command]
    done = subprocess.run(
        command, cwd=ROOT, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        raise Stop(f"`{' '.join(command)}` failed; its message stands above.")


def manage(*arguments):
    call(PYTHON, "manage.py", *arguments, env=environment())


def environment(**more):
    """What is set outside wins over what set-up wrote down."""
    return {**read_env(), **os.environ, **more}


def read_env():
    if not ENV_FILE.exists():
        return {}
    lines = ENV_FILE.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def write_env(**values):
    merged = {**read_env(), **values}
    draft = ENV_FILE.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text("".join(f"{key}={value}\n" for key, value in merged.items()))
    draft.replace(ENV_FILE)


def prepare_run():
    # Others may pass through when root's PostgreSQL lives below, but not look around.
    RUN.mkdir(exist_ok=True)
    RUN.chmod(0o711 if is_root() else 0o700)
    if "SECRET_KEY" not in read_env():
        write_env(SECRET_KEY=secrets.token_urlsafe(50), FNUG_DEBUG="1", FNUG_SECOND_FACTOR_OFF="1")


@contextmanager
def one_at_a_time():
    """Two terminals may set up at once; the second finds everything done."""
    with (RUN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest(*paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def is_stamped(stamp, value):
    return stamp.exists() and stamp.read_text() == value


def free_port(wanted, what):
    for port in range(wanted, wanted + 200):
        if is_free(port):
            if port != wanted:
                say(what, f"port {wanted} is taken, using {port}")
            return port
    raise Stop(f"No free port for {what} from {wanted} on.")


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def require_python():
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's Python, not ours
        raise Stop(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.")
