"""Minutes in turn, handed in, signed off and released (PLC-5)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import OutboxMessage
from core.refusals import Refused
from documents.models import Document
from municipalities.portal import awaiting
from placements.meetings import minutes, rules, services, turns
from placements.meetings.models import Meeting
from tests import factories
from tests.factories import NOW, TODAY, date, timedelta
from tests.placements.meetings.conftest import writing

pytestmark = pytest.mark.rule("PLC-5")
HELD = date(2026, 3, 16)
PDF = factories.make_pdf(2)


def text(response):
    return response.content.decode()


def sign(meeting, by):
    return minutes.sign(meeting, by=by, at=NOW, on=TODAY)


def mine(caseworker, on=TODAY):
    return [thing for thing in awaiting(caseworker, on) if "/minutes/" in thing.path]


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ([], "centre"),
        ([("monthly", "centre")], "municipality"),
        ([("monthly", "centre"), ("quarterly", "municipality")], "centre"),
        ([("monthly", "centre"), ("monthly", "")], "municipality"),
        # A network meeting's minutes are nobody's turn.
        ([("monthly", "centre"), ("network", "municipality")], "municipality"),
    ],
)
def test_whose_turn_it_is(as_, leader, placement, meeting, before, whose):
    for day, (kind, writer) in enumerate(before, 1):
        factories.make_meeting(placement, date(2026, 2, day), kind=kind, minutes_by=writer)
    assert turns.turn(placement) == whose
    form = as_(leader).form(f"/meetings/{meeting.pk}/held/")
    assert form.values["minutes_by"] == whose


def test_the_turn_of_the_municipality_awaits_in_the_portal(caseworker, other_caseworker, held):
    meeting = held("municipality")
    (thing,) = mine(caseworker)
    assert (thing.path, thing.due) == (f"/meetings/{meeting.pk}/minutes/", date(2026, 3, 30))
    assert "Nivi Kanariefugl" in thing.title
    assert mine(caseworker, date(2026, 3, 31))[0].kind == "bad"
    assert mine(other_caseworker) == []
    mail = OutboxMessage.objects.get(kind="mail")
    assert mail.payload["path"] == f"/meetings/{meeting.pk}/minutes/"


def test_within_how_many_days_is_a_setting(director, caseworker, held):
    from core import preferences

    preferences.change("placements.minutes_days", 5, by=director, at=NOW)
    held("municipality")
    assert mine(caseworker)[0].due == date(2026, 3, 21)


def test_the_caseworker_writes_and_a_leader_signs_off(as_, caseworker, leader, held, fresh):
    meeting = held("municipality")
    url = f"/meetings/{meeting.pk}/"
    as_(caseworker).fill(f"{url}minutes/", minutes="Skolen går godt.", present="Kaja, Lene")
    assert (fresh(meeting).state, fresh(meeting).written_by) == ("written", caseworker)
    assert mine(caseworker) == []
    assert not Document.objects.exists()
    as_(leader).fill(url, action=f"{url}sign/")
    done = fresh(meeting)
    paper = done.minutes_document
    assert (done.state, done.signed_by, paper.kind, paper.released_at) == ("signed", leader, "minutes", NOW)
    assert (paper.data["minutes"], paper.data["present"]) == ("Skolen går godt.", "Kaja, Lene")
    for person in (caseworker, leader):
        assert as_(person).get(f"/documents/{paper.number}/").status_code == 200
        assert "Skolen går godt." in text(as_(person).get(url))


def test_a_pdf_is_released_as_it_came(as_, caseworker, leader, held, fresh, other_caseworker):
    meeting = held("municipality")
    visitor = as_(caseworker)
    form = visitor.form(f"/meetings/{meeting.pk}/minutes/")
    upload = SimpleUploadedFile("Referat Nivi.pdf", PDF, "application/pdf")
    visitor.send(form, paper=upload)
    paper = fresh(meeting).minutes_paper
    assert visitor.get(f"/documents/{paper.number}/").status_code == 404
    sign(fresh(meeting), leader)
    assert fresh(meeting).minutes_document == paper
    assert bytes(paper.file.content) == PDF
    download = visitor.get(f"/documents/{paper.number}/pdf/")
    assert (b"".join(download) if download.streaming else download.content) == PDF
    assert as_(other_caseworker).get(f"/documents/{paper.number}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("program.pdf", b"MZ" + b"0" * 400, "The file is not a whole PDF."),
        ("halvt.pdf", PDF[: len(PDF) // 2], "The file is not a whole PDF."),
        ("tom.pdf", b" ", "The file is not a whole PDF."),
    ],
)
def test_what_is_no_pdf_is_refused_and_the_text_stays(as_, caseworker, held, fresh, name, content, sentence):
    meeting = held("municipality")
    visitor = as_(caseworker)
    form = visitor.form(f"/meetings/{meeting.pk}/minutes/")
    page = text(visitor.send(form, minutes="Skolen går godt.", paper=SimpleUploadedFile(name, content)))
    assert sentence in page
    assert "Skolen går godt." in page
    assert fresh(meeting).state == "held"


def test_a_caseworker_whose_turn_it_is_not(as_, caseworker, invited, leader, fresh):
    """Invited, so the meeting is in sight; the centre's words are not, before they are signed off."""
    facts = {"held": TODAY, "minutes_by": "centre", "present": "Lene", "by": leader, "at": NOW, "on": TODAY}
    services.hold(invited, **facts)
    writing(fresh(invited), leader, minutes="Et udkast af centret.")()
    sent_back = minutes.send_back(fresh(invited), reason="Mere om skolen.", by=leader, at=NOW, on=TODAY)
    url = f"/meetings/{invited.pk}/minutes/"
    assert "It is the centre&#x27;s turn to write these minutes." in text(as_(caseworker).get(url))
    for page in (as_(caseworker).get(url), as_(caseworker).get(f"/meetings/{invited.pk}/")):
        assert "Et udkast" not in text(page)
        assert "Mere om skolen" not in text(page)
    answer = as_(caseworker).post(url, {"minutes": "Vores udgave."})
    assert "It is the centre&#x27;s turn to write these minutes." in text(answer)
    assert "Vores udgave." in text(answer)
    assert (fresh(sent_back).state, fresh(sent_back).minutes) == ("held", "Et udkast af centret.")


