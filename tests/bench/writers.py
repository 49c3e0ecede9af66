"""Fifty people who write at once, through the real server with two workers: nobody waits, nothing goes wrong."""

import json
import threading
from http.client import HTTPConnection
from time import monotonic, perf_counter
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings

from tests import factories as f
from tests.bench.pages import signed_in
from tests.bench.saving import living_in
from tests.bench.wire import server

PEOPLE, EACH, EVERY = 50, 10, 2.0


class Writer(threading.Thread):
    """Sends an entry every two seconds, from a beginning of their own; keeps how long each took and what went wrong."""

    def __init__(self, port, session, child, begins):
        super().__init__()
        self.door = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        self.child, self.begins = child, begins
        self.took, self.wrong = [], []

    def run(self):
        token = self.ready()
        start = monotonic() + self.begins
        for turn in range(EACH):
            threading.Event().wait(max(0, start + turn * EVERY - monotonic()))
            self.write(token)
        self.door.close()

    def ready(self):
        """What a device asks for before it sends: the token, and the cookie that belongs to it."""
        self.door.request("GET", "/diary/ready/", headers={"Cookie": self.cookie})
        answer = self.door.getresponse()
        token = json.loads(answer.read())["csrf"]
        self.cookie += "; " + answer.getheader("Set-Cookie").split(";")[0]
        return token

    def write(self, token):
        body = urlencode({"key": uuid4(), "text": "Kom glad hjem fra skole.", "mood": "happy"})
        headers = {"Cookie": self.cookie, "X-CSRFToken": token, "X-Fnug-Outbox": "1"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = perf_counter()
        self.door.request("POST", f"/children/{self.child}/diary/write/", body, headers)
        answer = self.door.getresponse()
        said = answer.read()
        self.took.append((perf_counter() - begun) * 1000)
        if answer.status != 200:
            self.wrong.append((answer.status, said[:200]))


def at_once(here, slot, port):
    """Milliseconds of every save, and the answers that were none."""
    people = [f.make_user(name=f"Skriver {n}", units=here.units[:1]) for n in range(PEOPLE)]
    child = living_in(here.units[0])
    with server(slot.url, port, workers=2):
        writers = [
            Writer(
                port, signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value, child, n * EVERY / PEOPLE
            )
            for n, person in enumerate(people)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
    took = [each for writer in writers for each in writer.took]
    return took, [each for writer in writers for each in writer.wrong]
