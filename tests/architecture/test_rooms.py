"""The rooms of the house, from the source: who may import whom.

Seen to fail with `import telegram` in handlers/ and with `import storage` in views/.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "conversations", "marketplace", "storage", "views", "simulator")
MAY_IMPORT = {
    "bot": {"handlers", "conversations", "marketplace", "storage", "views"},
    "handlers": {"conversations", "views", "marketplace"},
    "conversations": {"views", "marketplace"},
    "views": {"marketplace"},
    "storage": {"marketplace"},
    "marketplace": set(),
    "simulator": set(),
}
WAY_OUT = {"bot/sender.py", "bot/telegram_request.py"}
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    """Top-level names of everything that the file imports, at any depth of it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0]
    allowed = MAY_IMPORT[room] | {room}
    if name.startswith("bot/demo"):
        allowed = allowed | {"simulator"}
    used = imports(path)
    assert used & set(ROOMS) <= allowed
    assert "telegram" not in used or name in WAY_OUT
    if room == "marketplace":
        assert not used & {"aiogram", "sqlalchemy", "aiohttp", "pydantic"}
    if room == "simulator":
        assert not used & {"aiogram", "telegram"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_but_the_clock_asks_the_time(path: Path) -> None:
    """Seen to fail with `datetime.now()` in a use case."""
    name = path.relative_to(ROOT).as_posix()
    if name.startswith(("simulator/", "bot/clock.py", "bot/demo", "storage/files/folder.py")):
        return
    calls = {
        f"{ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & {"datetime.now", "datetime.utcnow", "time.time", "date.today"}


def test_no_drawer_for_leftovers() -> None:
    """Names like these hide ideas (see docs/decisions)."""
    leftovers = {"utils", "helpers", "common", "manager", "misc"}
    assert not [path for path in SOURCES if path.stem in leftovers]
