"""What a conversation is: a declaration that the wizard carries out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from conversations.steps import Step
from conversations.steps.step import Answers
from conversations.turn import Turn
from views.screen import Html, Screen
from views.texts import Texts

Subject = dict[str, int]
"""What a conversation is about: {"job": 12}."""
Facts = dict[str, Any]
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Repair:
    """One tap that puts a problem right.

    `apply` gives the answers after it, or None where it would not help; `label` names the button,
    told from those answers.
    """

    apply: Callable[[Answers], Answers | None]
    label: Callable[[Texts, Answers], str]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Steps in their order, and the one use case at their end.

    Texts begin with `key`: "ask-bid-heading", "ask-bid-finish", "ask-bid-amount" (the question)
    and "ask-bid-amount-label" (for the review).
    """

    name: str
    steps: tuple[Step, ...]
    finish: Callable[[Turn, Subject, Answers], Awaitable[Screen | None]]
    """Calls the use case and tells what to show. It is given an answer, or None, for each step."""
    enter: Callable[[Turn, Subject], Awaitable[Facts]] | None = None
    """Raises Refused where it could not end well; gives facts for the texts (JSON-plain)."""
    problem: Callable[[Texts, Answers], Html | None] | None = None
    """What keeps complete answers from fitting together."""
    problem_at: str = ""
    """The step that shows the problem, besides the review, and is not done while it lasts."""
    repairs: Mapping[str, Repair] = field(default_factory=dict)
    summed_up: Callable[[Turn, Facts, Answers], Html] | None = None
    """What all the answers come to, for the review; they fit together."""
    review: bool = True
    """Without a review, the last answer finishes."""

    @property
    def key(self) -> str:
        return f"ask-{self.name}"

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def after(self, step: Step) -> Step | None:
        """The following step; None behind the last one."""
        return next(iter(self.steps[self.steps.index(step) + 1 :]), None)

    def before(self, step: Step) -> Step | None:
        return self.steps[self.steps.index(step) - 1] if self.steps.index(step) else None

    def unanswered(self, answers: Answers) -> Step | None:
        """The first step without an answer; None when all are answered."""
        return next((step for step in self.steps if not step.answered(answers)), None)

    def trouble(self, t: Texts, answers: Answers) -> Html | None:
        return self.problem(t, answers) if self.problem else None

    def repaired(self, answers: Answers) -> dict[str, Answers]:
        """The repairs that help now, with the answers after each."""
        found = {name: repair.apply(answers) for name, repair in self.repairs.items()}
        return {name: after for name, after in found.items() if after is not None}
