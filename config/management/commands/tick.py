from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import outbox, selfcheck
from deadlines import services
from journal.daysheet.tasks import run_if_due as day_sheets
from journal.digest.tasks import run_if_due as weekly_digest


class Command(BaseCommand):
    help = "Does once, in the foreground, what the background work does at a moment (local time)."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="2025-03-17T09:00 in America/Nuuk; now, when left out")

    def handle(self, *args, at=None, **options):
        moment = _moment(at)
        reminders = services.refresh(at=moment)
        selfcheck.run_if_due(at=moment)
        day_sheets(at=moment)
        weekly_digest(at=moment)
        delivered = outbox.deliver_all(at=moment)
        self.stdout.write(
            f"{moment:%Y-%m-%dT%H:%M}: {reminders} new reminders, {delivered} messages delivered."
        )


def _moment(text):
    if text is None:
        return timezone.localtime()
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        raise CommandError(f"--at is written as 2025-03-17T09:00, not {text!r}.") from None
