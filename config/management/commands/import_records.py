from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.refusals import Refused
from placements.importing import files
from placements.importing.checks import check
from placements.importing.known import known
from placements.importing.reading import FILE, Fault, read_folder
from placements.importing.rows import LATER, REQUIRED
from placements.importing.writing import write


class Command(BaseCommand):
    help = "Imports a folder of CSV files, all or nothing. Every fault is named, and then nothing is written."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check everything and write nothing")

    def handle(self, *, folder, dry_run, **options):
        if not folder.is_dir():
            raise CommandError(_("%(folder)s is no folder.") % {"folder": folder})
        faults = []
        sheets = read_folder(folder, files.columns(), REQUIRED, LATER, faults, files.prose)
        facts = known(at=timezone.now())
        records = check(sheets, facts, faults)
        if not faults:
            self._write(records, facts, dry_run, faults)
        if faults:
            self.stderr.write("\n".join(map(str, faults)))
            raise SystemExit(1)
        self._say(records, dry_run)

    def _write(self, records, facts, dry_run, faults):
        try:
            with transaction.atomic():
                write(records, facts, by=User.objects.machine(), at=timezone.now())
                transaction.set_rollback(dry_run)
        except Refused as refused:
            faults.append(Fault(REQUIRED[0], 1, FILE, str(refused)))

    def _say(self, records, dry_run):
        names = ("children", "placements", "stays", "absences", "meetings", "plans", "reports")
        counts = {name: len(getattr(records, name)) for name in names}
        if dry_run:
            self.stdout.write(_("Nothing is wrong, and nothing was written."))
        self.stdout.write(
            _("Children: %(children)d. Placements: %(placements)d. Stays: %(stays)d. Absences: %(absences)d.")
            % counts
        )
        self.stdout.write(
            _("Meetings: %(meetings)d. Action plans: %(plans)d. Reports: %(reports)d.") % counts
        )
        for file in files.registered():
            if count := len(records.others[file.name]):
                self.stdout.write(file.said(count))
