from django.utils.formats import date_format
from django.utils.translation import gettext as _

from placements.discharge.falling import Fall, register
from placements.discharge.models import Undone
from placements.discharge.people import last_stay
from visitation.models import Offer, Request


@register(Undone.PLAN)
def answered(placement, on):
    """The request was answered, and the answer was sent: it stands."""
    for request in Request.objects.filter(placement=placement):
        facts = {"day": date_format(request.submitted_at)}
        yield Fall(
            _(
                "The request of %(day)s stays admitted. If the child comes after all, the municipality asks anew."
            )
            % facts
        )


@register(Undone.DISCHARGE)
def offered(placement, on):
    stay = last_stay(placement)
    if stay and Offer.objects.standing().filter(place=stay.place_id).exists():
        words = _("%(place)s is offered to another child. Take that offer back first.")
        yield Fall(words % {"place": stay.place}, blocks=True)
