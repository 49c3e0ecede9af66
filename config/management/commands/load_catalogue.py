import tomllib
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

import billing.catalogue
import municipalities.catalogue
import placements.kinds.catalogue
import placements.reports.catalogue
import units.catalogue
from accounts.models import User
from config.environment import ROOT
from core.acting import command
from core.catalogue import Loading, Table
from core.refusals import Refused

OWN_FILE = ROOT / "config" / "catalogue.toml"
PARTS = (
    units.catalogue,
    municipalities.catalogue,
    placements.kinds.catalogue,
    placements.reports.catalogue,
    billing.catalogue,
)


class Command(BaseCommand):
    help = "Loads units, municipalities, kinds, headings, prices. Twice changes nothing; what Fnug changed stays."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=OWN_FILE)

    def handle(self, *, file, **options):
        table = Table(_parse(file))
        parts = [(part, part.read(table)) for part in PARTS]
        table.close()
        if table.faults:
            self._refuse(file, table.faults)
        try:
            self._say(_load(parts, by=User.objects.machine()))
        except Refused as refused:
            self._refuse(file, [refused])

    def _refuse(self, file, faults):
        for fault in faults:
            self.stderr.write(f"{file.name}: {fault}")
        raise SystemExit(1)

    def _say(self, loading):
        counts = {name: len(getattr(loading, name)) for name in ("created", "updated", "kept")}
        self.stdout.write(_("Catalogue: %(created)d new, %(updated)d updated, %(kept)d kept.") % counts)
        for label in loading.updated:
            self.stdout.write("  " + _("updated: %(label)s") % {"label": label})
        for label in loading.kept:
            self.stdout.write("  " + _("kept as somebody changed it in Fnug: %(label)s") % {"label": label})


def _parse(file):
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        about = {"file": file, "why": error.strerror}
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % about) from None
    except UnicodeDecodeError:
        raise CommandError(_("%(file)s is not written in UTF-8.") % {"file": file.name}) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        about = {"file": file.name, "why": error}
        raise CommandError(_("%(file)s is not TOML: %(why)s.") % about) from None


@command
def _load(parts, *, by):
    loading = Loading(by)
    for part, rows in parts:
        part.load(rows, loading)
    return loading
