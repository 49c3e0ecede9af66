"""`make check`: every check runs, then the failed ones are named."""

import secrets
import subprocess

from common import PYTHON, ROOT, Stop, environment

LAYERS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
CHECKS = {
    "ruff": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "djlint": ("-m", "djlint", "--lint", "--quiet", "templates"),
    "mypy": ("-m", "mypy"),
    "layers": ("-c", LAYERS),
    "migrations": ("manage.py", "makemigrations", "--check", "--dry-run"),
    "translations": ("manage.py", "check_translations"),
    "state diagrams": ("manage.py", "state_diagrams", "--check"),
    "production": ("manage.py", "check", "--deploy", "--fail-level=WARNING"),
}


def check():
    failed = [name for name, arguments in CHECKS.items() if not passes(name, arguments)]
    if failed:
        raise Stop(f"Failed: {', '.join(failed)}.")


def passes(name, arguments):
    print(f"  {name}", flush=True)
    env = as_in_production() if name == "production" else environment()
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env=env).returncode == 0


def as_in_production():
    return environment(
        FNUG_DEBUG="",
        FNUG_SECOND_FACTOR_OFF="",
        FNUG_BASE_URL="https://fnug.example.org",
        FNUG_HOSTS="fnug.example.org",
        FNUG_BEHIND_PROXY="1",
        FNUG_PROCESS="web",
        SECRET_KEY=secrets.token_urlsafe(50),
    )
