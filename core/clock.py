"""The one night of the year on which Nuuk's clocks show an hour twice, and the one on which they leave one out."""

from datetime import UTC

from django.utils import timezone

FIRST, SECOND = "first", "second"


def is_doubled(at):
    """Whether the local clocks show this time twice in that night."""
    local = timezone.localtime(at)
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def which(at):
    """The first or the second time that the clocks show it; empty when they show it once."""
    if not is_doubled(at):
        return ""
    return SECOND if timezone.localtime(at).fold else FIRST


def first_and_second(naive):
    """Both moments at which the local clocks show this, in UTC: equal ones as a rule, none when it is left out."""
    zone = timezone.get_current_timezone()
    moments = [naive.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return [moment for moment in moments if timezone.make_naive(moment, zone) == naive]
