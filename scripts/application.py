"""The application itself: translations, static files, database."""

from common import ROOT, RUN, call, digest, is_stamped, manage, say


def ensure(*, tables=True):
    compile_messages()
    collect_static()
    if tables:
        say("database", "bringing its tables up to date")
        manage("migrate", "--verbosity=0")


def seed():
    say("demo", "the centre's catalogue")
    manage("load_catalogue")
    say("demo", "fictional children, diaries and invoices (a minute the first time)")
    manage("seed_demo")


def compile_messages():
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            say("language", f"compiling {source.relative_to(ROOT)}")
            call("msgfmt", "--check-format", "-o", compiled, source)


def collect_static():
    stamp = RUN / "static" / ".stamp"
    if is_stamped(stamp, state_of_static()):
        return say("static", "files are collected and compressed")
    say("static", "collecting and compressing files")
    manage("collectstatic", "--no-input", "--clear", "--verbosity=0")
    stamp.write_text(state_of_static())


def state_of_static():
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    return digest(
        *files, ROOT / "package-lock.json", *(ROOT / "config" / name for name in ("settings.py", "apps.py"))
    )
