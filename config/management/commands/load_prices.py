from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
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
        facts, faults = price_file.read(self._content(file))
        if not faults:
            faults = self._load(facts)
        if faults:
            raise CommandError("\n".join(f"{file.name}:{line}: {column}: {text}" for line, column, text in faults))
        self.stdout.write(_("The price list is loaded."))

    def _content(self, file):
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file.name}:1: : {error.strerror}.") from error

    def _load(self, facts):
        try:
            add_price_list(**facts, by=User.objects.machine())
        except Refused as refused:
            return [(1, "valid_from", refused.sentence)]
        return []