def test_the_centre_takes_over_with_a_reason(as_, leader, caseworker, held, fresh):
    meeting = held("municipality")
    url = f"/meetings/{meeting.pk}/"
    with pytest.raises(Refused, match="It is the municipality's turn. Take the minutes over first"):
        writing(fresh(meeting), leader)()
    assert "Say why the centre writes these minutes." in text(
        as_(leader).fill(f"{url}take-over/", reason=" ")
    )
    as_(leader).fill(f"{url}take-over/", reason="Sagsbehandleren er syg.")
    as_(leader).fill(f"{url}minutes/", minutes="Skolen går godt.")
    done = fresh(meeting)
    assert (done.state, done.minutes_by, done.taken_over_because) == (
        "written",
        "centre",
        "Sagsbehandleren er syg.",
    )
    assert mine(caseworker) == []
    assert turns.turn(meeting.placement) == "municipality"
    with pytest.raises(Refused, match="It is the centre's turn already."):
        minutes.take_over(_held_again(done, leader), reason="Igen.", by=leader)


def _held_again(meeting, leader):
    return minutes.send_back(meeting, reason="Mere.", by=leader, at=NOW, on=TODAY)


def test_sent_back_with_a_remark_the_words_stay(as_, leader, caseworker, written, fresh):
    meeting = written("municipality")
    url = f"/meetings/{meeting.pk}/"
    action = f"{url}send-back/"
    assert "Say what should be changed." in text(as_(leader).fill(url, action=action, reason=" "))
    as_(leader).fill(url, action=action, reason="Skriv, hvem der ringer til skolen.")
    (thing,) = mine(caseworker)
    assert thing.note == "Skriv, hvem der ringer til skolen."
    form = as_(caseworker).form(f"{url}minutes/")
    assert form.values["minutes"] == "Skolen går godt."
    as_(caseworker).fill(f"{url}minutes/", minutes="Skolen går godt. Kaja ringer.")
    sign(fresh(meeting), leader)
    assert fresh(meeting).minutes_document.data["minutes"] == "Skolen går godt. Kaja ringer."


