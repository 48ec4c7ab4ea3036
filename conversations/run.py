"""One run of a conversation, and the drafts beside it, as plain JSON in the FSM's data."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from conversations.declaration import REVIEW, Conversation, Subject
from conversations.steps import Step
from conversations.steps.step import Answers
from conversations.turn import Turn

MOST_DRAFTS = 5


@dataclass(slots=True)
class Run:
    """Where one conversation stands. `shown` names its question's message (views/window.py)."""

    conversation: str
    subject: Subject = field(default_factory=dict)
    run: str = field(default_factory=lambda: secrets.token_hex(3))
    shows: int = 0
    """How often a question was shown: tells the buttons of one from those of the next."""
    step: str = ""
    """The step's name, or "review"."""
    answers: Answers = field(default_factory=dict)
    memos: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The scratch paper of steps that are not answered yet."""
    facts: dict[str, Any] = field(default_factory=dict)
    shown: str = ""
    editing: bool = False
    """After this answer only what is unanswered is asked, then the review."""
    touched: bool = False
    """Something was entered that would be missed."""
    album: dict[str, Any] = field(default_factory=dict)
    """The album that is arriving: {"id", "notes"}."""
    kept: int = 0
    """Orders the drafts."""

    @property
    def key(self) -> str:
        return key_of(self.conversation, self.subject)

    @property
    def tag(self) -> str:
        """What the current question's buttons carry."""
        return f"{self.run}-{self.shows}"

    def plain(self) -> dict[str, Any]:
        """As JSON, without what is empty."""
        self.memos = {name: memo for name, memo in self.memos.items() if memo}
        known = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in known if value}

    def memo(self, step: Step) -> dict[str, Any]:
        return self.memos.setdefault(step.name, {})

    def goes_to(self, step: Step | None) -> None:
        self.step = step.name if step else REVIEW
        self.album = {}

    def fit(self, conversation: Conversation) -> bool:
        """Makes a stored run fit the declaration of today: answers of another kind are asked
        again, and a place that is gone becomes the first unanswered step. True when it moved."""
        for step in conversation.steps:
            value = self.answers.get(step.name)
            if value is not None and not step.fits(value):
                del self.answers[step.name]
                self.memos.pop(step.name, None)
        missing = conversation.unanswered(self.answers)
        reviewed = self.step == REVIEW and conversation.review and missing is None
        if reviewed or conversation.step(self.step):
            return False
        self.editing = bool(self.step)
        self.goes_to(missing)
        if self.step == REVIEW and not conversation.review:
            self.step = conversation.steps[-1].name
        return True


def key_of(conversation: str, subject: Subject) -> str:
    """Names a conversation about a subject: "bid-job12". At most 40 characters."""
    return "-".join([conversation, *(f"{name}{id_}" for name, id_ in sorted(subject.items()))])


@dataclass(slots=True)
class Shelf:
    """The running conversation and the drafts of one person."""

    run: Run | None
    drafts: dict[str, Run]
    ended: str = ""
    """The tag of the last question of the conversation that ended last."""
    moved: bool = False
    """The running conversation stands elsewhere than where it was left: the bot has changed."""

    @classmethod
    async def of(cls, turn: Turn, conversations: Mapping[str, Conversation]) -> "Shelf":
        """What is stored, without conversations that no longer exist."""
        data = await turn.state.get_data()
        stored = data.get("drafts") or {}
        drafts = {key: _loaded(raw, conversations) for key, raw in stored.items()}
        run = _loaded(data.get("wizard"), conversations)
        moved = run.fit(conversations[run.conversation]) if run else False
        kept = {key: run for key, run in drafts.items() if run}
        return cls(run, kept, str(data.get("ended", "")), moved)

    async def save(self, turn: Turn) -> None:
        """Writes it beside whatever else the FSM's data holds."""
        data = await turn.state.get_data()
        drafts = {key: run.plain() for key, run in self.drafts.items()}
        mine = {
            "wizard": self.run and self.run.plain(), "drafts": drafts, "ended": self.ended,
        }  # fmt: skip
        await turn.state.set_data({name: value for name, value in (data | mine).items() if value})
        await turn.state.set_state(f"{self.run.conversation}:{self.run.step}" if self.run else None)

    def newest(self) -> list[Run]:
        return sorted(self.drafts.values(), key=lambda run: run.kept, reverse=True)

    def put_aside(self) -> Run | None:
        """Makes the running conversation a draft, if anything was entered; returns it."""
        run, self.run = self.run, None
        if run and run.touched:
            self.keep(run)
        return run

    def keep(self, run: Run) -> None:
        """Makes it the newest draft; the oldest one goes when there are too many."""
        run.kept = 1 + max((draft.kept for draft in self.drafts.values()), default=0)
        self.drafts[run.key] = run
        self.drafts = {draft.key: draft for draft in self.newest()[:MOST_DRAFTS]}


def _loaded(raw: Any, conversations: Mapping[str, Conversation]) -> Run | None:
    """A run from its JSON; fields that a later version added or removed do not matter."""
    if not isinstance(raw, dict) or raw.get("conversation") not in conversations:
        return None
    known = {one.name for one in fields(Run)}
    return Run(**{name: value for name, value in raw.items() if name in known})
