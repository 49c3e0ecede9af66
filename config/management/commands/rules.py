import re
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO

from django.core.management.base import BaseCommand, CommandError

from config.environment import ROOT

RULE = re.compile(r"^- \*\*([A-Z]+-\d+)\*\* (.*)$", re.MULTILINE)


class Command(BaseCommand):
    help = "Prints which rules of docs/rules.md are proven by which tests."

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="only the rules that no test names")

    def handle(self, *, missing, **options):
        rules = rules_in((ROOT / "docs" / "rules.md").read_text())
        proofs = collected()
        for rule, sentence in rules.items():
            tests = proofs.get(rule, [])
            if not (missing and tests):
                self.stdout.write(f"{rule:<9}{len(tests):>4}  {shortened(sentence)}")
            if not missing:
                for test in tests:
                    self.stdout.write(f"{'':15}{test}")
        proven = len(rules.keys() & proofs.keys())
        self.stdout.write(f"\n{proven} of {len(rules)} rules are proven, {len(rules) - proven} are promises.")
        if unknown := sorted(proofs.keys() - rules.keys()):
            raise CommandError(f"Tests name rules that docs/rules.md does not have: {', '.join(unknown)}.")


def rules_in(text):
    return dict(RULE.findall(text))


def shortened(sentence, width=84):
    plain = re.sub(r"\*\*|`", "", sentence)
    return plain if len(plain) <= width else plain[: width - 1].rsplit(" ", 1)[0] + " …"


class Collector:
    def __init__(self):
        self.proofs = defaultdict(list)

    def pytest_collection_finish(self, session):
        for item in session.items:
            for mark in item.iter_markers("rule"):
                for rule in mark.args:
                    self.note(rule, item.nodeid.split("[")[0])

    def note(self, rule, test):
        if test not in self.proofs[rule]:
            self.proofs[rule].append(test)


def collected():
    """The tests of each rule, by asking pytest; long proofs too."""
    import pytest

    collector, said = Collector(), StringIO()
    with redirect_stdout(said):
        code = pytest.main(["--collect-only", "-qq", "-m", "", str(ROOT / "tests")], plugins=[collector])
    if code:
        raise CommandError(f"Not every test could be read.\n{said.getvalue()}")
    return collector.proofs
