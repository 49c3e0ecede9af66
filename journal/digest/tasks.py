"""On Monday at eight the primary contact persons hear that the week before can be looked through."""

from datetime import datetime, time

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from core import mail
from core.models import OutboxMessage
from journal.weeks import Week
from placements.enums import ContactRole
from placements.models import ContactPerson, Placement

EIGHT = time(8)
PATH = "/gathered/"


def run_if_due(*, at):
    """One mail for each person and week, however many children; a Monday that was missed is made up in its week.

    Who became the contact person after that Monday hears of the next one. Returns how many mails were posted.
    """
    week = Week.of(timezone.localdate(at))
    if at < timezone.make_aware(datetime.combine(week.first, EIGHT)):
        return 0
    keys = {f"gathered:{person.pk}:{week}": person for person in _primary(week.first)}
    told = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys.keys() - told:
        mail.tell(keys[key], key=key, at=at, path=PATH)
    return len(keys) - len(told)


def _primary(monday):
    running = Placement.objects.running().filter(arrived__lt=monday)
    contacts = ContactPerson.objects.on(monday).filter(placement__in=running, role=ContactRole.PRIMARY)
    return User.objects.filter(is_active=True, pk__in=contacts.values("person")).order_by("pk")


@shared_task(name="journal.weekly_digest")
def weekly_digest():
    run_if_due(at=timezone.now())