def test_a_pdf_stays_when_it_is_sent_back_until_the_text_is_used(as_, leader, caseworker, written, fresh):
    meeting = written("municipality", content=PDF)
    _held_again(fresh(meeting), leader)
    as_(caseworker).fill(f"/meetings/{meeting.pk}/minutes/")
    assert fresh(meeting).minutes_paper
    _held_again(fresh(meeting), leader)
    as_(caseworker).fill(f"/meetings/{meeting.pk}/minutes/", drop_paper="on", minutes="Kun tekst.")
    sign(fresh(meeting), leader)
    assert fresh(meeting).minutes_document.data["minutes"] == "Kun tekst."


@pytest.mark.parametrize("kind", ["start_up", "follow_up"])
def test_where_the_child_is_heard_its_part_is_written_first(as_, leader, held, fresh, kind):
    meeting = held(kind=kind)
    url = f"/meetings/{meeting.pk}/"
    page = text(as_(leader).get(f"{url}minutes/"))
    assert page.index('name="child_part"') < page.index('name="minutes"')
    refused = as_(leader).fill(f"{url}minutes/", minutes="Aftalt.")
    assert "Say how the child took part, or why not." in text(refused)
    as_(leader).fill(f"{url}minutes/", minutes="Aftalt.", child_part="Vil gerne ringe mere til mor.")
    sign(fresh(meeting), leader)
    assert fresh(meeting).minutes_document.data["child_part"] == "Vil gerne ringe mere til mor."


def test_empty_minutes_are_none(as_, leader, held, fresh):
    meeting = held()
    page = as_(leader).fill(f"/meetings/{meeting.pk}/minutes/", minutes=" ")
    assert "Write what was agreed, or choose the minutes as PDF." in text(page)
    assert fresh(meeting).state == "held"


def test_recorded_with_its_minutes_it_waits_for_the_signature(as_, care_worker, leader, placement):
    as_(care_worker).fill(f"/placements/{placement.pk}/meeting/", held="2026-03-16", minutes="Aftalt.")
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.minutes_by, meeting.written_by) == ("written", "centre", care_worker)
    assert sign(meeting, leader).minutes_document.data["minutes"] == "Aftalt."


def test_minutes_from_before_fnug_are_nobodys_turn(caseworker, placement):
    factories.make_meeting(placement, HELD, minutes_by="municipality")
    assert mine(caseworker) == []


def test_who_read_other_words_does_not_sign_them(written, fresh, leader, director):
    meeting = written()
    seen = rules.version_of(meeting)
    minutes.send_back(fresh(meeting), reason="Skriv mere.", by=director, at=NOW, on=TODAY)
    words = {"minutes": "Skolen går skidt.", "present": "Lene", "child_part": ""}
    later = NOW + timedelta(minutes=5)
    minutes.write(fresh(meeting), **words, content=None, keep_paper=False, by=leader, at=later)
    with pytest.raises(Refused, match="handed in anew since you opened them"):
        minutes.sign(fresh(meeting), seen=seen, by=leader, at=later, on=TODAY)
    assert fresh(meeting).state == "written"
    minutes.sign(fresh(meeting), seen=rules.version_of(fresh(meeting)), by=leader, at=later, on=TODAY)
    assert fresh(meeting).minutes_document.data["minutes"] == "Skolen går skidt."
