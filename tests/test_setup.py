import json
import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import common  # noqa: E402
import serve  # noqa: E402
import services  # noqa: E402
import system  # noqa: E402

pytestmark = pytest.mark.clock


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A set-up of its own: other folder, other ports, nothing from outside."""
    for module in (common, services):
        monkeypatch.setattr(module, "ROOT", tmp_path)
        monkeypatch.setattr(module, "RUN", tmp_path / ".run")
    monkeypatch.setattr(common, "ENV_FILE", tmp_path / ".run" / "env")
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "demo.txt").write_text("for the name of the copy")
    common.prepare_run()
    return tmp_path


@pytest.fixture
def running(house):
    services.start()
    yield house
    services.stop()
    home = services.home()
    if home != house / ".run":
        subprocess.run(["rm", "-r", home], check=True)


def psql(statement):
    import psycopg

    with psycopg.connect(common.read_env()["DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_data_survives_stopping_and_starting(running):
    psql("CREATE TABLE kept (words text)")
    psql("INSERT INTO kept VALUES ('ærlig talt')")
    assert services.start() == []
    services.stop()
    assert services.start() == ["PostgreSQL", "Redis"]
    assert psql("SELECT words FROM kept") == [("ærlig talt",)]


def test_only_the_database_of_tests_does_not_wait_for_the_disk(running):
    assert psql("SHOW fsync") == [("on",)]
    services.stop()
    services.start(hasty=True)
    assert psql("SHOW fsync") == [("off",)]


def test_a_port_taken_meanwhile_moves_the_database_and_is_said(running, capsys):
    before = services.port_of("DATABASE_URL")
    services.stop()
    with socket.create_server(("127.0.0.1", before)):
        services.start()
    assert services.port_of("DATABASE_URL") > before
    assert f"port {before} is taken" in capsys.readouterr().out
    assert psql("SELECT 1") == [(1,)]


def test_the_owner_is_no_superuser_and_nobody_comes_in_without_password(running):
    import psycopg

    assert psql("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, True, True)
    ]
    port = services.port_of("DATABASE_URL")
    for user in ("fnug", "postgres"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(f"postgresql://{user}@127.0.0.1:{port}/fnug")


def test_addresses_from_outside_start_nothing(house, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("DATABASE_URL", f"postgresql://a:b@127.0.0.1:{port}/c")
        monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{port}/0")
        assert services.start() == []
    assert "DATABASE_URL" not in common.read_env()


def test_an_address_where_nothing_answers_is_named(house, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://a:b@127.0.0.1:{port}/c")
    with pytest.raises(common.Stop, match=f"DATABASE_URL names 127.0.0.1:{port}, where nothing answers"):
        services.start()


def test_secrets_are_made_once_and_readable_by_their_owner_only(house):
    first = common.read_env()["SECRET_KEY"]
    common.prepare_run()
    assert common.read_env()["SECRET_KEY"] == first
    assert stat.S_IMODE(common.ENV_FILE.stat().st_mode) == 0o600
    assert not common.RUN.stat().st_mode & 0o066


def test_the_environment_wins_over_the_file(house, monkeypatch):
    common.write_env(EMAIL_URL="smtp://written:1", REDIS_URL="redis://written:1/0")
    monkeypatch.setenv("EMAIL_URL", "smtp://outside:2")
    assert common.environment()["EMAIL_URL"] == "smtp://outside:2"
    assert common.environment()["REDIS_URL"] == "redis://written:1/0"


def test_what_is_missing_is_named_to_those_who_may_not_install(monkeypatch):
    monkeypatch.setattr(system, "needs", lambda **_: [("gettext", lambda: None), ("make", lambda: True)])
    monkeypatch.setattr(system, "is_root", lambda: False)
    with pytest.raises(common.Stop, match=r"as root run: apt-get install gettext$"):
        system.ensure()


def test_a_folder_that_others_cannot_enter_is_noticed(tmp_path):
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    assert not services.others_can_reach(inner)


def test_the_first_process_to_end_is_named():
    processes = serve.Processes()
    processes.start("brief", "this", ready_when="Beautiful is better", env={})
    processes.start("lasting", "http.server", "--bind=127.0.0.1", "0", ready_when="Serving HTTP", env={})
    assert processes.events.get(timeout=20) == "brief ended with code 0"
    processes.end()
    assert processes.events.get(timeout=20).startswith("lasting ended")


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_pinned_package_has_hashes_and_no_address(lock):
    text = lock.read_text()
    assert "://" not in text
    assert "--index" not in text and "--find-links" not in text
    for package in re.split(r"\n(?=\w)", text):
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==[^ ]+", package), package
        assert "--hash=sha256:" in package, package


def test_the_browsers_packages_have_hashes_and_no_address():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_every_range_says_why():
    lines = (ROOT / "pyproject.toml").read_text().split("[tool.", 1)[0].splitlines()
    ranges = [line for line in lines if re.match(r'\s+"[\w.-]+(\[\w+\])?>=', line)]
    assert len(ranges) > 25
    before = dict(zip(lines[1:], lines, strict=False))
    assert [line for line in ranges if "#" not in line and "#" not in before[line]] == []


def test_every_target_of_the_makefile_is_explained():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, env=os.environ).stdout
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    assert [target for target in targets if f"make {target} " not in listed] == []
