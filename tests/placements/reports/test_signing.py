"""From the first word to the municipality: second reader, signature, frozen document, correction, giving up."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.outbox import OutboxMessage
from core.refusals import Refused
from documents.models import Document, File
from placements.models import Report, StatementRequest
from placements.reports import services, writing
from tests.factories import NOW, TODAY, made
from tests.placements.reports.making import make_report, make_request

QUOTED = "> Byggede hule.\n> – 12.03.2026"


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def read(report, care_worker, colleague):
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    services.read(report, note="Fint.", by=colleague, at=NOW)
    return report


def signed(report, leader):
    return services.deliver(report, seen=services.version(report), by=leader, at=NOW)


@pytest.mark.rule("PLC-6")
def test_a_report_goes_from_the_first_word_to_the_municipality(
    as_, running, care_worker, colleague, leader, caseworker, run_outbox, smtp
):
    writer, reader, signer = as_(care_worker), as_(colleague), as_(leader)
    begun = writer.fill(f"/placements/{running.pk}/reports/half-year/")
    report = Report.objects.get()
    assert begun.url == f"/reports/{report.pk}/edit/"
    assert (report.begins, report.ends, report.author) == (running.arrived, TODAY, care_worker)
    texts = {f"text-{section.pk}": f"Om {section.title}." for section in report.sections.all()}
    opening = f"text-{report.sections.first().pk}"
    writer.fill(f"/reports/{report.pk}/edit/", **{**texts, opening: f"Se her:\n\n{QUOTED}"})
    writer.fill(f"/reports/{report.pk}/reader/", reader=str(colleague.pk))
    run_outbox()
    assert f"/reports/{report.pk}/" in smtp.to(colleague)[0].get_content()
    assert running.child.name not in smtp.to(colleague)[0].as_string()
    answer = reader.form(f"/reports/{report.pk}/", f"/reports/{report.pk}/read/")
    reader.send(answer, reader_note="Smukt.", then="read")
    assert as_(caseworker).get(f"/reports/{report.pk}/").status_code == 403
    assert Document.objects.count() == 0
    signer.fill(f"/reports/{report.pk}/", f"/reports/{report.pk}/sign/")
    report.refresh_from_db()
    assert (report.state, report.delivered, report.signed_by) == ("delivered", TODAY, leader)
    assert report.document.released_at == NOW
    assert as_(caseworker).get(f"/documents/{report.document.number}/").status_code == 200
    run_outbox()
    assert len(smtp.to(caseworker)) == 1
    paper = PdfReader(BytesIO(bytes(File.objects.get(document=report.document).content)))
    said = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    for words in (running.child.name, "Byggede hule. Dagbogen, 12.03.2026", "Om Familie.", leader.full_name):
        assert words in said
    assert "/StructTreeRoot" in paper.trailer["/Root"]
    with pytest.raises(Refused, match="no longer possible"):
        signed(report, leader)


@pytest.mark.rule("PLC-6")
def test_a_care_worker_signs_nothing(as_, read, care_worker):
    assert as_(care_worker).post(f"/reports/{read.pk}/sign/", {"seen": 0}).status_code == 403
    with pytest.raises(Refused, match="Your role does not do this"):
        services.deliver(read, seen=0, by=care_worker, at=NOW)


@pytest.mark.rule("PLC-6")
def test_nobody_signs_what_nobody_else_has_read(report, leader):
    with pytest.raises(Refused, match="Ask a second reader first"):
        signed(report, leader)
    assert Report.objects.get().state == "writing"


@pytest.mark.rule("PLC-6")
def test_a_heading_that_must_be_written_is_named(as_, read, leader, care_worker):
    empty = [read.sections.get(heading__code=code) for code in ("school", "other", "family")]
    for section in empty:
        writing.save(section, text=" ", base=0, by=care_worker, at=NOW)
    sentence = "Nothing is written under “Familie”, “Skole”."
    with pytest.raises(Refused, match=sentence):
        signed(read, leader)
    assert sentence in text(as_(leader).get(f"/reports/{read.pk}/"))
    assert Document.objects.count() == 0


@pytest.mark.rule("PLC-6")
def test_words_kept_beside_a_heading_are_settled_before_the_signature(read, care_worker, colleague, leader):
    section = read.sections.first()
    writing.save(section, text="Først.", base=0, by=care_worker, at=NOW)
    kept = writing.save(section, text="Dernæst.", base=0, by=colleague, at=NOW).leftover
    with pytest.raises(Refused, match=f"Another text is kept beside “{section.title}”"):
        signed(read, leader)
    writing.set_aside(kept, by=leader, at=NOW)
    signed(read, leader)


@pytest.mark.rule("PLC-6")
def test_nobody_signs_words_that_came_after_the_page_was_read(as_, read, leader, care_worker):
    signer = as_(leader)
    form = signer.form(f"/reports/{read.pk}/", f"/reports/{read.pk}/sign/")
    writing.save(read.sections.first(), text="Nyt.", base=0, by=care_worker, at=NOW)
    answer = signer.send(form, follow=True)
    assert "Read it again before you sign" in text(answer)
    assert Report.objects.get().state == "read"
    assert signer.fill(f"/reports/{read.pk}/", f"/reports/{read.pk}/sign/", follow=True).status_code == 200
    assert Report.objects.get().state == "delivered"


@pytest.mark.rule("PLC-6")
def test_the_second_reader_is_another_who_works_with_the_child(
    report, care_worker, colleague, other_care_worker, leader
):
    ask = {"by": care_worker, "at": NOW}
    with pytest.raises(Refused, match="somebody else than the author"):
        services.ask_reader(report, reader=care_worker, **ask)
    with pytest.raises(Refused, match="does not work with this child"):
        services.ask_reader(report, reader=other_care_worker, **ask)
    services.ask_reader(report, reader=colleague, **ask)
    with pytest.raises(Refused, match=f"{colleague} was asked to read it"):
        services.read(report, note="", by=leader, at=NOW)


@pytest.mark.rule("PLC-6")
def test_remarks_go_back_to_the_author_and_an_empty_one_is_asked_for(as_, report, care_worker, colleague):
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    reader = as_(colleague)
    form = reader.form(f"/reports/{report.pk}/", f"/reports/{report.pk}/read/")
    assert "Write what is to be changed" in text(reader.send(form, then="return", reader_note=" "))
    assert reader.send(form, then="return", reader_note="Mere om skolen.").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.reader, report.reader_note) == ("writing", None, "Mere om skolen.")
    assert "Mere om skolen." in text(as_(care_worker).get(f"/reports/{report.pk}/edit/"))
    assert OutboxMessage.objects.filter(payload__to=care_worker.email).count() == 1


@pytest.mark.rule("PLC-6")
def test_a_correction_is_read_and_signed_anew_and_replaces_the_document(read, care_worker, colleague, leader):
    first = signed(read, leader)
    with pytest.raises(Refused, match="corrected"):
        services.correct(make_report(read.placement, care_worker, kind="statement"), by=care_worker, at=NOW)
    new = services.correct(read, by=care_worker, at=NOW)
    assert [s.text for s in new.sections.all()] == [s.text for s in read.sections.all()]
    services.ask_reader(new, reader=colleague, by=care_worker, at=NOW)
    services.read(new, note="", by=colleague, at=NOW)
    second = signed(new, leader)
    assert (second.replaces, second.version) == (first, 2)
    assert second.data["corrects"] == first.number
    read.refresh_from_db()
    with pytest.raises(Refused, match="exists already"):
        services.correct(Report.objects.get(pk=read.pk), by=care_worker, at=NOW)


@pytest.mark.rule("PLC-10")
def test_the_statement_answers_its_request(as_, running, care_worker, colleague, leader):
    asked = make_request(running)
    as_(care_worker).fill(f"/placements/{running.pk}/reports/statement/")
    report = Report.objects.get()
    assert (report.kind, report.begins, report.ends) == ("statement", running.arrived, TODAY)
    asked.refresh_from_db()
    assert asked.report == report
    again = as_(care_worker).get(f"/placements/{running.pk}/reports/statement/")
    assert again.status_code == 302
    services.drop(report, reason="Forkert periode.", by=leader)
    asked.refresh_from_db()
    assert asked.report is None
    assert as_(care_worker).get(f"/placements/{running.pk}/reports/statement/").status_code == 200


@pytest.mark.rule("PLC-10")
def test_the_caseworker_asks_and_the_leaders_are_told(as_, running, caseworker, other_caseworker, leader):
    url = f"/portal/placements/{running.pk}/statement/"
    assert as_(other_caseworker).get(url).status_code == 404
    assert "That day has passed" in text(as_(caseworker).fill(url, agreed_on="2026-03-16"))
    as_(caseworker).fill(url, agreed_on="")
    asked = StatementRequest.objects.get()
    assert (asked.requested_by, asked.due, asked.agreed) == (
        caseworker.full_name,
        TODAY.replace(day=24),
        False,
    )
    assert OutboxMessage.objects.filter(payload__to=leader.email).count() == 1
    assert "A statement is already asked for" in text(as_(caseworker).fill(url, agreed_on="2026-05-01"))
    assert StatementRequest.objects.count() == 1


@pytest.mark.rule("PLC-10")
def test_a_leader_writes_the_request_down_with_the_agreed_day_and_withdraws_it(as_, running, leader):
    url = f"/placements/{running.pk}/reports/asked/"
    facts = {"requested_on": "2026-03-16", "requested_by": "Vagten"}
    assert "due after it was asked for" in text(as_(leader).fill(url, agreed_on="2026-03-01", **facts))
    as_(leader).fill(url, agreed_on="2026-04-01", **facts)
    asked = StatementRequest.objects.get()
    assert (asked.due.isoformat(), asked.agreed, asked.requested_by) == ("2026-04-01", True, "Vagten")
    as_(leader).post(f"/statement-requests/{asked.pk}/withdraw/")
    asked.refresh_from_db()
    assert asked.withdrawn_on == TODAY
    with pytest.raises(Refused, match="closed already"):
        services.withdraw_request(asked, by=leader, on=TODAY)


@pytest.mark.rule("PLC-6")
def test_only_one_report_of_a_kind_is_under_way_also_when_two_begin_it_at_once(
    at_once, running, care_worker, colleague
):
    def begin(person):
        facts = {"begins": running.arrived, "ends": TODAY, "author": person}
        return services.start_half_year(running, **facts, by=person, at=NOW)

    both = at_once([lambda: begin(care_worker), lambda: begin(colleague)])
    refusals = [str(answer) for answer in both if isinstance(answer, Refused)]
    assert refusals == ["Such a report is being written already."]
    assert Report.objects.count() == 1


@pytest.mark.rule("PLC-6")
def test_the_period_lies_between_arrival_and_today(as_, running, care_worker):
    url = f"/placements/{running.pk}/reports/half-year/"
    assert "The child arrived on" in text(as_(care_worker).fill(url, begins="2025-09-16"))
    assert "days that have been" in text(as_(care_worker).fill(url, ends="2026-03-18"))
    assert "ends after it begins" in text(as_(care_worker).fill(url, begins="2026-03-02", ends="2026-03-01"))
    assert not Report.objects.exists()


@pytest.mark.rule("PLC-6")
def test_without_a_heading_in_use_nothing_is_begun(running, care_worker, director):
    from core.acting import acting
    from placements.models import Heading

    with acting(director):
        Heading.objects.update(in_half_year=False)
    with pytest.raises(Refused, match="No heading is in use"):
        services.start_half_year(
            running, begins=running.arrived, ends=TODAY, author=care_worker, by=care_worker, at=NOW
        )
    assert not Report.objects.exists()


@pytest.mark.rule("PLC-6")
def test_giving_up_needs_a_reason_and_the_author_or_a_leader(as_, report, colleague, care_worker):
    with pytest.raises(Refused, match="The author or a leader"):
        services.drop(report, reason="Nej.", by=colleague)
    url = f"/reports/{report.pk}/drop/"
    assert "This field is required" in text(as_(care_worker).fill(url, reason=""))
    as_(care_worker).fill(url, reason="Barnet flytter.")
    report.refresh_from_db()
    assert (report.state, report.dropped_because) == ("dropped", "Barnet flytter.")


def test_an_imported_report_has_a_page_and_no_correction(as_, running, care_worker):
    imported = made(Report, placement=running, kind="half_year", state="delivered", delivered=TODAY)
    page = text(as_(care_worker).get(f"/reports/{imported.pk}/"))
    assert "its words are not here" in page
    assert "Write a correction" not in page
