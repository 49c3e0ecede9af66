"""Released, opened, confirmed: who, when, and what waits meanwhile."""

from datetime import timedelta

import pytest
import time_machine

from core.models import OutboxMessage
from core.preferences import change
from core.refusals import Refused
from documents import portal, services
from documents.models import Document
from municipalities.portal import awaiting
from tests import factories
from tests.factories import NOW, TODAY

LATER = NOW + timedelta(hours=2)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def released(letter, director):
    services.release(letter, by=director, at=NOW)
    return letter


@pytest.fixture
def url(letter):
    return f"/documents/{letter.number}/"


def confirmed(document):
    document.refresh_from_db()
    return document.confirmed_by, document.confirmed_at


@pytest.mark.rule("PLC-13")
def test_a_caseworker_confirms_with_one_tap_and_both_sides_see_who_and_when(
    as_, released, url, caseworker, director
):
    assert "Confirm that we have it" in text(as_(caseworker).get(url))
    assert "Confirm that we have it" not in text(as_(director).get(url))
    with time_machine.travel(LATER, tick=False):
        page = as_(caseworker).post(f"{url}confirm/", follow=True)
    assert "Thank you. The centre sees that you have received the document." in text(page)
    assert "Confirm that we have it" not in text(page)
    assert confirmed(released) == (caseworker, LATER)
    assert f"17 March 2026 12:00, {caseworker}" in text(as_(director).get(url))


@pytest.mark.rule("PLC-13")
def test_who_confirms_second_changes_nothing(released, caseworker, municipality):
    colleague = factories.make_user("caseworker", municipality=municipality)
    services.confirm(released, by=caseworker, at=NOW)
    services.confirm(released, by=colleague, at=LATER)
    assert confirmed(released) == (caseworker, NOW)


@pytest.mark.rule("PLC-13")
@pytest.mark.django_db(transaction=True)
def test_two_confirm_in_the_same_second(released, caseworker, municipality, at_once):
    colleague = factories.make_user("caseworker", municipality=municipality)
    people = (caseworker, colleague)
    assert at_once([lambda by=by: services.confirm(released, by=by, at=NOW) for by in people]) == [None, None]
    by, when = confirmed(released)
    assert by in people and when == NOW


@pytest.mark.rule("ACC-1")
def test_nobody_else_confirms(as_, released, url, other_caseworker, director, leader, run_outbox):
    answers = [as_(who).post(f"{url}confirm/").status_code for who in (other_caseworker, director, leader)]
    assert answers == [404, 403, 403]
    for who in (other_caseworker, director):
        with pytest.raises(Refused, match="by a caseworker of the municipality that received it"):
            services.confirm(released, by=who, at=NOW)
    assert confirmed(released) == (None, None)


@pytest.mark.rule("PLC-13")
def test_nothing_is_confirmed_before_it_is_sent(as_, letter, url, caseworker):
    assert as_(caseworker).post(f"{url}confirm/").status_code == 404
    with pytest.raises(Refused, match="has not been sent yet"):
        services.confirm(letter, by=caseworker, at=NOW)
    assert confirmed(letter) == (None, None)


@pytest.mark.rule("PLC-13")
def test_of_two_versions_the_newer_is_confirmed(as_, released, url, issue, caseworker, director):
    newer = issue(replaces=released)
    services.release(newer, by=director, at=NOW)
    assert "Confirm that we have it" not in text(as_(caseworker).get(url))
    with pytest.raises(Refused, match=f"replaced by {newer.number}. Confirm that one."):
        services.confirm(released, by=caseworker, at=NOW)
    assert [thing.path for thing in awaiting(caseworker, TODAY) if "/documents/" in thing.path] == [
        f"/documents/{newer.number}/"
    ]


def test_the_fingerprint_on_the_page_is_that_of_the_file_one_gets(as_, released, url, caseworker):
    from hashlib import sha256

    visitor = as_(caseworker)
    digest = sha256(visitor.get(f"{url}pdf/").content).hexdigest()
    page = text(visitor.get(url))
    assert digest in page and released.check_code in page and "1 page" in page


# What waits


def waiting(user, on=TODAY):
    return [thing for thing in awaiting(user, on) if thing.path.startswith("/documents/")]


@pytest.mark.rule("VIS-5")
def test_it_awaits_the_municipality_until_it_is_confirmed(as_, released, url, caseworker, other_caseworker):
    (thing,) = waiting(caseworker)
    assert (thing.title, thing.pill, thing.kind) == (
        "Open and confirm: Svar på anmodning",
        "not opened yet",
        "warn",
    )
    assert waiting(caseworker, TODAY + timedelta(days=8))[0].kind == "bad"
    as_(caseworker).get(f"{url}pdf/")
    assert waiting(caseworker)[0].title == "Confirm: Svar på anmodning"
    assert waiting(other_caseworker) == []
    services.confirm(released, by=caseworker, at=NOW)
    assert waiting(caseworker) == []


