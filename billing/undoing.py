from django.utils.translation import gettext as _

from billing.models import InvoiceLine
from placements.discharge.falling import Fall, register
from placements.discharge.models import Undone


@register(Undone.ARRIVAL)
def invoiced(placement, on):
    if InvoiceLine.objects.filter(placement=placement).exists():
        yield Fall(_("Days of this placement are invoiced."), blocks=True)


@register(Undone.DISCHARGE)
def days_come(placement, on):
    if InvoiceLine.objects.filter(placement=placement).exists():
        yield Fall(_("The days since the discharge come on the next invoice."))
