"""Who looks into a file can do nothing else, and its end is nobody else's."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from config.environment import ROOT
from documents import sandbox
from documents.uploads import JPEG, PDF, PNG
from tests.documents import papers

pytestmark = pytest.mark.rule("VIS-1")
# What a file could make its reader do if it took it over, tried with the examiner's own limits.
TAKEN_OVER = f"""
import json, os, socket, subprocess, sys
sys.path.insert(0, {str(ROOT / "documents")!r})
import examiner
examiner.give_up_power(examiner.MOST_MEMORY["application/pdf"])
os.dup(0)  # the one that the library needs
answers = {{}}
for name, act in {{
    "read": lambda: open("/etc/passwd"),
    "write": lambda: open("here", "w"),
    "connect": lambda: socket.create_connection(("127.0.0.1", 1)),
    "start": lambda: subprocess.run(["true"]),
    "remember": lambda: bytearray(2_000_000_000),
}}.items():
    try:
        act()
        answers[name] = "could"
    except (OSError, MemoryError, ValueError) as error:
        answers[name] = type(error).__name__
answers["knows"] = sorted(os.environ)
print(json.dumps(answers))
"""


@pytest.fixture
def examiner(monkeypatch, tmp_path):
    """`examiner("print(1)")`: another one in its place."""

    def replaced(source):
        path = tmp_path / "examiner.py"
        path.write_text(source)
        monkeypatch.setattr(sandbox, "EXAMINER", path)

    return replaced


def test_whoever_takes_it_over_can_only_compute(tmp_path):
    command = [sys.executable, "-I", "-c", TAKEN_OVER]
    done = subprocess.run(command, capture_output=True, env={}, cwd=tmp_path, check=True)
    answers = json.loads(done.stdout)
    assert answers.pop("knows") in ([], ["LC_CTYPE"])
    assert answers == {
        "read": "OSError",
        "write": "OSError",
        "connect": "OSError",
        "start": "OSError",
        "remember": "MemoryError",
    }


def test_it_gets_no_secret_and_no_connection(examiner, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemmelig")
    examiner(
        "import json, os\n"
        "print(json.dumps({'bytes': 0, 'secret': os.environ.get('SECRET_KEY'), 'open': os.listdir('/proc/self/fd')}))"
    )
    said, _made = sandbox.examine(PDF, b"x")
    assert said["secret"] is None
    assert len(said["open"]) == 4  # its three, and the list of them


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import time; time.sleep(60)",
        "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 65536)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(3)",
        "print('nonsense')",
        "print('{\"bytes\": 5}')",
    ],
    ids=["computes for ever", "sleeps", "floods", "crashes", "gives up", "nonsense", "half an answer"],
)
def test_its_end_is_a_refusal_and_no_failure(examiner, monkeypatch, source):
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    examiner(source)
    began = monotonic()
    assert sandbox.examine(PDF, b"x") == ({"refused": "heavy"}, b"")
    assert monotonic() - began < 10


def test_it_leaves_no_process_and_nothing_open(examiner, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    examiner("import time; time.sleep(60)")
    before = _open_files()
    sandbox.examine(PDF, b"x")
    assert _open_files() == before
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if _names(path, sandbox.EXAMINER)]


def _open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def _names(cmdline, path):
    try:
        return str(path).encode() in cmdline.read_bytes()
    except OSError:
        return False


def test_only_so_many_are_examined_at_once(examiner, monkeypatch, tmp_path):
    """The third waits, and when nobody makes room is told so."""
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    examiner("import time; time.sleep(60)")
    busy = [Thread(target=sandbox.examine, args=(PDF, b"x")) for _ in range(sandbox.AT_ONCE)]
    for thread in busy:
        thread.start()
    monkeypatch.setattr(sandbox, "SECONDS", 0.5)
    assert sandbox.examine(PDF, b"x") == ({"refused": "busy"}, b"")
    for thread in busy:
        thread.join()


@pytest.mark.parametrize(
    ("kind", "make", "most"),
    [
        (PNG, lambda: papers.huge_png(30_000, 30_000), 100),
        (PNG, papers.png_with_bomb_of_text, 100),
        (JPEG, lambda: papers.jpeg_drawn_again_and_again(60), 100),
        (PDF, papers.bomb_of_references, 300),
        (JPEG, lambda: papers.written(papers.picture((8000, 6200)), "JPEG", exif=papers.turned()), 550),
        (PNG, lambda: papers.written(papers.picture((7000, 7000)), "PNG"), 550),
    ],
    ids=["pixels", "text", "scans", "references", "large photo", "large picture"],
)
def test_memory_is_bounded(kind, make, most):
    """In megabytes; the web's own memory holds only the file and what was made of it."""
    ask = (
        "import resource, sys\nfrom documents import sandbox\n"
        f"sandbox.examine({kind!r}, sys.stdin.buffer.read())\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], input=make(), capture_output=True, cwd=ROOT, check=True
    )
    assert int(done.stdout) < most
