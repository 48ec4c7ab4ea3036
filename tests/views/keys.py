"""Text keys: which the source uses, which the languages have, and with which variables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "conversations", "marketplace", "storage", "views")
SPEAKING = ("bot", "handlers", "conversations", "views")


def source_of(rooms: tuple[str, ...]) -> str:
    files = (path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


BUILT_BY_NAME = ("conversations.ftl", "commands.ftl")
"""Files whose keys the source puts together from parts; their own tests look after those."""
Keys = dict[str, frozenset[str]]
"""Each key with its variables."""


def keys_of(folder: Path, leave_out: tuple[str, ...] = ()) -> Keys:
    """Raises ValueError for a key that stands twice, or for what Fluent can't read."""
    messages: dict[str, ftl.Message] = {}
    left_out: set[str] = set()
    for path in sorted(folder.glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Junk):
                raise ValueError(f"{path.name}: {entry.content}")
            if isinstance(entry, ftl.Message):
                if entry.id.name in messages:
                    raise ValueError(f"{entry.id.name} stands twice")
                messages[entry.id.name] = entry
                if path.name in leave_out:
                    left_out.add(entry.id.name)
    found = {key: frozenset(_variables(entry, messages)) for key, entry in messages.items()}
    return {key: names for key, names in found.items() if key not in left_out}


def _variables(node: object, messages: dict[str, ftl.Message]) -> Iterator[str]:
    """With those of the messages that it refers to."""
    if isinstance(node, ftl.VariableReference):
        yield node.id.name
    elif isinstance(node, ftl.MessageReference):
        yield from _variables(messages[node.id.name], messages)
    elif isinstance(node, list):
        for one in node:
            yield from _variables(one, messages)
    elif isinstance(node, ftl.BaseNode):
        for name, value in vars(node).items():
            if name != "span":
                yield from _variables(value, messages)


def unused(keys: Keys, source: str) -> set[str]:
    """Keys whose name stands nowhere in the source."""
    return set(keys) - set(re.findall(r"[\w-]+", source))


def calls(source: str) -> Iterator[tuple[str, set[str] | None]]:
    """Keys that are given to `t(…)` or `….label(…)`, with the names of the facts.

    None for the names where the call has `**facts`.
    """
    for node in _nodes(source):
        if not isinstance(node, ast.Call) or not node.args or not _is_texts(node.func):
            continue
        for key in _literals(node.args[0]):
            yield key, _names(node)


def refusals(source: str) -> Iterator[tuple[str, set[str] | None]]:
    """Keys of `Refused("key", …)`, with the names of the facts; None for `**facts`."""
    for node in _nodes(source):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused":
            for key in _literals(node.args[0]):
                yield key, _names(node)


def _names(call: ast.Call) -> set[str] | None:
    names = [word.arg for word in call.keywords]
    return None if None in names else {name for name in names if name}


def _nodes(source: str) -> Iterator[ast.AST]:
    future = re.sub(r"(?m)^from __future__ .*$", "", source)
    return ast.walk(ast.parse(future))


def _is_texts(func: ast.expr) -> bool:
    name = ast.unparse(func)
    return name == "t" or name.endswith((".t", ".label"))


def _literals(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return [*_literals(node.body), *_literals(node.orelse)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return []
