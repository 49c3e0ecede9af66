"""Bytes on the wire: what a browser with an empty cache loads from the real server, and what it loads later."""

import gzip
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

import brotli

from config.environment import ROOT

PARTS = re.compile(r"""<(?:link|script|img)\b[^>]*?\b(?:href|src)=["']([^"'#]+)["']""")
FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.{0,2}/[^"'\s]+\.js)["']""")
STARTING_MAY_TAKE = 30


@contextmanager
def server(database_url, port, workers=1):
    environment = {**os.environ, "DATABASE_URL": database_url, "WEB_DATABASE_URL": "", "FNUG_PROCESS": "web"}
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}"]
    command += [f"--workers={workers}", "--threads=4", "--log-level=warning", "--no-control-socket"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port):
    deadline = monotonic() + STARTING_MAY_TAKE
    while True:
        try:
            return Browser(port, "").ask("/")
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.1)


class Browser:
    """Keeps what it may keep, and counts what it loads, headers too."""

    def __init__(self, port, session):
        self.port, self.session = port, session
        self.kept = set()

    def load(self, path):
        """Bytes of a page with all its parts that are not kept yet."""
        body, size = self.ask(path)
        todo = [urljoin(path, part) for part in PARTS.findall(body)]
        text = set(re.sub(r"<[^>]+>", "", body))
        while todo:
            part = todo.pop()
            if part in self.kept or not part.startswith("/"):
                continue
            self.kept.add(part)
            content, bytes_of_part = self.ask(part)
            size += bytes_of_part
            todo += [urljoin(part, found) for found in parts_of(part, content, text)]
        return size

    def ask(self, path):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Accept-Encoding": "br, gzip", "Cookie": self.session})
        response = connection.getresponse()
        raw = response.read()
        headers = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
        connection.close()
        if response.status >= 400:
            raise SystemExit(f"{path} answered {response.status}.")
        return unpacked(raw, response.getheader("Content-Encoding")), len(raw) + headers


def unpacked(raw, encoding):
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(raw)
    return plain.decode(errors="replace")


def parts_of(path, content, text):
    """What a style sheet or a script loads in turn; of a font only the faces whose letters stand on the page."""
    if urlsplit(path).path.endswith(".js"):
        return IMPORT.findall(content)
    if not urlsplit(path).path.endswith(".css"):
        return []
    faces = FACE.findall(content)
    used = [url for face in faces if shows(face, text) for url in urls(face)[:1]]
    return used + urls(FACE.sub("", content))


def urls(css):
    return [url for url in re.findall(r"""url\(["']?([^"')]+)""", css) if not url.startswith("data:")]


def shows(face, text):
    stated = re.search(r"unicode-range:([^;]+)", face)
    return not stated or any(low <= ord(letter) <= high for low, high in ranges(stated[1]) for letter in text)


def ranges(stated):
    for item in stated.replace("U+", "").replace("u+", "").split(","):
        low, _, high = item.strip().partition("-")
        if "?" in low:
            low, high = low.replace("?", "0"), low.replace("?", "F")
        yield int(low, 16), int(high or low, 16)
