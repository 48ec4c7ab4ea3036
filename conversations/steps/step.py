"""What every kind of question shares: what it is asked with, and what may come of an answer."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import Message

from conversations.turn import Turn
from marketplace.errors import Refused
from views import callbacks, refusals
from views.screen import Button, Html, Rows, grid
from views.texts import Texts, short

Answers = dict[str, Any]
"""JSON-plain, by the name of the step."""
MOST_LABEL = 40


@dataclass(slots=True)
class Ask:
    """One question on its way: the person's turn, and what the conversation knows so far.

    `memo` is the step's own scratch paper, JSON-plain, kept until the step is answered. `room` is
    the length in characters to which a person's own words are cut in this question.
    """

    turn: Turn
    name: str
    key: str
    """What the step's texts begin with: "bid-amount"."""
    path: str
    """Where the step stands: "amount", or "plan.amount" inside of a list's form."""
    tag: str
    """What the question's buttons carry to be told from all earlier ones."""
    answers: Answers
    outer: Answers
    """All of the conversation's answers; `answers` itself outside of a list's form."""
    facts: dict[str, Any]
    memo: dict[str, Any] = field(default_factory=dict)
    done: str = "wizard-done"
    """The text key of the button that ends a step which takes several answers."""
    room: int = 1200

    @property
    def t(self) -> Texts:
        return self.turn.t

    @property
    def value(self) -> Any:
        return self.answers.get(self.name)

    def words(self, part: str = "", **facts: Any) -> Html:
        """The step's own text, which may mention what the conversation is about."""
        return self.t(f"{self.key}-{part}" if part else self.key, **{**self.facts, **facts})

    def own_or(self, part: str, common: str, **facts: Any) -> str:
        """A plain text of this step's where it has one, else one that all steps share."""
        own = f"{self.key}-{part}"
        return self.t.label(own if self.t.has(own) else common, **facts)

    def refusal(self, refused: Refused) -> Html:
        return refusals.refusal(self.t, refused)

    def button(self, text: str, do: str, value: str = "", style: str = "") -> Button:
        tap = callbacks.Wizard(run=self.tag, step=self.path, do=do, value=value)
        return Button(short(text, MOST_LABEL), tap, style)


@dataclass(frozen=True, slots=True)
class Question:
    """What a step wants shown. `where` is further progress within the step, `path` its place."""

    text: Html
    rows: Rows = ()
    where: str = ""
    path: str = ""
    skip: bool = False
    inside: bool = False
    """Back stays within the step."""


@dataclass(frozen=True, slots=True)
class Given:
    """The step is answered. `echo`: a press is said back too, as what was typed is."""

    value: Any
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Still:
    """The step goes on, with this value so far. `note` stands above the question then."""

    value: Any
    note: Html = field(default=Html(""))


@dataclass(frozen=True, slots=True)
class Filled(Still):
    """One tap has answered several steps, by their names; what it left open is asked next."""

    answers: Answers = field(default_factory=dict, kw_only=True)


Outcome = Given | Still
Offers = Callable[[Ask], Awaitable[Sequence[Any]]]
"""Answers that are likely enough for a button each."""


@dataclass(frozen=True)
class Step:
    """A question. Knows how to ask, to read an answer, and to show it again.

    Subclasses with one plain answer define `parse`; others `draw`, `typed` and `tapped`.
    """

    name: str
    optional: bool = field(default=False, kw_only=True)
    likely: Offers | None = field(default=None, kw_only=True)
    echo: bool = field(default=False, kw_only=True)
    """Whether what was understood is said above the next question."""

    def parse(self, ask: Ask, raw: str) -> Any:
        """The answer that a text means; raises Refused."""
        raise NotImplementedError

    def plain(self, t: Texts, value: Any) -> str:
        """An answer in words, neither escaped nor shortened."""
        return str(value)

    def fits(self, value: Any) -> bool:
        """Whether a stored answer is still of this kind (a deployment may have changed it)."""
        return isinstance(value, str)

    def answered(self, answers: Answers) -> bool:
        if self.name not in answers:
            return False
        value = answers[self.name]
        return self.optional if value in (None, "", []) else True

    async def told(self, turn: Turn, value: Any, room: int) -> Html:
        """An answer for the review, with a person's words cut to `room` characters."""
        return Html(escape(short(self.plain(turn.t, value), room)))

    async def echoed(self, turn: Turn, value: Any, room: int) -> Html:
        """What is said above the next question; `room` as of `told`."""
        return await self.told(turn, value, room)

    async def draw(self, ask: Ask) -> Question:
        rows = grid([*await self.offered(ask)], 2)
        text = ask.words()
        if ask.value is not None:
            now = await self.told(ask.turn, ask.value, min(ask.room, 300))
            text = Html(f"{text}\n\n{ask.t('wizard-now', value=now)}")
            rows = (*rows, (ask.button(ask.t.label("wizard-keep"), "keep"),))
        return Question(text, rows, path=ask.path, skip=self.optional)

    async def offered(self, ask: Ask) -> list[Button]:
        """A button for each likely answer."""
        values = await self.likely(ask) if self.likely else ()
        return [
            ask.button(self.plain(ask.t, value), "pick", mark(value))
            for value in dict.fromkeys(values)
            if value != ask.value
        ]

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """Reads a message; raises Refused when it is no answer."""
        return Given(self.parse(ask, text_of(message)))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        """Reads a press; None for one that this question doesn't have."""
        if do == "keep" and self.answered(ask.answers):
            return Given(ask.value)
        if do == "skip" and self.optional:
            return Given(None)
        if do == "pick" and self.likely:
            for one in await self.likely(ask):
                if mark(one) == value:
                    return Given(one)
        return None

    async def back(self, ask: Ask) -> Still | None:
        """Goes back within the step; None when there is nothing to go back to."""
        return None


def text_of(message: Message) -> str:
    """The text of a message; raises Refused `answer-not-text` for one that is something else."""
    if message.text is None:
        raise Refused("answer-not-text", kind=kind_of(message))
    return message.text


def kind_of(message: Message) -> str:
    """ "text", "photo", "sticker" …, as the Bot API names it."""
    return ContentType(message.content_type).value


def mark(value: Any) -> str:
    """A short name for an answer, for a button's 64 bytes."""
    plain = json.dumps(value, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(plain.encode(), digest_size=4).hexdigest()
