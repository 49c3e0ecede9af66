"""One small centre with everything that a person could look at, and words that only some may see."""

from datetime import date, timedelta
from types import SimpleNamespace

from billing.models import Invoice
from billing.services import issue_month
from core.periods import Month
from documents.models import Document, File
from municipalities.models import Municipality
from placements.models import Child, Kind, Placement
from tests import factories as f
from tests.journal.pictures.making import make_picture
from tests.placements.photos.making import make_consent, make_photo
from tests.placements.reports.making import make_report, make_request
from units.models import Unit
from visitation.models import Request

NAME, CPR = "Prøvebarn Kanariefugl", f.make_cpr(date(2018, 3, 15))
CANARIES = {
    "name": ("Kanariefugl",),
    "cpr": (CPR, f"{CPR[:6]}-{CPR[6:]}"),
    "diary": ("Sov med bamsen i går",),
    "health": ("Tåler ikke jordbær", "Kanarie i samtykket", "Kanarie i udredningen"),
    "goals": ("Sætter ord på det svære",),
    "report": ("Kanarie i rapporten",),
    "request": ("Ansøgerbarn", "Mormoren orker ikke mere"),
    "photo": ("Kanariefoto",),
    "letter": ("Svar om Ansøgerbarn",),
    "attachment": ("Skolens udtalelse", "Kanarie i papiret"),
}
FILE = b"%PDF-1.7 Kanariefugl"


def build(people):
    """Children, a request, papers and an invoice; all of Sermersooq and of Mælkebøtten."""
    unit = Unit.objects.get(slug="maelkeboetten")
    authority = Municipality.objects.get(code="956")
    child = f.make_child(name=NAME, cpr=CPR, allergies=CANARIES["health"][0])
    placement = f.make_placement(unit, child=child, municipality=authority, caseworker=people["caseworker"])
    make_consent(child)
    make_photo(child, child=child)
    make_photo(people["care_worker"], kind="portrait")
    left = f.make_placement(
        unit, child=child, municipality=authority, arrived=date(2024, 1, 8), discharged=date(2024, 6, 3)
    )
    f.make_intake(placement, by=people["leader"])
    f.make_contact(placement, people["care_worker"])
    caseworker = f.make_caseworker(placement, people["caseworker"])
    consent = f.make_consent(child, note="Kanarie i samtykket")
    assessment = f.make_assessment(placement, question="Kanarie i udredningen")
    f.make_meeting(placement, f.TODAY - timedelta(days=20))
    meeting = f.make_planned_meeting(placement, f.at(f.TODAY + timedelta(days=10)), invited_at=f.NOW)
    entry = f.make_entry(child, unit, people["care_worker"], text=CANARIES["diary"][0])
    appointment = f.make_appointment(child, f.NOW)
    sub_goal = f.make_sub_goal(f.make_plan(placement), text=CANARIES["goals"][0])
    f.make_sighting(sub_goal, people["care_worker"])
    daily = f.make_by_day(placement, people["leader"])
    report = make_report(placement, people["care_worker"], text=CANARIES["report"][0])
    statement_request = make_request(placement)
    f.make_task(people["leader"], child=child, path=f"/children/{child.pk}/")
    membership = f.make_membership(people["leader"])
    request = f.make_request(
        people["caseworker"], child_name="Ansøgerbarn", reason="Mormoren orker ikke mere."
    )
    attachment = f.make_attachment(
        request, name="Skolens udtalelse.pdf", content=b"%PDF-1.7 Kanarie i papiret"
    )
    letter = make_document("decision_letter", CANARIES["letter"][0], authority, people["director"])
    office = f.make_office(authority)
    f.make_shift(unit)
    prices = f.make_price_list()
    invoice = make_invoice(people["administration"])
    return SimpleNamespace(
        unit=unit,
        person=people["care_worker"],
        office=office,
        membership=membership,
        child=child,
        placement=placement,
        report=report,
        statement_request=statement_request,
        left=left,
        meeting=meeting,
        appointment=appointment,
        daily=daily,
        sub_goal=sub_goal,
        entry=entry,
        picture=make_picture(entry),
        request=request,
        letter=letter,
        attachment=attachment.document,
        invoice=invoice,
        prices=prices,
        caseworker=caseworker,
        consent=consent,
        assessment=assessment,
    )


def make_document(kind, title, municipality, by, **facts):
    data = {"child": NAME}
    document = f.made(
        Document,
        by,
        number=f"D-2026-{next(f.numbers):06}",
        kind=kind,
        title=title,
        data=data,
        check_code="0000-0000-0000",
        municipality=municipality,
        issued_at=f.NOW,
        issued_by=by,
        released_at=f.NOW,
        **facts,
    )
    File.objects.create(document=document, content=FILE, sha256="0" * 64, pages=1, made_at=f.NOW)
    return document


def make_invoice(by):
    """Of the child's days in February, with a paper as it would have been made."""
    dated = f.TODAY - timedelta(days=10)
    (invoice,) = issue_month(month=Month(2026, 2), by=by, at=f.at(dated), dated=dated)
    File.objects.create(
        document=invoice.document, content=FILE, sha256="0" * 64, pages=1, made_at=f.at(dated)
    )
    return invoice


def values(world):
    """What stands in an address behind each of its words."""
    return {
        "units": world.unit.slug,
        "places": world.placement.stays.get().place_id,
        "shifts": world.unit.shifts.get().pk,
        "people": world.person.pk,
        "assignments": world.person.assignments.get().pk,
        "children": world.child.pk,
        "entries": world.entry.pk,
        "pictures": world.picture.pk,
        "placements": world.placement.pk,
        "reports": world.report.pk,
        "sections": world.report.sections.earliest("pk").pk,
        "statement-requests": world.statement_request.pk,
        "report-headings": world.report.sections.earliest("pk").heading_id,
        "meetings": world.meeting.pk,
        "appointments": world.appointment.pk,
        "attendance": world.daily["schooling"].pk,
        "schoolings": world.daily["schooling"].pk,
        "absences": world.daily["absence"].pk,
        "day-care": world.daily["day_care"].pk,
        "moves": world.daily["move"].pk,
        "searches": world.daily["search"].pk,
        "resources": world.daily["resources"].pk,
        "kinds": Kind.objects.get(code="network").pk,
        "plans": world.sub_goal.goal.plan_id,
        "goals": world.sub_goal.goal_id,
        "sub-goals": world.sub_goal.pk,
        "receipts": world.left.pk,
        "discharge": "talk",
        "undo": "arrival",
        "requests": world.request.pk,
        "documents": world.letter.number,
        "sent": world.placement.municipality_id,
        "attachments": world.attachment.number,
        "municipalities": world.placement.municipality_id,
        "offices": world.office.pk,
        "memberships": world.membership.pk,
        "invoices": world.invoice.number,
        "prices": world.prices.pk,
        "caseworkers": world.caseworker.pk,
        "consents": world.consent.pk,
        "assessments": world.assessment.pk,
        "billing": "2026-02",
        "settings": "deadlines.reminder_days_before",
        "password/new": "MQ",
        "<uidb64>": "no-such-token",
    }


MODELS = (Child, Placement, Request, Document, Invoice)
