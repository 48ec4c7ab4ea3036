"""A story: what people did with a bot and what they saw, to be played again (JSON, format 1).

People go by their names and messages by what they say: ids are new each time. What differs from
one time to the next (numbers, dates, keys, links) is not part of what they saw.
"""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .errors import ControlError

Body = dict[str, Any]
FORMAT = 1
PEOPLE_DO = frozenset({
    "say", "send_file", "send_album", "send_content", "edit", "edit_file", "delete", "press",
    "press_data", "pay", "block", "unblock", "deactivate", "rename", "react", "inline",
    "choose_inline", "open_topic", "delete_topic",
})  # fmt: skip
STAGE_DOES = frozenset({
    "pass_time", "clock_back", "fault", "no_faults", "flood", "enable_topics", "restart_bot",
})  # fmt: skip
_NAMES = [
    *calendar.month_name[1:],
    *calendar.month_abbr[1:],
    *calendar.day_name,
    *calendar.day_abbr,
]
_DAY = rf"(?:\b(?:{'|'.join(_NAMES)})\b[,.]?\s*)*"
_VARIABLE = re.compile(rf"https?://\S+|@\w+|{_DAY}\S*\d\S*(?:\s*{_DAY}\S*\d\S*)*\s*{_DAY}")
_SHORTEST = 3  # letters; less says nothing


@dataclass(frozen=True, slots=True)
class Act:
    """One control verb with what it was told; `person` is empty for who moves the stage.

    Instead of ids, `on` and `reply_to` say which message is meant, as {"by", "texts"}, and `of`
    whose chat it is in. A `quote` has the whole part that was quoted.
    """

    act: str
    person: str = ""
    told: Body = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sight:
    """One message of the bot, or its answer to a button: parts of its text, and its buttons."""

    person: str
    sees: list[str]
    buttons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """`people` are the facts of the verb `person`, with the name that the steps use."""

    people: list[Body] = field(default_factory=list)
    steps: list[Act | Sight] = field(default_factory=list)
    topics: bool = False

    def told(self) -> Body:
        """As JSON."""
        steps = [asdict(step) for step in self.steps]
        return {
            "format": FORMAT,
            "topics": self.topics,
            "people": self.people,
            "steps": [{k: v for k, v in step.items() if v or k == "sees"} for step in steps],
        }

    def save(self, path: Path) -> None:
        """Write it with a line for each step, so that a change is seen for what it is."""
        told = self.told()
        head = f'"format": {FORMAT},\n"topics": {_json(self.topics)}'
        lists = [f'"{of}": [\n {_rows(told[of])}\n]' for of in ("people", "steps")]
        path.write_text("{\n" + ",\n".join([head, *lists]) + "\n}\n", encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Story:
        """ControlError when the file holds no story."""
        try:
            return read(json.loads(path.read_text(encoding="utf-8")))
        except ValueError:
            raise ControlError(f"{path.name} is no story: it is not JSON") from None


_json = json.JSONEncoder(ensure_ascii=False).encode


def _rows(rows: list[Body]) -> str:
    return ",\n ".join(map(_json, rows))


def read(raw: Any) -> Story:
    """A story from JSON. ControlError: another format, or not a story at all, and where."""
    if not isinstance(raw, dict) or "format" not in raw:
        raise ControlError("this is no story: it names no format")
    if raw["format"] != FORMAT:
        raise ControlError(f"this story has format {raw['format']}; here format {FORMAT} is read")
    people, steps = raw.get("people"), raw.get("steps")
    if not isinstance(people, list) or not isinstance(steps, list):
        raise ControlError("this is no story: it needs people and steps")
    names = [one.get("name") if isinstance(one, dict) else None for one in people]
    if not all(isinstance(name, str) and name for name in names) or len({*names}) < len(names):
        raise ControlError("this is no story: each person needs a name of their own")
    read_steps = [_step(number, step, ["", *names]) for number, step in enumerate(steps, 1)]
    return Story(people, read_steps, bool(raw.get("topics")))


def _step(number: int, raw: Any, names: list[Any]) -> Act | Sight:
    try:
        step = Sight(**raw) if "sees" in raw else Act(**raw)
    except TypeError:
        raise ControlError(f"step {number} is neither an act nor something seen") from None
    if step.person not in names:
        raise ControlError(f"step {number} is about {step.person!r}, who is not in the story")
    sound = (
        _texts(step.sees) and _texts(step.buttons) and step.person
        if isinstance(step, Sight)
        else step.act in (PEOPLE_DO if step.person else STAGE_DOES) and isinstance(step.told, dict)
    )
    if not sound:
        raise ControlError(f"step {number} is neither an act nor something seen")
    return step


def _texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def visible(shown: Body) -> str:
    """What can be read on a message of simulator.view: text, file name, invoice."""
    file, invoice = shown.get("file", {}), shown.get("invoice", {})
    parts = [shown["text"], file.get("name"), invoice.get("title"), invoice.get("description")]
    return "\n".join(part for part in parts if part)


def stable(text: str) -> list[str]:
    """The parts of a text that are the same each time, in their order."""
    parts = [part.strip() for line in text.splitlines() for part in _VARIABLE.split(line)]
    return [*dict.fromkeys(p for p in parts if sum(map(str.isalpha, p)) >= _SHORTEST)]


def label(text: str) -> str:
    """What of a button's text is the same each time; empty when nothing is."""
    return max(_VARIABLE.split(text), key=len).strip()
