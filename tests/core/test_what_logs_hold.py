"""What proxy and database write into their logs: which page, which error, and nothing of a child (ACC-4)."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.rule("ACC-4")


def test_the_proxys_log_holds_no_search_words_and_no_address_of_the_page_before():
    proxy = shutil.which("caddy")
    if not proxy:
        pytest.skip("No Caddy here to read its file.")
    read = subprocess.run(
        [proxy, "adapt", "--config", ROOT / "deploy/Caddyfile", "--adapter", "caddyfile"],
        env={"FNUG_DOMAIN": "fnug.invalid"},
        capture_output=True,
        check=True,
    )
    logs = json.loads(read.stdout)["logging"]["logs"]
    written = next(log["encoder"]["fields"] for log in logs.values() if "encoder" in log)
    assert written["request>uri"] == {"filter": "regexp", "regexp": r"\?.*"}
    assert written["request>headers>Referer"] == {"filter": "delete"}


def test_the_databases_log_holds_no_values_of_what_it_refused():
    service = (ROOT / "docker-compose.yml").read_text().split("  postgres:\n")[1].split("\n  redis:\n")[0]
    (command,) = [line for line in service.splitlines() if line.lstrip().startswith("command:")]
    assert "log_min_error_statement=panic" in command
    assert "log_error_verbosity=terse" in command
