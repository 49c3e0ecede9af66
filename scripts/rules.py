"""`make rules`: which rules of docs/rules.md are proven by which tests, read from the sources alone."""

import ast
import re
from collections import defaultdict

from common import ROOT, Stop

RULE = re.compile(r"^- \*\*([A-Z]+-\d+)\*\* (.{0,60})", re.MULTILINE)


def rules():
    known = dict(RULE.findall((ROOT / "docs" / "rules.md").read_text()))
    proofs = find_proofs()
    for identity, words in known.items():
        print(f"{identity:<8} {words}…")
        print("".join(f"           {test}\n" for test in proofs[identity]) or "           no test yet")
    print(f"{sum(bool(proofs[identity]) for identity in known)} of {len(known)} rules are proven by tests.")
    unknown = sorted(set(proofs) - set(known))
    if unknown:
        raise Stop(f"Tests name rules that docs/rules.md does not have: {', '.join(unknown)}.")


def find_proofs():
    proofs = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for test, identity in marked(ast.parse(path.read_text())):
            proofs[identity].append(f"{path.relative_to(ROOT)}::{test}")
    return proofs


def marked(module):
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from ((node.name, identity) for identity in identities(node.decorator_list))


def identities(decorators):
    for call in decorators:
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.rule":
            yield from (argument.value for argument in call.args)
