"""What the server says to a device that sends what waited there (JRN-7), and what it lets the device keep."""

import json
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.conf import settings

from core.refusals import Refused
from journal import outbox
from journal.models import Entry
from journal.offline import shell
from tests.factories import NOW
from tests.harness import finders

pytestmark = [pytest.mark.rule("JRN-7"), pytest.mark.django_db]
FROM_DEVICE = {"X-Fnug-Outbox": "1"}


def test_a_device_learns_who_is_signed_in_and_never_the_key_of_the_session(as_, care_worker):
    nobody, somebody = as_().get("/diary/ready/").json(), as_(care_worker)
    answer = somebody.get("/diary/ready/")
    facts = answer.json()
    assert (nobody["person"], nobody["session"]) == (None, "")
    assert facts["person"] == care_worker.pk
    assert facts["at"] == NOW.timestamp() * 1000
    assert facts["session"] != as_(care_worker).get("/diary/ready/").json()["session"] != ""
    assert somebody.cookies[settings.SESSION_COOKIE_NAME].value not in answer.text


def test_the_page_knows_the_same_mark_of_the_session(as_, care_worker):
    visitor = as_(care_worker)
    mark = visitor.get("/diary/ready/").json()["session"]
    assert f'data-session="{mark}"' in visitor.get("/tasks/").text


def test_whoever_is_not_signed_in_is_told_so_in_json(as_, child):
    answer = as_().post(f"/children/{child.pk}/diary/write/", headers=FROM_DEVICE)
    assert (answer.status_code, answer.json()) == (401, {"saved": False})
    assert as_().post(f"/children/{child.pk}/diary/write/").status_code == 302


def test_an_old_token_is_refused_in_json(as_, care_worker, child):
    visitor = as_(care_worker)
    answer = visitor.post(f"/children/{child.pk}/diary/write/", with_token=False, headers=FROM_DEVICE)
    assert (answer.status_code, answer.json()) == (403, {"saved": False})


def test_a_refusal_that_no_form_showed_is_a_sentence_for_the_device(as_, care_worker, child, monkeypatch):
    def no(*_, **__):
        raise Refused("Not today.")

    monkeypatch.setattr("journal.services.write", no)
    monkeypatch.setattr("core.forms.PlainForm.result_of", lambda self, act, *a, **f: act(*a, **f))
    words = {"key": "7f0d2c1e-0000-4000-8000-000000000001", "text": "Hej"}
    answer = as_(care_worker).post(f"/children/{child.pk}/diary/write/", words, headers=FROM_DEVICE)
    assert answer.status_code == 422
    assert answer.json()["errors"]["__all__"] == ["Not today."]


def asked(**facts):
    return SimpleNamespace(POST=facts)


@pytest.mark.parametrize(
    ("facts", "before"),
    [
        ({}, 0),
        ({"ago": "5400"}, 5400),
        ({"ago": "-3600"}, 0),
        ({"ago": "nan"}, 0),
        ({"ago": "1e300"}, 0),
        ({"ago": "soon"}, 0),
        ({"ago": str(90 * 86400)}, 30 * 86400),
        ({"ago": "60", "sent": str(NOW.timestamp() - 20)}, 80),
        ({"ago": "60", "sent": str(NOW.timestamp() + 20)}, 40),
        ({"ago": "10", "sent": str(NOW.timestamp() + 20)}, 0),
        ({"ago": "60", "sent": str((NOW + timedelta(days=3 * 365)).timestamp())}, 60),
        ({"ago": "60", "sent": "inf"}, 0),
        ({"ago": "60", "sent": "1e300"}, 0),
    ],
)
def test_when_it_was_written_does_not_depend_on_the_clock_of_the_device(facts, before):
    assert outbox.written_at(asked(**facts), NOW) == NOW - timedelta(seconds=before)


def test_two_that_were_written_one_after_the_other_stay_so_however_long_the_first_was_on_its_way():
    sent = datetime(2026, 3, 17, 12, 59, 0, tzinfo=UTC)
    first = outbox.written_at(asked(ago="2", sent=str(sent.timestamp())), sent + timedelta(seconds=25))
    second = outbox.written_at(
        asked(ago="2", sent=str(sent.timestamp() + 0.5)), sent + timedelta(seconds=0.6)
    )
    assert second - first == timedelta(seconds=0.5)


def test_the_device_keeps_the_public_shell_and_one_page_that_is_nobodys(as_, care_worker, child):
    program = as_().get("/sw.js")
    kept = json.loads(re.search(r"const SHELL = (\[.*?\]);", program.text)[1])
    assert program.headers["Content-Type"] == "text/javascript"
    assert program.headers["Cache-Control"] == "no-cache, no-store"
    assert kept[0] == "/offline/"
    assert [path for path in kept[1:] if not finders.find(unquote(path.removeprefix("/static/")))] == []
    visitor = as_(care_worker)
    assert care_worker.first_name in visitor.get("/tasks/").text
    page = visitor.get("/offline/").text
    assert care_worker.first_name not in page
    assert child.given_name not in page
    assert "data-signed-in" not in page


def test_another_release_is_another_version(monkeypatch):
    before = shell.worker("one")
    monkeypatch.setattr(shell, "static", lambda name: f"/static/{name}?2")
    assert shell.worker("two")[:40] != before[:40]


def test_what_installs_the_app_is_there(as_):
    facts = as_().get("/manifest.webmanifest").json()
    assert (facts["start_url"], facts["display"]) == ("/", "standalone")
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in facts["icons"])


def test_a_lost_answer_is_asked_for_again_and_gets_the_first_result(as_, care_worker, child):
    visitor = as_(care_worker)
    words = {"key": "7f0d2c1e-0000-4000-8000-000000000002", "text": "Legede roligt.", "ago": "3600"}
    url = f"/children/{child.pk}/diary/write/"
    first, again = (visitor.post(url, words, headers=FROM_DEVICE).json() for _ in range(2))
    assert first == again
    assert first["saved"]
    entry = Entry.objects.get()
    assert entry.happened_at == entry.written_at == NOW - timedelta(hours=1)
    assert entry.received_at == NOW
