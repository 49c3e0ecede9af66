"""The report and the statement as the municipality gets them: frozen, in words."""

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from core.cpr import formatted
from documents.kinds import Kind, register
from placements.models import Child
from placements.page import stay_on
from placements.reports.models import ReportKind
from placements.reports.words import parts

KINDS = {ReportKind.HALF_YEAR: "half_year_report", ReportKind.STATEMENT: "statement"}
TITLES = {
    ReportKind.HALF_YEAR: gettext_lazy("Half-yearly report"),
    ReportKind.STATEMENT: gettext_lazy("Statement"),
}


def _of_visible_children(user, on):
    return Q(child__in=Child.objects.visible_to(user, on=on).values("pk")) if user.role in CARE else None


TEMPLATE = "documents/report.html"
register(Kind("half_year_report", gettext_lazy("half-yearly report"), TEMPLATE, _of_visible_children))
register(Kind("statement", gettext_lazy("statement"), TEMPLATE, _of_visible_children))


def title_of(report):
    return TITLES[ReportKind(report.kind)]


def data_of(report, signer, at):
    """What the report says, as it stood when it was signed. Headings without a word are left out."""
    with translation.override(settings.LANGUAGE_CODE):
        placement, child = report.placement, report.placement.child
        stay = stay_on(placement, report.ends)
        return {
            "kind": report.kind,
            "municipality": placement.municipality.name,
            "address": placement.municipality.address,
            "caseworker": placement.caseworker.full_name if placement.caseworker else "",
            "child": child.name,
            "cpr": formatted(child.cpr or ""),
            "placement": placement.reference,
            "arrived": _date(placement.arrived),
            "unit": stay.place.unit.name if stay else "",
            "begins": _date(report.begins),
            "ends": _date(report.ends),
            "sections": _sections(report),
            "corrects": report.corrects.document.number if report.corrects_id else "",
            **_people(report, signer, at),
        }


def _date(day):
    return date_format(day, "SHORT_DATE_FORMAT")


def _sections(report):
    written = [s for s in report.sections.order_by("position", "pk") if s.text.strip()]
    return [{"title": section.title, "parts": parts(section.text)} for section in written]


def _people(report, signer, at):
    return {
        "author": report.author.full_name,
        "reader": report.reader.full_name,
        "read": _date(timezone.localdate(report.read_at)),
        "signed_by": signer.full_name,
        "signed_role": capfirst(str(signer.role_label)),
        "signed_at": _("%(day)s at %(time)s")
        % {"day": _date(timezone.localdate(at)), "time": date_format(timezone.localtime(at), "H.i")},
    }
