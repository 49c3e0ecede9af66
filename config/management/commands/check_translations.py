import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError

from config.environment import ROOT

CATALOGUE = Path("locale/da/LC_MESSAGES/django.po")
LEFT_OUT = shutil.ignore_patterns(".*", "node_modules", "tests", "__pycache__")
FAULTS = {
    "not translated": ["--untranslated", "--no-obsolete"],
    "unsure (fuzzy)": ["--only-fuzzy", "--no-obsolete"],
    "no longer used": ["--only-obsolete"],
}


class Command(BaseCommand):
    help = "Fails when a sentence lacks its Danish, or Danish is left over from a sentence that is gone."

    def handle(self, **options):
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "fnug"
            shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
            collect(copy)
            found = {name: sentences(copy / CATALOGUE, flags) for name, flags in FAULTS.items()}
        for name, them in found.items():
            for sentence in them:
                self.stdout.write(f"{name}: {sentence}")
        if any(found.values()):
            raise CommandError(", ".join(f"{len(them)} {name}" for name, them in found.items() if them) + ".")
        self.stdout.write("The Danish is complete.")


def collect(folder):
    command = ["makemessages", "--locale", "da", "--no-location", "--no-wrap", "--verbosity", "0"]
    run(sys.executable, "manage.py", *command, cwd=folder, env={**os.environ, "FNUG_PROCESS": ""})
    run("msgfmt", "--check-format", "--output-file", os.devnull, folder / CATALOGUE)


def sentences(catalogue, flags):
    text = run("msgattrib", *flags, "--no-wrap", catalogue)
    return [found for found in re.findall(r'^(?:#~ )?msgid "(.*)"$', joined(text), re.MULTILINE) if found]


def joined(text):
    """An entry over several lines as one line."""
    return re.sub(r'"\n(?:#~ )?"', "", text)


def run(*command, **options):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, **options)
    if done.returncode:
        raise CommandError(f"{command[0]}: {(done.stderr or done.stdout).strip()}")
    return done.stdout
