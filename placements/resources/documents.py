"""The application to the municipality, as a letter."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.cpr import formatted
from core.formatting import money
from core.periods import last_day
from documents.kinds import Kind, register
from placements.documents import _leaders_of_the_child

LETTER = "extra_resources_letter"

register(
    Kind(
        LETTER,
        _("application for extra resources"),
        "documents/extra_resources_letter.html",
        _leaders_of_the_child,
    )
)


def letter_of(placement, amount, begins, ends, reason, by, at):
    """What is applied for, in the words of the day on which it is sent."""
    worker, municipality = placement.caseworker, placement.municipality
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "municipality": municipality.name,
            "address": municipality.address,
            "caseworker": worker.full_name if worker else "",
            "child": placement.child.name,
            "cpr": formatted(placement.child.cpr or ""),
            "placement": placement.reference,
            "amount": money(amount),
            "days": (ends - begins).days,
            "total": money(amount * (ends - begins).days),
            "begins": date_format(begins),
            "last": date_format(last_day(ends)),
            "reason": reason,
            "sent": date_format(timezone.localdate(at)),
            "by": by.full_name,
        }
