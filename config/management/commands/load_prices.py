from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from accounts.models import User
from billing import price_file
from billing.services import add_price_list
from core.refusals import Refused


class Command(BaseCommand):
    help = "Adds a price list from a CSV file with the columns valid_from,valid_to,item,price."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        facts, faults = price_file.read(file)
        faults = faults or self._load(file, facts)
        if faults:
            self.stderr.write("\n".join(map(str, faults)))
            raise SystemExit(1)
        self.stdout.write(_("The price list is loaded."))

    def _load(self, file, facts):
        try:
            add_price_list(**facts, by=User.objects.machine())
        except Refused as refused:
            return [price_file.refused(file, refused.sentence)]
        return []
