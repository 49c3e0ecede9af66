from django.utils.translation import gettext as _

from accounts.roles import CARE, CENTRE
from core.refusals import Refused
from placements.consents.models import Consent, ConsentKind
from units.models import Unit


def check_consent(child, *, on):
    """A child is shown in a photo only while somebody with parental authority agrees to it (PLC-8)."""
    if not Consent.objects.holding(ConsentKind.PHOTO, on).filter(child=child).exists():
        raise Refused(_("The parents have not agreed to photos. Record their consent first."))


def check_photo(child, *, by, on):
    if by.role not in CARE:
        raise Refused(_("Only those who look after the child take a photo of it."))
    check_consent(child, on=on)


def check_portrait(person, *, by, on):
    """Oneself; the leader of a unit where the person works that day, or the director."""
    here = person.assignments.on(on).values("unit")
    leads = Unit.objects.led_by(by, on=on).filter(pk__in=here).exists()
    if person.role not in CENTRE or not (leads or person == by):
        raise Refused(_("A photo for the staff board is chosen by the person, or by the unit's leader."))
