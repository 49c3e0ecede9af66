"""What a municipality's caseworker owes about requests: questions to answer, offers, drafts never sent."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.portal import Awaiting, register
from visitation.enums import OfferState, RequestState
from visitation.models import Offer, Request


def _link(pk):
    return reverse("visitation:detail", args=[pk])


@register
def offers(user, on):
    """VIS-6: an offered place waits for the municipality's answer."""
    standing = Offer.objects.filter(state=OfferState.OPEN, request__municipality=user.municipality_id)
    for offer in standing.select_related("request", "place__unit").order_by("due", "pk"):
        due = timezone.localdate(offer.due)
        yield Awaiting(
            title=_("Answer the offer of a place for %(name)s") % {"name": offer.request},
            path=_link(offer.request_id),
            note=_("%(unit)s, from %(day)s")
            % {"unit": offer.place.unit, "day": offer.begins.strftime("%d.%m.%Y")},
            pill=_("offer"),
            kind="bad" if due < on else "warn",
            due=due,
        )


@register
def requests(user, on):
    """What the centre asked for, and drafts that were begun and never sent."""
    rows = Request.objects.visible_to(user, on=on).filter(state__in=[RequestState.ASKED, RequestState.DRAFT])
    for row in rows.order_by("created_at", "pk"):
        asked = row.state == RequestState.ASKED
        title = (
            _("The centre asks for more about %(name)s") if asked else _("Finish the request for %(name)s")
        )
        yield Awaiting(
            title=title % {"name": row},
            path=_link(row.pk),
            note=_("The request waits for your answer.") if asked else _("The centre does not see it yet."),
            pill=row.get_state_display(),
            kind="warn" if asked else "",
        )
