"""Who may do what with a report now, and why not."""

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import CARE, LEADERS, Role
from core.refusals import Refused
from placements.enums import PlacementState
from placements.page import stay_on
from placements.reports.lifecycle import REPORT
from placements.reports.models import Leftover, ReportState
from placements.reports.queries import awaited
from units.models import Assignment


def readers(placement, *, on):
    """Who can write or read a report of this child: those who work in the child's unit, and the director."""
    stay = stay_on(placement, on)
    here = Assignment.objects.on(on).filter(unit=stay.place.unit).values("person") if stay else []
    people = User.objects.in_role(*CARE)
    return people.filter(Q(pk__in=here) | Q(role=Role.DIRECTOR)).order_by("sort_name", "pk")


def check_start(placement, *, by):
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    if placement.state not in (PlacementState.RUNNING, PlacementState.ENDED):
        raise Refused(_("The child has not arrived yet."))


def check_period(placement, begins, ends, *, on):
    if begins < placement.arrived:
        raise Refused(
            _("The child arrived on %(day)s; the report begins then or later.")
            % {"day": date_format(placement.arrived)},
            "begins",
        )
    if ends > on:
        raise Refused(_("The report can only be about days that have been."), "ends")


def check_request(placement, requested_on, *, on):
    if placement.state != PlacementState.RUNNING:
        raise Refused(_("A statement is written about a child who lives here."))
    if requested_on > on:
        raise Refused(_("That day has not come yet."), "requested_on")
    if placement.statement_requests.filter(awaited(on)).exists():
        raise Refused(_("A statement is already asked for."))


def check_ask(report, reader, *, by, on):
    REPORT.check(report, "ask_reader", by=by)
    if reader.pk == report.author_id:
        raise Refused(_("The second reader is somebody else than the author."), "reader")
    if not readers(report.placement, on=on).filter(pk=reader.pk).exists():
        raise Refused(_("%(name)s does not work with this child.") % {"name": reader}, "reader")


def check_read(report, *, by):
    REPORT.check(report, "read", by=by)
    if by.pk != report.reader_id:
        raise Refused(_("%(name)s was asked to read it.") % {"name": report.reader})


def check_return(report, *, by):
    REPORT.check(report, "return", by=by)
    if by.role not in LEADERS and by.pk not in (report.reader_id, report.author_id):
        raise Refused(_("The author, the second reader or a leader can do that."))


def check_drop(report, *, by):
    REPORT.check(report, "drop", by=by)
    if by.role not in LEADERS and by.pk != report.author_id:
        raise Refused(_("The author or a leader can give the report up."))


def empty(sections):
    """The headings that must be written and are not."""
    return [s for s in sections if s.heading.required and not s.text.strip()]


def leftovers_of(report):
    """Words kept beside this report's sections, also those that came after what it corrects was signed."""
    where = Q(section__report=report)
    if report.corrects_id:
        where |= Q(section__report=report.corrects_id)
    rows = Leftover.objects.filter(where, settled_at=None)
    return rows.select_related("written_by", "section").order_by("written_at", "pk")


def check_deliver(report, *, by):
    """Read by somebody else, every needed heading written, and no words left beside it."""
    if report.state in (ReportState.WRITING, ReportState.READING):
        raise Refused(_("Nobody else has read the report yet. Ask a second reader first."))
    REPORT.check(report, "deliver", by=by)
    if missing := empty(report.sections.select_related("heading")):
        titles = ", ".join(f"“{section.title}”" for section in missing)
        raise Refused(_("Nothing is written under %(titles)s.") % {"titles": titles})
    if left := leftovers_of(report).filter(section__report=report).first():
        raise Refused(
            _("Another text is kept beside “%(title)s”. Put it in, or set it aside.")
            % {"title": left.section.title}
        )


def changed_since_read(report):
    """The headings whose text is newer than the second reader's look at it."""
    rows = report.sections.filter(written_at__gt=F("report__read_at"))
    return list(rows.order_by("position", "pk")) if report.read_at else []


def check_correct(report, *, by):
    if by.role not in CARE:
        raise Refused(_("Your role does not do this."))
    if report.state != ReportState.DELIVERED or not report.document_id:
        raise Refused(_("Only a report that was signed here can be corrected."))
    if hasattr(report, "corrected_by"):
        raise Refused(_("A correction of this report exists already."))
