"""One small centre with everything that a person could look at, and words that only some may see."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

from billing.models import Invoice
from documents.models import Document, File
from municipalities.models import Municipality
from placements.models import Child, Placement
from tests import factories as f
from units.models import Unit
from visitation.models import Request

NAME, CPR = "Prøvebarn Kanariefugl", f.make_cpr(date(2018, 3, 15))
CANARIES = {
    "name": ("Kanariefugl",),
    "cpr": (CPR, f"{CPR[:6]}-{CPR[6:]}"),
    "diary": ("Sov med bamsen i går",),
    "health": ("Tåler ikke jordbær",),
    "request": ("Ansøgerbarn", "Mormoren orker ikke mere"),
    "letter": ("Svar om Ansøgerbarn",),
}
FILE = b"%PDF-1.7 Kanariefugl"


def build(people):
    """Children, a request, papers and an invoice; all of Sermersooq and of Mælkebøtten."""
    unit = Unit.objects.get(slug="maelkeboetten")
    authority = Municipality.objects.get(code="956")
    child = f.make_child(name=NAME, cpr=CPR, allergies=CANARIES["health"][0])
    placement = f.make_placement(unit, child=child, municipality=authority, caseworker=people["caseworker"])
    f.make_intake(placement, by=people["leader"])
    f.make_contact(placement, people["care_worker"])
    f.make_meeting(placement, f.TODAY - timedelta(days=20))
    f.make_entry(child, unit, people["care_worker"], text=CANARIES["diary"][0])
    f.make_task(people["leader"], child=child, path=f"/children/{child.pk}/")
    f.make_membership(people["leader"])
    request = f.make_request(
        people["caseworker"], child_name="Ansøgerbarn", reason="Mormoren orker ikke mere."
    )
    letter = make_document("decision_letter", CANARIES["letter"][0], authority, people["director"])
    prices = f.make_price_list()
    invoice = make_invoice(authority, people["administration"])
    return SimpleNamespace(
        unit=unit,
        child=child,
        placement=placement,
        request=request,
        letter=letter,
        invoice=invoice,
        prices=prices,
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


def make_invoice(municipality, by):
    dated = f.TODAY - timedelta(days=10)
    return f.made(
        Invoice,
        by,
        number=1,
        municipality=municipality,
        month=date(2026, 2, 1),
        dated=dated,
        due=dated + timedelta(days=14),
        total=Decimal("106400.00"),
        issued_at=f.at(dated),
        issued_by=by,
        document=make_document("invoice", "Faktura 1", municipality, by),
    )


def values(world):
    """What stands in an address behind each of its words."""
    return {
        "units": world.unit.slug,
        "children": world.child.pk,
        "placements": world.placement.pk,
        "requests": world.request.pk,
        "documents": world.letter.number,
        "municipalities": world.placement.municipality_id,
        "invoices": world.invoice.number,
        "prices": world.prices.pk,
        "billing": "2026-02",
    }


MODELS = (Child, Placement, Request, Document, Invoice)
