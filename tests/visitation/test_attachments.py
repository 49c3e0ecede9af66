"""What comes with a request: who adds, sees and takes away, and that nothing is lost on the way (VIS-1)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils.html import escape

from accounts.models import AccessLog
from accounts.roles import Role
from core.acting import acting
from core.refusals import Refused
from documents import uploads
from documents.models import Document
from documents.uploads import MOST_BYTES
from tests import factories
from tests.counting import Statements
from tests.documents import papers
from tests.factories import NOW
from visitation import attachments, services
from visitation.models import Attachment

pytestmark = pytest.mark.rule("VIS-1")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(caseworker):
    return factories.make_draft(caseworker, child_name="Aviaja Prøvebarn")


@pytest.fixture
def attached(draft):
    return factories.make_attachment(draft, name="Udtalelse.pdf")


@pytest.fixture
def sent(caseworker):
    """A request that the committee reads, with a paper."""
    request = factories.make_request(caseworker, child_name="Aviaja Prøvebarn")
    return factories.make_attachment(request, name="Udtalelse.pdf")


def paper(name="Udtalelse.pdf", *lines):
    return SimpleUploadedFile(name, papers.pdf(*lines), "application/pdf")


def photo(name="IMG_1.JPG"):
    return SimpleUploadedFile(name, papers.photo(), "image/jpeg")


def heic():
    return SimpleUploadedFile("IMG_2.HEIC", papers.heic())


def path(of, more=""):
    return f"/requests/{of.request_id}/attachments/{of.document.number}/{more}"


def send(visitor, request, *files, headers=None, follow=False):
    address = f"/requests/{request.pk}/attachments/"
    return visitor.post(address, {"files": files}, headers=headers, follow=follow)


def names(request):
    return [attachment.document.title for attachment in request.attachments.there()]


# Adding


def test_several_files_at_once(as_, caseworker, draft):
    page = send(as_(caseworker), draft, paper(), photo(), follow=True).content.decode()
    assert names(draft) == ["Udtalelse.pdf", "IMG_1.jpg"]
    for shown in ("Udtalelse.pdf", "IMG_1.jpg", "17.03.2026", caseworker.full_name, "bytes"):
        assert shown in page
    first, second = (attachment.document for attachment in draft.attachments.all())
    assert (first.kind, first.file.content_type, first.file.pages) == ("attachment", "application/pdf", 1)
    assert (second.file.content_type, second.file.original_name) == ("image/jpeg", "IMG_1.jpg")
    assert (first.issued_by, first.municipality, first.released_at) == (caseworker, draft.municipality, None)
    assert bytes(first.file.content) == papers.pdf()
    assert bytes(second.file.content) != papers.photo()
    assert b"mormor" not in bytes(second.file.content)


def test_a_script_gets_the_list_back(as_, caseworker, draft):
    response = send(as_(caseworker), draft, paper(), headers=HTMX)
    assert response.status_code == 200
    assert "Udtalelse.pdf" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_a_refused_file_keeps_none_of_the_others_out(as_, caseworker, draft):
    page = send(as_(caseworker), draft, paper(), heic(), photo(), follow=True).content.decode()
    assert names(draft) == ["Udtalelse.pdf", "IMG_1.jpg"]
    assert escape(f"IMG_2.HEIC: {uploads.HEIC}") in page
    answer = send(as_(caseworker), draft, heic(), headers=HTMX)
    assert answer.status_code == 422
    assert "Udtalelse.pdf" in answer.content.decode()
    assert escape(str(uploads.HEIC)) in answer.content.decode()


def test_no_file_at_all(as_, caseworker, draft):
    assert "Choose a file first." in send(as_(caseworker), draft, follow=True).content.decode()


@pytest.mark.parametrize(("over", "kept"), [(0, True), (1, False)])
def test_twenty_megabytes_and_one_byte_more(as_, caseworker, draft, over, kept):
    content = papers.pdf_of(MOST_BYTES + over)
    page = send(as_(caseworker), draft, SimpleUploadedFile("stor.pdf", content), follow=True).content.decode()
    assert names(draft) == (["stor.pdf"] if kept else [])
    assert (f"stor.pdf: {uploads.TOO_LARGE}" in page) is not kept


def test_the_same_file_again_is_not_kept_twice(as_, caseworker, draft):
    for content in (paper, photo):
        send(as_(caseworker), draft, content())
        assert (
            "This file is attached already."
            in send(as_(caseworker), draft, content(), follow=True).content.decode()
        )
    assert len(names(draft)) == 2


def test_a_file_that_was_taken_away_can_come_again(as_, caseworker, draft):
    send(as_(caseworker), draft, paper())
    attachments.remove(draft.attachments.get(), by=caseworker, at=NOW)
    send(as_(caseworker), draft, paper())
    assert names(draft) == ["Udtalelse.pdf"]


def test_a_request_holds_only_so_many(draft, caseworker, monkeypatch):
    monkeypatch.setattr(attachments, "MOST", 2)
    for number in range(2):
        factories.make_attachment(draft, name=f"{number}.pdf")
    with pytest.raises(Refused, match="at most 2 attachments"):
        attachments.attach(draft, name="x.pdf", content=papers.pdf(), by=caseworker, at=NOW)
    assert Document.objects.count() == 2


def test_whoever_took_the_request_down_adds_too(as_, member, municipality):
    request = factories.made(
        factories.Request,
        member,
        key=factories.uuid4(),
        municipality=municipality,
        created_at=NOW,
        created_by=member,
    )
    send(as_(member), request, paper())
    assert names(request) == ["Udtalelse.pdf"]


@pytest.mark.parametrize(
    ("state", "may"),
    [("draft", True), ("asked", True), ("submitted", False), ("waiting", False), ("withdrawn", False)],
)
def test_only_while_it_is_written(as_, caseworker, state, may):
    request = factories.make_request(caseworker, state=state)
    page = send(as_(caseworker), request, paper(), follow=True).content.decode()
    assert bool(names(request)) is may
    assert ("can no longer be changed" in page) is not may
    assert ('name="files"' in as_(caseworker).get(f"/requests/{request.pk}/").content.decode()) is may


def test_not_to_a_request_that_leaves_meanwhile(draft, caseworker):
    """The page was open in two windows."""
    seen_before = type(draft).objects.get(pk=draft.pk)
    services.submit(draft, by=caseworker, at=NOW)
    with pytest.raises(Refused, match="Somebody else changed this"):
        attachments.attach(seen_before, name="x.pdf", content=papers.pdf(), by=caseworker, at=NOW)
    assert not Attachment.objects.exists()
    assert not Document.objects.filter(kind="attachment").exists()


def test_the_committee_does_not_add_to_anothers_request(as_, sent, member):
    request = sent.request
    assert (
        "can no longer be changed"
        in send(as_(member), request, paper("ny.pdf"), follow=True).content.decode()
    )
    assert names(request) == ["Udtalelse.pdf"]


# With the request's own form


def test_files_travel_with_the_form_of_a_new_request(as_, caseworker):
    response = as_(caseworker).fill("/requests/new/", child_name="Aviaja Prøvebarn")
    assert response.status_code == 302
    visitor = as_(caseworker)
    form = visitor.form("/requests/new/")
    visitor.send(form, child_name="Nivi Prøvebarn", files=[paper(), photo()])
    request = factories.Request.objects.get(child_name="Nivi Prøvebarn")
    assert names(request) == ["Udtalelse.pdf", "IMG_1.jpg"]


def test_nothing_written_is_lost_when_a_file_is_refused(as_, caseworker):
    visitor = as_(caseworker)
    form = visitor.form("/requests/new/")
    facts = {"child_name": "Nivi Prøvebarn", "reason": "Mormor er syg.", "send": "1"}
    response = visitor.send(form, **facts, files=[SimpleUploadedFile("x.svg", papers.SVG), paper()])
    request = factories.Request.objects.get()
    assert (request.state, request.reason, names(request)) == ("draft", "Mormor er syg.", ["Udtalelse.pdf"])
    page = response.content.decode()
    assert escape(f"x.svg: {uploads.UNKNOWN}") in page
    assert "Mormor er syg." in page
    assert "Udtalelse.pdf" in page
    again = visitor.send(form, **facts)
    assert factories.Request.objects.count() == 1
    assert again.status_code == 409  # what it lacks to be sent


def test_nor_are_the_files_of_a_draft_when_the_form_is_refused(as_, caseworker, draft):
    visitor = as_(caseworker)
    form = visitor.form(f"/requests/{draft.pk}/edit/")
    page = visitor.send(form, cpr="1", reason="Ny grund", files=[paper()]).content.decode()
    assert names(draft) == ["Udtalelse.pdf"]
    assert "Ny grund" in page
    assert "Udtalelse.pdf" in page


def test_of_a_new_request_that_is_refused_they_are_asked_for_again(as_, caseworker):
    visitor = as_(caseworker)
    form = visitor.form("/requests/new/")
    page = visitor.send(form, cpr="1", reason="Ny grund", files=[paper()]).content.decode()
    assert "Choose the files again" in page
    assert "Ny grund" in page
    assert not Document.objects.exists()


# Seeing


@pytest.mark.parametrize("who", ["caseworker", "member", "director"])
def test_who_sees_the_request_downloads_and_is_logged(as_, sent, who, request):
    person = request.getfixturevalue(who)
    visitor = as_(person)
    assert path(sent) in visitor.get(f"/requests/{sent.request_id}/").content.decode()
    response = visitor.get(path(sent))
    assert response.content == bytes(sent.document.file.content)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Udtalelse.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    logged = AccessLog.objects.get(action="attachment")
    assert (logged.person, logged.document, logged.child) == (person, sent.document, None)


def test_the_committee_has_them_beside_the_decision(as_, sent, member):
    page = as_(member).get(f"/requests/{sent.request_id}/decide/").content.decode()
    assert path(sent) in page
    assert "Take Udtalelse.pdf away" not in page


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png"])
def test_pictures_come_as_what_they_are(as_, caseworker, draft, kind):
    content = papers.photo() if kind == "image/jpeg" else papers.screenshot()
    made = attachments.attach(draft, name="Tegning æøå.exe", content=content, by=caseworker, at=NOW)
    response = as_(caseworker).get(path(made))
    assert response.headers["Content-Type"] == kind
    ending = "jpg" if kind == "image/jpeg" else "png"
    assert response.headers["Content-Disposition"].endswith(f"Tegning%20%C3%A6%C3%B8%C3%A5.exe.{ending}")


def test_in_an_admitted_childs_file_the_log_names_the_child(as_, sent, caseworker, placement, director):
    with acting(director):
        type(sent.request).objects.filter(pk=sent.request_id).update(state="admitted", placement=placement)
    as_(caseworker).get(path(sent))
    assert AccessLog.objects.get(action="attachment").child == placement.child


@pytest.mark.parametrize("who", ["other_caseworker", "other_leader", "leader"])
@pytest.mark.parametrize("more", ["", "remove/"])
def test_a_copied_link_shows_a_stranger_nothing(as_, sent, who, more, request):
    visitor = as_(request.getfixturevalue(who))
    response = visitor.post(path(sent, more)) if more else visitor.get(path(sent))
    assert response.status_code == 404
    assert b"Udtalelse" not in response.content
    assert not AccessLog.objects.filter(action="attachment").exists()
    assert send(visitor, sent.request, paper()).status_code == 404
    assert visitor.get(f"/documents/{sent.document.number}/").status_code == 404
    assert visitor.get(f"/documents/{sent.document.number}/pdf/").status_code == 404


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in ("caseworker", "unit_leader", "director", "machine")]
)
def test_other_roles_are_turned_away(as_, sent, role):
    visitor = as_(factories.make_user(role))
    assert visitor.get(path(sent)).status_code == 403
    assert visitor.post(path(sent, "remove/")).status_code == 403
    assert send(visitor, sent.request, paper()).status_code == 403


def test_nobody_at_the_centre_sees_those_of_a_draft(as_, attached, member, director):
    for person in (member, director):
        assert as_(person).get(path(attached)).status_code == 404


def test_an_attachment_is_found_under_its_own_request_only(as_, sent, caseworker):
    other = factories.make_request(caseworker)
    assert as_(caseworker).get(f"/requests/{other.pk}/attachments/{sent.document.number}/").status_code == 404


def test_it_is_no_document_from_the_centre(as_, sent, caseworker):
    visitor = as_(caseworker)
    assert "Udtalelse" not in visitor.get("/documents/").content.decode()
    assert "not opened yet" not in visitor.get("/requests/").content.decode()
    assert visitor.get(f"/documents/{sent.document.number}/pdf/").status_code == 404


@pytest.mark.parametrize("number", ["D-2026-999999", "..%2f..%2fetc%2fpasswd", "x.html", "%00"])
def test_guessed_addresses_lead_nowhere(as_, draft, caseworker, number):
    assert as_(caseworker).get(f"/requests/{draft.pk}/attachments/{number}/").status_code == 404


def test_the_page_asks_as_little_for_thirty_as_for_one(as_, caseworker, draft):
    visitor = as_(caseworker)
    address = f"/requests/{draft.pk}/"
    visitor.get(address)

    def asked():
        with Statements() as captured:
            visitor.get(address)
        return len(captured.asked)

    factories.make_attachment(draft)
    one = asked()
    for number in range(29):
        factories.make_attachment(draft, name=f"{number}.pdf")
    assert asked() == one


# Taking away


def test_taken_away_from_a_draft_it_is_shown_to_nobody_and_kept(as_, caseworker, attached):
    visitor = as_(caseworker)
    page = visitor.post(path(attached, "remove/"), follow=True).content.decode()
    assert "Udtalelse.pdf is taken away." in page
    assert path(attached) not in page
    assert visitor.get(path(attached)).status_code == 404
    assert visitor.post(path(attached, "remove/")).status_code == 404
    attached.refresh_from_db()
    assert attached.removed_at == NOW
    assert bytes(attached.document.file.content).startswith(b"%PDF-")
    history = "SELECT pgh_label, pgh_context->>'person' FROM visitation_attachmentevent ORDER BY pgh_id"
    with connection.cursor() as cursor:
        cursor.execute(history)
        assert cursor.fetchall()[-1] == ("update", str(caseworker.pk))


def test_a_script_gets_the_rest_of_the_list(as_, caseworker, attached):
    factories.make_attachment(attached.request, name="Rest.pdf")
    response = as_(caseworker).post(path(attached, "remove/"), headers=HTMX)
    assert "Rest.pdf" in response.content.decode()
    assert "Udtalelse" not in response.content.decode()


@pytest.mark.parametrize("state", ["submitted", "asked", "waiting"])
def test_what_the_centre_has_received_stays(as_, caseworker, state):
    request = factories.make_request(caseworker, state=state)
    kept = factories.make_attachment(request)
    visitor = as_(caseworker)
    assert "Take Udtalelse.pdf away" not in visitor.get(f"/requests/{request.pk}/").content.decode()
    assert visitor.post(path(kept, "remove/")).status_code == 409
    assert names(request) == ["Udtalelse.pdf"]


@pytest.mark.parametrize("act", ["delete", "move"])
def test_the_database_keeps_it_too(attached, caseworker, act):
    other = factories.make_draft(caseworker)
    with (
        acting(caseworker),
        pytest.raises(DatabaseError, match="Cannot (delete|update)"),
        transaction.atomic(),
    ):
        if act == "delete":
            attached.delete()
        else:
            Attachment.objects.update(request=other)


# Names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('a"b.pdf', "a-b.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("<img src=x>.pdf", "img src=x-.pdf"),
        ("🌼.pdf", "🌼.pdf"),
        ("a\x01b.pdf", "a b.pdf"),
    ],
)
def test_a_nasty_name_is_only_a_name(as_, caseworker, draft, name, shown):
    kept = attachments.attach(draft, name=name, content=papers.pdf(), by=caseworker, at=NOW)
    assert kept.document.title == shown
    assert escape(shown) in as_(caseworker).get(f"/requests/{draft.pk}/").content.decode()
    assert "\n" not in as_(caseworker).get(path(kept)).headers["Content-Disposition"]


def test_names_as_browsers_and_attackers_send_them(as_, caseworker, draft):
    """The body is written by hand: no client would send these."""
    nasty = [b'a\\"b.pdf', b"a\0b.pdf", b"\xff\xfe.pdf", b"a;filename=b.pdf", b"%0d%0aX: y.pdf", b"x" * 3000]
    part = b'--GR\r\nContent-Disposition: form-data; name="files"; filename="%b"\r\n\r\n%b\r\n'
    body = b"".join(part % (name, papers.pdf(str(number))) for number, name in enumerate(nasty))
    address, kind = f"/requests/{draft.pk}/attachments/", "multipart/form-data; boundary=GR"
    response = as_(caseworker).generic("POST", address, body + b"--GR--\r\n", content_type=kind)
    assert response.status_code in (302, 400)
    for name in names(draft):
        assert name.isprintable()
        assert name.endswith(".pdf")
