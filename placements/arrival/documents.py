"""The intake list to sign, and what comes back with signatures (PLC-3)."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from core.cpr import formatted
from documents.kinds import Kind, register
from placements.consents.documents import of_children_seen

INTAKE_LIST = "intake_list"
SIGNED_INTAKE = "signed_intake"

register(Kind(INTAKE_LIST, _("intake list"), "documents/intake_list.html", of_children_seen))
register(Kind(SIGNED_INTAKE, _("signed intake list"), None, of_children_seen))


def list_of(intake):
    """What the list says, as it stands now."""
    placement = intake.placement
    child, stay = (
        placement.child,
        placement.stays.select_related("place__unit").order_by("begins", "pk").first(),
    )
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "child": child.name,
            "cpr": formatted(child.cpr or ""),
            "born": date_format(child.born),
            "placement": placement.reference,
            "municipality": placement.municipality.name,
            "arrived": date_format(placement.arrived),
            "unit": stay.place.unit.name if stay else "",
            "brought_by": intake.brought_by,
            "registered_by": intake.registered_by.full_name,
            "registered": date_format(timezone.localdate(intake.registered_at)),
            "contacts": _contacts(placement),
            "papers": lines(intake.papers),
            "belongings": intake.belongings_list,
            "fee": number_format(intake.fee, 2, force_grouping=True) if intake.fee is not None else "",
            **{name: getattr(child, name) for name in ("allergies", "medicine", "illness")},
            "languages": child.languages,
            "school": child.school,
        }


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _contacts(placement):
    """Those named at the arrival: a later change is no reason for another list."""
    rows = placement.contact_persons.filter(begins=placement.arrived).select_related("person")
    return [[row.get_role_display(), row.person.full_name] for row in rows.order_by("role", "pk")]