def test_beyond_eight_one_line_says_how_many_more(issue, director, caseworker, queries):
    for _ in range(11):
        services.release(issue(), by=director, at=NOW)
    with queries(2):
        found = list(portal.to_confirm(caseworker, TODAY))
    assert len(found) == 9
    assert (found[-1].title, found[-1].path) == ("3 more documents to confirm", "/documents/?show=waiting")


def test_what_a_municipality_sent_itself_it_need_not_confirm(caseworker, municipality):
    facts = {"kind": "decision_letter", "content": factories.make_pdf(), "municipality": municipality}
    own = services.receive(title="Handleplan", by=caseworker, at=NOW, **facts)
    services.release(own, by=caseworker, at=NOW)
    assert waiting(caseworker) == []
    with pytest.raises(Refused, match="No receipt is asked"):
        services.confirm(own, by=caseworker, at=NOW)


def test_the_list_shows_how_each_stands_and_those_to_confirm(as_, released, issue, director, caseworker):
    other = issue()
    services.release(other, by=director, at=NOW)
    services.confirm(other, by=caseworker, at=NOW)
    every, open_ = (text(as_(caseworker).get(f"/documents/{query}")) for query in ("", "?show=waiting"))
    assert "To confirm (1)" in every
    assert released.number in every and other.number in every
    assert released.number in open_ and other.number not in open_
    services.confirm(released, by=caseworker, at=NOW)
    assert "You have confirmed every document." in text(as_(caseworker).get("/documents/?show=waiting"))


# What lies unopened


@pytest.fixture
def old(issue, director):
    """A letter released eight days ago."""
    document = issue()
    services.release(document, by=director, at=NOW - timedelta(days=8))
    return document


@pytest.mark.rule("PLC-13")
def test_what_lies_unopened_for_more_than_a_week_is_seen(
    as_, old, released, director, other_leader, run_outbox
):
    page = text(as_(director).get("/documents/sent/"))
    assert old.number in page and released.number not in page
    assert old.number not in text(as_(other_leader).get("/documents/sent/"))
    change("documents.unopened_days", 9, by=director, at=NOW)
    assert "Every document has been opened in time." in text(as_(director).get("/documents/sent/"))


def test_opened_or_confirmed_it_lies_no_longer(as_, old, issue, director, caseworker, run_outbox):
    run_outbox()
    other = issue()
    services.release(other, by=director, at=NOW - timedelta(days=9))
    as_(caseworker).get(f"/documents/{old.number}/pdf/")
    services.confirm(other, by=caseworker, at=NOW)
    assert "Every document has been opened in time." in text(as_(director).get("/documents/sent/"))


@pytest.mark.rule("ACC-4")
def test_a_reminder_goes_once_a_day_and_says_nothing(
    as_, old, director, caseworker, other_caseworker, municipality, other_municipality, run_outbox, smtp
):
    run_outbox()
    before = len(smtp.to(caseworker))
    page = as_(director).post(f"/documents/sent/{municipality.pk}/remind/", follow=True)
    assert "Reminded 17.03.2026 10:00" in text(page)
    assert "Remind</button>" not in text(page)
    as_(director).post(f"/documents/sent/{municipality.pk}/remind/")
    run_outbox()
    mails = smtp.to(caseworker)[before:]
    assert len(mails) == 1 and smtp.to(other_caseworker) == []
    assert old.number not in str(mails[0]) and "Aviaja" not in str(mails[0])
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        as_(director).post(f"/documents/sent/{municipality.pk}/remind/")
    assert OutboxMessage.objects.filter(key__startswith="documents-waiting").count() == 2
    assert as_(director).post(f"/documents/sent/{other_municipality.pk}/remind/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_overview_costs_the_same_however_many(as_, issue, director, queries, number):
    for _ in range(number):
        authority = factories.make_municipality()
        document = issue()
        with factories.acting(director):
            Document.objects.create(
                **{
                    **{name: getattr(document, name) for name in ("kind", "title", "data", "check_code")},
                    "number": f"X-{number}-{authority.pk}",
                    "municipality": authority,
                    "issued_at": NOW,
                    "issued_by": director,
                    "released_at": NOW - timedelta(days=8),
                }
            )
    visitor = as_(director)
    visitor.get("/documents/sent/")
    with queries(8):
        assert text(visitor.get("/documents/sent/")).count("/remind/") == number


# While it is made, and when that fails


def test_a_failure_is_told_and_ends_by_itself(as_, issue, director, run_outbox, monkeypatch):
    document, url = issue(), None
    url = f"/documents/{document.number}/"

    def fails(html):
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(services.rendering, "pdf_of", fails)
        run_outbox()
    page = text(as_(director).get(url))
    assert (
        "The document could not be made. What it says is kept, and Fnug tries again at 17.03.2026 10:02."
        in page
    )
    OutboxMessage.objects.update(due_at=NOW)
    run_outbox()
    assert f"{url}pdf/" in text(as_(director).get(url, headers={"HX-Request": "true"}))
