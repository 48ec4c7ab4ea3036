"""The simulator knows nothing of the program that it tests, nor of its libraries."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import simulator

ALLOWED = {"aiohttp", "simulator", "__future__"}


def test_it_imports_the_standard_library_and_aiohttp_alone() -> None:
    """Planted once: `import aiogram` in view.py is reported here."""
    folder = Path(simulator.__file__).parent
    foreign = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            else:
                continue
            roots = {name.partition(".")[0] for name in names}
            foreign |= {f"{path.name}: {r}" for r in roots - ALLOWED - sys.stdlib_module_names}
    assert foreign == set()
