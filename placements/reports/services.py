from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core import mail, waking
from core.acting import command
from core.refusals import Refused
from documents import services as documents
from placements.lifecycle import PLACEMENT
from placements.reports import documents as papers
from placements.reports import rules
from placements.reports.lifecycle import REPORT
from placements.reports.models import Heading, Report, ReportKind, Section, StatementRequest

DAYS_FOR_A_STATEMENT = timedelta(days=7)


def _start(placement, kind, begins, ends, author, at, **facts):
    new = {"begins": begins, "ends": ends, "author": author, "created_at": at, **facts}
    report = Report.objects.create(placement=placement, kind=kind, **new)
    waking.soon("deadlines.refresh")
    return report


def _add_headings(report):
    asked = {"in_half_year": True} if report.kind == ReportKind.HALF_YEAR else {"in_statement": True}
    headings = Heading.objects.filter(active=True, **asked).order_by("position", "pk")
    if not headings:
        raise Refused(_("No heading is in use. The director adds them under the headings of reports."))
    for position, heading in enumerate(headings, 1):
        Section.objects.create(report=report, heading=heading, title=heading.title, position=position)
    return report


@command
def start_half_year(placement, *, begins, ends, author, by, at):
    """Begins the half-yearly report about the days from `begins` to `ends` (PLC-6). One at a time."""
    rules.check_start(placement, by=by)
    rules.check_period(placement, begins, ends, on=timezone.localdate(at))
    return _add_headings(_start(placement, ReportKind.HALF_YEAR, begins, ends, author, at))


@command
def start_statement(asked, *, begins, ends, author, by, at):
    """Begins the statement that the municipality asked for (PLC-10)."""
    rules.check_start(asked.placement, by=by)
    rules.check_period(asked.placement, begins, ends, on=timezone.localdate(at))
    report = _start(asked.placement, ReportKind.STATEMENT, begins, ends, author, at)
    if not StatementRequest.objects.filter(pk=asked.pk, report=None, withdrawn_on=None).update(report=report):
        raise Refused(_("No statement is asked for that nobody writes yet."))
    return _add_headings(report)


@command
def correct(report, *, by, at):
    """A correction of a delivered report: a new one with the same words, to be read and signed again."""
    rules.check_correct(report, by=by)
    new = _start(report.placement, report.kind, report.begins, report.ends, by, at, corrects=report)
    for old in report.sections.select_related("heading").order_by("position", "pk"):
        facts = {"heading": old.heading, "title": old.title, "position": old.position, "text": old.text}
        Section.objects.create(report=new, written_by=old.written_by, written_at=old.written_at, **facts)
    return new


@command
def ask_reader(report, *, reader, by, at):
    """Asks somebody else than the author to read it; the person is told by mail and has a task."""
    REPORT.hold(report)
    rules.check_ask(report, reader, by=by, on=timezone.localdate(at))
    facts = {"reader": reader, "asked_at": at, "read_at": None, "reader_note": ""}
    REPORT.move(report, "ask_reader", by=by, **facts)
    _tell(report, [reader], at)


@command
def read(report, *, note, by, at):
    """The second reader has read it; a leader signs next."""
    REPORT.hold(report)
    rules.check_read(report, by=by)
    REPORT.move(report, "read", by=by, read_at=at, reader_note=note.strip())
    waking.soon("deadlines.refresh")


@command
def give_back(report, *, note, by, at):
    """Back to the author, with what is to be changed."""
    if not note.strip():
        raise Refused(_("Write what is to be changed."), "reader_note")
    REPORT.hold(report)
    rules.check_return(report, by=by)
    REPORT.move(report, "return", by=by, reader=None, asked_at=None, read_at=None, reader_note=note.strip())
    _tell(report, [report.author], at)


def _tell(report, people, at):
    for person in people:
        key = f"report:{report.pk}:{at.isoformat()}:{person.pk}"
        mail.tell(person, key=key, at=at, path=f"/reports/{report.pk}/")
    waking.soon("deadlines.refresh")


@command
def deliver(report, *, seen, by, at):
    """Signs the report, freezes it as a document and releases that to the municipality.

    `seen` is what `version` was on the page that the signer read: nobody signs words that came later.
    """
    REPORT.hold(report)
    rules.check_deliver(report, by=by)
    if seen != version(report):
        raise Refused(
            _("Somebody wrote in the report since you opened this page. Read it again before you sign.")
        )
    document = _issue(report, by, at)
    signed = {"signed_by": by, "signed_at": at, "delivered": timezone.localdate(at)}
    REPORT.move(report, "deliver", by=by, document=document, **signed)
    documents.release(document, by=by, at=at)
    waking.soon("deadlines.refresh")
    return document


def version(report):
    """Grows with every save of any heading."""
    return sum(report.sections.values_list("version", flat=True))


def _issue(report, by, at):
    return documents.issue(
        kind=papers.KINDS[report.kind],
        title=papers.title_of(report),
        data=papers.data_of(report, by, at),
        by=by,
        at=at,
        child=report.placement.child,
        municipality=report.placement.municipality,
        replaces=report.corrects and report.corrects.document,
    )


@command
def drop(report, *, reason, by):
    """Gives a report up, with the reason; its words stay where they are."""
    if not reason.strip():
        raise Refused(_("Say why the report is given up."), "reason")
    REPORT.hold(report)
    rules.check_drop(report, by=by)
    REPORT.move(report, "drop", by=by, dropped_because=reason.strip(), corrects=None)
    StatementRequest.objects.filter(report=report).update(report=None)
    waking.soon("deadlines.refresh")


@command
def request_statement(placement, *, requested_on, requested_by, agreed_on=None, by, at):
    """The municipality asks for the statement: due 7 days later, or on the date that was agreed (PLC-10)."""
    PLACEMENT.hold(placement)
    rules.check_request(placement, requested_on, on=timezone.localdate(at))
    due = agreed_on or requested_on + DAYS_FOR_A_STATEMENT
    facts = {"requested_on": requested_on, "requested_by": requested_by, "due": due}
    asked = StatementRequest.objects.create(placement=placement, agreed=bool(agreed_on), **facts)
    leaders = rules.readers(placement, on=timezone.localdate(at)).filter(role="unit_leader")
    for person in leaders if by.municipality_id else []:
        mail.tell(
            person,
            key=f"statement:{asked.pk}:{person.pk}",
            at=at,
            path=f"/placements/{placement.pk}/reports/",
        )
    waking.soon("deadlines.refresh")
    return asked


@command
def withdraw_request(asked, *, by, on):
    """The municipality no longer needs it."""
    open_requests = StatementRequest.objects.filter(pk=asked.pk, withdrawn_on=None)
    if not open_requests.exclude(report__state="delivered").update(withdrawn_on=on):
        raise Refused(_("This request is closed already."))
    waking.soon("deadlines.refresh")
