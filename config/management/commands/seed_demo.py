from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Role
from config.demo.build import build
from config.demo.world import DOMAIN
from journal.models import Entry
from placements.models import Child
from units.models import Place

DIRECTOR = f"direktoer@{DOMAIN}"


class Command(BaseCommand):
    help = "Fills an empty database with a fictional centre: its past, present and future, relative to today."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError(
                _("The demo centre is for FNUG_DEBUG=1 only: never among the records of real children.")
            )
        if since := _seeded_on():
            self.stdout.write(_already(since))
            return
        _check_empty()
        if not Place.objects.exists():
            call_command("load_catalogue", stdout=self.stdout)
        build(timezone.now())
        self.stdout.write(_counted())


def _seeded_on():
    """The history knows since when the demo's director exists."""
    created = User.pgh_event_model.objects.filter(email=DIRECTOR).order_by("pgh_id").first()
    return created and timezone.localdate(created.pgh_created_at)


def _already(since):
    return _("The demo centre is here since %(day)s; nothing was changed. `make reset` forgets it.") % {
        "day": date_format(since, "SHORT_DATE_FORMAT")
    }


def _check_empty():
    if User.objects.exclude(role=Role.MACHINE).exists() or Child.objects.exists():
        raise CommandError(
            _("This database holds other people or children. The demo centre needs one of its own.")
        )


def _counted():
    children = ngettext("%(count)d child", "%(count)d children", Child.objects.count())
    entries = ngettext("%(count)d diary entry", "%(count)d diary entries", Entry.objects.count())
    return _("Demo centre: %(children)s, %(entries)s.") % {
        "children": children % {"count": Child.objects.count()},
        "entries": entries % {"count": Entry.objects.count()},
    }
