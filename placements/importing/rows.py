"""What stands in one row, typed; what is wrong with it alone. A value that is wrong or empty is None."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from core import cpr
from core.refusals import Refused
from placements.enums import AbsenceKind, Ladder, MeetingKind, MinutesBy
from placements.importing.reading import Record
from placements.reports.models import ReportKind

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)

REQUIRED = ("children.csv",)
# Whether a column's cells may be empty.
COLUMNS = {
    "children.csv": {"child": False, "name": False, "cpr": True, "born": False, "municipality": False},
    "placements.csv": {
        "placement": False,
        "child": False,
        "municipality": False,
        "caseworker_email": True,
        "arrived": False,
        "discharged": True,
        "decision_date": True,
        "ladder_level": True,
    },
    "stays.csv": {"placement": False, "unit": False, "from": False, "to": True},
    "absences.csv": {"placement": False, "from": False, "to": False, "kind": False, "charge_percent": True},
    "meetings.csv": {"placement": False, "kind": False, "held": False, "minutes_by": True},
    "action_plans.csv": {"placement": False, "dated": False, "received": True},
    "reports.csv": {"placement": False, "kind": False, "delivered": False},
}
LATER = ("visits.csv", "services.csv")
MEETINGS = (MeetingKind.ACTION_PLAN, MeetingKind.MONTHLY, MeetingKind.QUARTERLY)


@dataclass
class Child:
    record: Record
    reference: str | None
    name: str | None
    cpr: str | None
    born: date | None
    municipality: str | None


@dataclass
class Placement:
    record: Record
    reference: str | None
    child: str | None
    municipality: str | None
    caseworker_email: str | None
    arrived: date | None
    discharged: date | None
    decision_date: date | None
    ladder_level: int | None

    begins = property(lambda self: self.arrived)
    ends = property(lambda self: self.discharged)


@dataclass
class Stay:
    record: Record
    placement: str | None
    unit: str | None
    begins: date | None
    ends: date | None
    child: str | None = None


@dataclass
class Absence:
    record: Record
    placement: str | None
    begins: date | None
    ends: date | None
    kind: str | None
    charge_percent: int | None
    child: str | None = None


@dataclass
class Meeting:
    record: Record
    placement: str | None
    kind: str | None
    held: date | None
    minutes_by: str | None


@dataclass
class ActionPlan:
    record: Record
    placement: str | None
    dated: date | None
    received: date | None


@dataclass
class Report:
    record: Record
    placement: str | None
    kind: str | None
    delivered: date | None


class Cells:
    """Takes typed values out of a record and notes why it could not."""

    def __init__(self, record, columns, faults):
        self.record, self.columns, self.faults = record, columns, faults

    def fault(self, column, sentence):
        self.faults.append(self.record.fault(column, sentence))

    def take(self, column, convert, *, allowed=None):
        """`allowed` says which letters the cell may hold: those of one line, unless said otherwise."""
        text = self.record.cells[column]
        if not text:
            if not self.columns[column]:
                self.fault(column, _("This must be filled in."))
            return None
        try:
            return convert((allowed or printable)(text))
        except Refused as refused:
            self.fault(column, refused)
            return None


def child(cells, known):
    row = Child(
        cells.record,
        reference=cells.take("child", reference),
        name=cells.take("name", name),
        cpr=cells.take("cpr", cpr_number),
        born=cells.take("born", day),
        municipality=cells.take("municipality", municipality(known)),
    )
    if row.cpr and row.born and cpr.born(row.cpr) != row.born:
        cells.fault("cpr", _("This CPR number belongs to another birth date than the one in “born”."))
    if row.born and row.born > known.today:
        cells.fault("born", _("This date is still to come."))
    return row


def placement(cells, known):
    return Placement(
        cells.record,
        reference=cells.take("placement", reference),
        child=cells.take("child", reference),
        municipality=cells.take("municipality", municipality(known)),
        caseworker_email=cells.take("caseworker_email", email),
        arrived=cells.take("arrived", day),
        discharged=cells.take("discharged", day),
        decision_date=cells.take("decision_date", day),
        ladder_level=cells.take("ladder_level", whole(min(Ladder.values), max(Ladder.values))),
    )


def stay(cells, known):
    return Stay(
        cells.record,
        placement=cells.take("placement", reference),
        unit=cells.take("unit", unit(known)),
        begins=cells.take("from", day),
        ends=cells.take("to", day),
    )


def absence(cells, known):
    return Absence(
        cells.record,
        placement=cells.take("placement", reference),
        begins=cells.take("from", day),
        ends=cells.take("to", day),
        kind=cells.take("kind", kind_of_absence),
        charge_percent=cells.take("charge_percent", whole(0, 100)),
    )


def meeting(cells, known):
    return Meeting(
        cells.record,
        placement=cells.take("placement", reference),
        kind=cells.take("kind", kind_of_meeting),
        held=cells.take("held", day),
        minutes_by=cells.take("minutes_by", writer_of_minutes),
    )


def action_plan(cells, known):
    return ActionPlan(
        cells.record,
        placement=cells.take("placement", reference),
        dated=cells.take("dated", day),
        received=cells.take("received", day),
    )


def report(cells, known):
    return Report(
        cells.record,
        placement=cells.take("placement", reference),
        kind=cells.take("kind", kind_of_report),
        delivered=cells.take("delivered", day),
    )


# From a cell's text to a value; raises Refused with a sentence.


def printable(text):
    if not text.isprintable():
        raise Refused(_("There are invisible characters in this cell. Type it again."))
    return text


def reference(text):
    return _at_most(40, text)


def name(text):
    return _at_most(200, text)


def _at_most(letters, text):
    if len(text) > letters:
        about = {"most": letters, "count": len(text)}
        raise Refused(_("This has %(count)d letters; %(most)d is the most.") % about)
    return text


def cpr_number(text):
    cpr.born(text)
    return cpr.digits(text)


def day(text):
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            value = date.fromisoformat(text)
        except ValueError:
            raise Refused(_("This date does not exist.")) from None
        if EARLIEST <= value < LATEST:
            return value
    raise Refused(_("This must be a date such as 2025-03-17, from 1900 to 2099."))


def whole(least, most):
    def convert(text):
        if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        about = {"least": least, "most": most}
        raise Refused(_("This must be a whole number from %(least)d to %(most)d.") % about)

    return convert


def email(text):
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(_("This is no e-mail address.")) from None
    return _at_most(254, text).lower()


def one_of(values, sentence):
    def convert(text):
        if text not in values:
            raise Refused(sentence % {"known": ", ".join(sorted(values))})
        return text

    return convert


def municipality(known):
    return one_of(known.municipalities, _("There is no such municipality. Fnug knows %(known)s."))


def unit(known):
    return one_of(known.units, _("There is no such unit. Fnug knows %(known)s."))


def kind_of_absence(text):
    return one_of(AbsenceKind.values, _("There is no such kind of absence. Fnug knows %(known)s."))(text)


def kind_of_meeting(text):
    return one_of(MEETINGS, _("There is no such kind of meeting. Fnug knows %(known)s."))(text)


def writer_of_minutes(text):
    return one_of(MinutesBy.values, _("Minutes are written by one of %(known)s."))(text)


def kind_of_report(text):
    return one_of(ReportKind.values, _("There is no such kind of report. Fnug knows %(known)s."))(text)
