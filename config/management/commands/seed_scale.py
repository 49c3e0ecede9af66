import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from config.scale.filling import fill, is_filled
from journal.models import Entry
from placements.models import Child, Placement
from units.models import Place

MOST_CHILDREN, MOST_YEARS = 2400, 30


class Command(BaseCommand):
    help = "Fills a database with much fictional data for measuring: so many children at a time, over so many years."

    def add_arguments(self, parser):
        parser.add_argument("--children", type=int, default=24, help="how many live here at a time")
        parser.add_argument("--years", type=int, default=10)
        parser.add_argument(
            "--entries-a-day", type=float, default=40, help="diary entries for every 24 children"
        )

    def handle(self, *, children, years, entries_a_day, **options):
        _check(children, years, entries_a_day)
        if not Place.objects.exists():
            call_command("load_catalogue", stdout=self.stdout)
        began = time.monotonic()
        fill(children=children, years=years, entries_a_day=entries_a_day, now=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(_told(round(time.monotonic() - began)))


def _check(children, years, entries_a_day):
    if not (1 <= children <= MOST_CHILDREN and 1 <= years <= MOST_YEARS and 0 <= entries_a_day <= 1000):
        raise CommandError(
            _("Choose 1 to %(children)s children, 1 to %(years)s years and 0 to 1000 entries a day.")
            % {"children": MOST_CHILDREN, "years": MOST_YEARS}
        )
    if is_filled():
        raise CommandError(_("The data for measuring are here already. Take an empty database for others."))
    if not settings.DEBUG and _holds_something():
        raise CommandError(_("This database is in use. Data for measuring never go among real records."))


def _holds_something():
    return Child.objects.exists() or User.objects.exclude(role=Role.MACHINE).exists()


def _told(seconds):
    told = _(
        "Data for measuring: %(children)d children, %(placements)d placements, "
        "%(entries)d diary entries, in %(seconds)d seconds."
    )
    counts = {"children": Child, "placements": Placement, "entries": Entry}
    return told % {**{name: model.objects.count() for name, model in counts.items()}, "seconds": seconds}
