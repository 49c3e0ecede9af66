"""Too much at once, against the real web server: a page says so, nothing is written down, and it goes on serving."""

import http.client
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace

import pytest
from django.conf import settings

from config.environment import ROOT
from documents.uploads import MOST_BYTES
from tests import factories
from tests.conftest import free_port
from tests.documents import papers
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.clock, pytest.mark.rule("VIS-1")]
MB = 1024 * 1024
BOUNDARY = "grense"
MAY_TAKE = 60


@pytest.fixture(scope="module")
def web(slot, django_db_setup, redis_url, tmp_path_factory, collected):
    """One for all: a database that was made anew in between is found again."""
    port, folder = free_port(), tmp_path_factory.mktemp("web")
    temporary = folder / "temporary"
    temporary.mkdir()
    ours = {
        "DATABASE_URL": slot.url,
        "WEB_DATABASE_URL": "",
        "REDIS_URL": redis_url,
        "FNUG_PROCESS": "web",
        "FNUG_BASE_URL": f"http://127.0.0.1:{port}",
        "TMPDIR": str(temporary),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=1"]
    command += ["--threads=4", "--worker-class=gthread", "--no-control-socket", "--worker-tmp-dir=/dev/shm"]
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ours}, stdout=log, stderr=log)
    server = SimpleNamespace(port=port, process=process, temporary=temporary)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def _wait_for(server):
    for _try in range(MAY_TAKE * 5):
        assert server.process.poll() is None, "The web server ended."
        with suppress(OSError):
            if ask(server, "GET", "/sign-in/")[0] == 200:
                return
        time.sleep(0.2)
    pytest.fail("The web server does not start.")


def ask(server, method, path, body=b"", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=MAY_TAKE)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, text


@pytest.fixture
def draft(caseworker):
    return factories.make_draft(caseworker)


@pytest.fixture
def post(web, draft, caseworker):
    """Sends a file with a caseworker's session; gives status and page."""
    cookie = Visitor(caseworker).cookies[settings.SESSION_COOKIE_NAME].value
    token = "t" * 32
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={token}; "
        f"{settings.LANGUAGE_COOKIE_NAME}=en",
        "X-CSRFToken": token,
        "HX-Request": "true",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }

    def send(content, name="x.pdf"):
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        return ask(web, "POST", f"/requests/{draft.pk}/attachments/", body, **headers)

    return send


def is_well(web):
    assert ask(web, "GET", "/sign-in/")[0] == 200
    assert list(web.temporary.iterdir()) == []


def test_twenty_megabytes_arrive_and_one_byte_more_is_refused_by_name(post, web, draft):
    status, _page = post(papers.pdf_of(MOST_BYTES))
    assert status == 200
    assert draft.attachments.count() == 1
    status, page = post(papers.pdf_of(MOST_BYTES + 1))
    assert (status, "The file is larger than 20 MB." in page) == (422, True)
    status, page = post(b"%PDF-" + b"x" * (60 * MB))
    assert (status, "The file is larger than 20 MB." in page) == (422, True)
    is_well(web)


def test_more_than_may_come_at_all_gets_a_page_and_no_broken_connection(post, web, draft):
    status, page = post(b"%PDF-" + b"x" * (65 * MB))
    assert (status, "A file may be up to 20 MB." in page) == (413, True)
    is_well(web)


def test_who_only_says_that_much_will_come_is_answered_at_once(web):
    with socket.create_connection(("127.0.0.1", web.port), timeout=MAY_TAKE) as line:
        line.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")
    is_well(web)


def test_an_endless_stream_without_a_length_is_not_listened_to(web):
    with socket.create_connection(("127.0.0.1", web.port), timeout=MAY_TAKE) as line, suppress(OSError):
        line.sendall(b"POST /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _megabyte in range(100):
            line.sendall(b"100000\r\n" + b"x" * MB + b"\r\n")
    is_well(web)


@pytest.mark.proof
def test_fifty_bombs_at_once_leave_the_others_alone(post, web):
    """Bombs, large photos and noise from everywhere; somebody else only wants to sign in."""
    photo = papers.written(papers.picture((8000, 6200)), "JPEG", exif=papers.turned())
    files = [
        papers.huge_png(30_000, 30_000),
        papers.bomb_of_references(),
        photo,
        papers.damaged("jpeg", 1),
        papers.pdf(),
    ]
    with ThreadPoolExecutor(12) as people:
        answers = people.map(lambda number: post(files[number % len(files)])[0], range(50))
        took = []
        for _try in range(10):
            began = time.monotonic()
            assert ask(web, "GET", "/sign-in/")[0] == 200
            took.append(time.monotonic() - began)
        assert set(answers) <= {200, 422}
    assert sorted(took)[5] < 10
    is_well(web)
