from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from config.environment import ROOT
from core.lifecycle import Lifecycle, diagram

FOLDER = ROOT / "docs" / "states"
PAGE = """# {title}

Made by `manage.py state_diagrams` from `{app}/lifecycle.py`. In brackets: who must act next.

```mermaid
{diagram}```

| action | from | to | who may |
|---|---|---|---|
{rows}
"""


class Command(BaseCommand):
    help = "Draws every lifecycle into docs/states/*.md; with --check it only says what is out of date."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        wanted = pages()
        found = {path.name: path.read_text() for path in FOLDER.glob("*.md")}
        changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        if check and changed:
            raise CommandError(f"Out of date: {', '.join(changed)}. `manage.py state_diagrams` renews them.")
        for name in changed:
            write(name, wanted.get(name))
            self.stdout.write(f"docs/states/{name}")


def write(name, text):
    FOLDER.mkdir(exist_ok=True)
    if text is None:
        (FOLDER / name).unlink()
    else:
        (FOLDER / name).write_text(text)


def pages():
    return {f"{life.name.replace(' ', '-')}.md": page(app, life) for app, life in lifecycles()}


def lifecycles():
    """Every lifecycle with the package that it belongs to: an app, or a capability's folder in one."""
    for config in apps.get_app_configs():
        for package in (config.name, *_folders(config)):
            if find_spec(f"{package}.lifecycle"):
                found = vars(import_module(f"{package}.lifecycle")).values()
                yield from ((package, value) for value in found if isinstance(value, Lifecycle))


def _folders(config):
    ours = Path(config.path).is_relative_to(ROOT) and "site-packages" not in config.path
    inside = iter_modules(config.module.__path__) if ours else ()
    return [f"{config.name}.{module.name}" for module in inside if module.ispkg]


def page(app, lifecycle):
    rows = "\n".join(row(step) for step in lifecycle.steps)
    title = lifecycle.name.capitalize()
    return PAGE.format(title=title, app=app.replace(".", "/"), diagram=diagram(lifecycle), rows=rows)


def row(step):
    return f"| {step.action} | {', '.join(step.sources)} | {step.target} | {', '.join(sorted(step.roles))} |"
