"""The proxy writes down which pages were opened, and nothing of what people looked for."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "deploy" / "Caddyfile"


@pytest.mark.rule("ACC-4")
def test_the_log_holds_no_search_words_and_no_address_of_the_page_before():
    proxy = shutil.which("caddy")
    if not proxy:
        pytest.skip("No Caddy here to read its file.")
    read = subprocess.run(
        [proxy, "adapt", "--config", FILE, "--adapter", "caddyfile"],
        env={"FNUG_DOMAIN": "fnug.invalid"},
        capture_output=True,
        check=True,
    )
    logs = json.loads(read.stdout)["logging"]["logs"]
    written = next(log["encoder"]["fields"] for log in logs.values() if "encoder" in log)
    assert written["request>uri"] == {"filter": "regexp", "regexp": r"\?.*"}
    assert written["request>headers>Referer"] == {"filter": "delete"}
