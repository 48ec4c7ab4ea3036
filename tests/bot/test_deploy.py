"""deploy/ says what the command line and the settings understand."""

import re
from pathlib import Path

from bot.cli import app
from bot.settings import Settings
from bot.telegram_http import WEBHOOK_PATH
from bot.web.server import HEALTH_PATH
from conversations.links import DOWNLOAD_PATH, UPLOAD_PATH

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text()
NGINX = (DEPLOY / "nginx.conf").read_text()
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()


def test_compose_uses_commands_that_exist() -> None:
    """Seen to fail with a renamed command."""
    commands = {str(c.name or c.callback.__name__) for c in app.registered_commands if c.callback}
    used = set(re.findall(r"^    command: \[(\w+)\]$", COMPOSE, re.MULTILINE))
    assert {"webhook", "worker", "migrate"} <= used <= commands


def test_compose_sets_settings_that_exist() -> None:
    """Seen to fail with a misspelt name, which would be ignored silently."""
    block = COMPOSE.partition("&settings")[2].partition("restart:")[0]
    names = set(re.findall(r"^    ([A-Z0-9_]+):", block, re.MULTILINE))
    assert "BOT_TOKEN" in names
    assert names <= {name.upper() for name in Settings.model_fields}


def test_paths_are_the_programs() -> None:
    assert f"handle {WEBHOOK_PATH} {{" in COMPOSE
    assert HEALTH_PATH in COMPOSE
    assert f"@people path {UPLOAD_PATH}/* {DOWNLOAD_PATH}/* {HEALTH_PATH}\n" in COMPOSE
    assert f"location = {WEBHOOK_PATH} {{" in NGINX
    assert f"location = {HEALTH_PATH} {{" in NGINX
    assert f"location ~ ^/({UPLOAD_PATH[1:]}|{DOWNLOAD_PATH[1:]})/ {{" in NGINX


def test_addresses_of_files_are_in_no_log_of_the_proxy() -> None:
    files = NGINX.partition("location ~")[2]
    assert "access_log off;" in files
    assert "proxy_request_buffering off;" in files
    assert not re.search(r"^\s*log\b", COMPOSE, re.MULTILINE)


def test_the_image_holds_every_room_that_the_program_imports() -> None:
    """All but the simulator and the tests, which a deployment has no use for."""
    root = DEPLOY.parent
    rooms = {path.parent.name for path in root.glob("*/__init__.py")} - {"simulator", "tests"}
    rooms -= {"benchmarks"}
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE))
    assert copied == rooms
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {f"!{room}" for room in rooms} <= set(ignored)
