"""Reads `.run/env` (written by set-up) beneath the real environment, which wins."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def load_run_env(path=ROOT / ".run" / "env"):
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        key, found, value = line.partition("=")
        if found and not line.startswith("#"):
            os.environ.setdefault(key.strip(), value.strip())


def flag(name):
    return os.environ.get(name, "") == "1"


def database(url, role=None):
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if role:
        options["options"] = f"-c role={role}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def web_database():
    """Web and workers own nothing; only set-up, tests and restore connect as the owner."""
    owner, web = os.environ.get("DATABASE_URL", ""), os.environ.get("WEB_DATABASE_URL")
    if os.environ.get("FNUG_PROCESS") not in ("web", "worker", "beat"):
        return database(owner)
    return database(web) if web else database(owner, role="fnug_web")


def mail(url):
    parts = urlsplit(url)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or 25,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }
