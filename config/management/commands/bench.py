import os
import subprocess
import sys

from django.core.management.base import BaseCommand, CommandError

from config.environment import ROOT

# As in production: no debug page, no second look for templates, nothing kept of each query.
AS_IN_PRODUCTION = {
    "FNUG_DEBUG": "",
    "FNUG_SECOND_FACTOR_OFF": "",
    "FNUG_PROCESS": "",
    "FNUG_HOSTS": "127.0.0.1",
}


class Command(BaseCommand):
    help = "Measures the pages in a database of its own and prints what was promised beside it."

    def handle(self, **options):
        if not (ROOT / "tests" / "bench").exists():
            raise CommandError(
                "The measuring programs lie in tests/bench, which this installation does not have."
            )
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench"], cwd=ROOT, env={**os.environ, **AS_IN_PRODUCTION}
        )
        sys.exit(done.returncode)
