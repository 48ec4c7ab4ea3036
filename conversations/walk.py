"""One update's way through a running conversation: an answer, a step back, the end."""

import html
import re
from contextlib import AbstractAsyncContextManager
from typing import Protocol, cast

from conversations import frame
from conversations.declaration import REVIEW, Conversation
from conversations.run import Run, Shelf
from conversations.showing import NOTHING, show
from conversations.steps import Step
from conversations.steps.step import Ask, Filled, Given, Outcome
from conversations.turn import Turn
from marketplace.errors import Refused
from marketplace.ports import Work
from marketplace.text import folded, one_line
from views import refusals
from views.callbacks import Wizard as Tap
from views.screen import Html, Screen


class _Undoable(Protocol):
    def savepoint(self) -> AbstractAsyncContextManager[None]: ...


class Walk:
    """The running conversation of `shelf`, for one turn."""

    def __init__(self, turn: Turn, shelf: Shelf, conversation: Conversation, run: Run) -> None:
        self.turn = turn
        self.shelf = shelf
        self.conversation = conversation
        self.run = run

    @property
    def step(self) -> Step | None:
        """The step that is asked; None at the review."""
        return self.conversation.step(self.run.step)

    # --- a message -----------------------------------------------------------------------------

    async def reads(self) -> None:
        """Takes the turn's message as an answer; whatever it is, the question goes on or ends."""
        message, step = self.turn.message, self.step
        assert message is not None
        if self.shelf.moved:
            await self.shows(self.turn.t("wizard-moved"))
            return
        if await self._reads_label(message.text or ""):
            return
        if step is None:
            await self.shows(self.turn.t("wizard-tap-please"))
            return
        try:
            outcome = await step.typed(self._ask(step), message)
        except Refused as refused:
            given = one_line(message.text or message.caption or "")
            await self.shows(refusals.refusal(self.turn.t, refused, given))
            return
        await self._takes(step, outcome)

    async def _reads_label(self, text: str) -> bool:
        """Whether the text was a button's, typed instead of tapped ("skip"), and did the same."""
        t, finish = self.turn.t, f"{self.conversation.key}-finish"
        labels = {
            folded(t.label("wizard-skip")): "skip",
            folded(t.label("wizard-keep")): "keep",
            folded(t.label("wizard-done")): "done",
            folded(t.label(finish)): "done" if self.step else "finish",
        }
        if self.step:
            labels[folded(self._ask(self.step).own_or("skip", "wizard-skip"))] = "skip"
        do = labels.get(folded(text))
        return do is not None and await self.pressed(
            Tap(run=self.run.tag, step=self.run.step, do=do)
        )

    # --- a press -------------------------------------------------------------------------------

    async def pressed(self, tap: Tap) -> bool:
        """Takes a press of the current question; False when the question has no such button."""
        step = self.step
        if tap.step.split(".")[0] != self.run.step:
            return False
        if tap.do == "repair":
            return await self._repairs(tap.value)
        if step is None:
            return await self._pressed_at_review(tap)
        asked = self._ask(step)
        if tap.do == "back":
            return await self._back(step, asked)
        try:
            outcome = await step.tapped(asked, tap.do, tap.value)
        except Refused as refused:
            await self._refuses(refusals.refusal(self.turn.t, refused))
            return True
        if outcome is None:
            return False
        await self._takes(step, outcome)
        return True

    async def _pressed_at_review(self, tap: Tap) -> bool:
        edited = self.conversation.step(tap.value)
        if tap.do == "edit" and edited is not None:
            self.run.goes_to(edited)
            self.run.editing = True
            await self.shows()
            return True
        if tap.do == "finish":
            await self._finishes()
            return True
        return False

    async def _repairs(self, name: str) -> bool:
        """Applies a repair where the problem is shown and the repair helps."""
        at = self.step is None or self.step.name == self.conversation.problem_at
        if not at or self.conversation.trouble(self.turn.t, self.run.answers) is None:
            return False
        after = self.conversation.repaired(self.run.answers).get(name)
        if after is None:
            return False
        self.run.answers = after
        await self.shows()
        return True

    async def _back(self, step: Step, asked: Ask) -> bool:
        inside = await step.back(asked)
        if inside is not None:
            if inside.value is not None:
                self._keeps(step, inside.value)
        elif frame.back_to_review(self.conversation, self.run):
            self._turns_to_review()
        elif before := self.conversation.before(step):
            self.run.goes_to(before)
        else:
            return False
        await self.shows()
        return True

    # --- what an answer leads to ---------------------------------------------------------------

    async def _takes(self, step: Step, outcome: Outcome) -> None:
        if isinstance(outcome, Filled):
            await self._fills(outcome)
            return
        if isinstance(outcome, Given) or outcome.value is not None:
            self._keeps(step, outcome.value)
        if not isinstance(outcome, Given):
            await self.shows(outcome.note)
            return
        trouble = self.conversation.trouble(self.turn.t, self.run.answers)
        if trouble is not None and self.conversation.problem_at == step.name:
            await self._refuses(trouble)
            return
        self.run.memos.pop(step.name, None)
        after = None if self.run.editing else self.conversation.after(step)
        following = after or self.conversation.unanswered(self.run.answers)
        echo = await self._echo(step, outcome)
        if following is not None:
            self.run.goes_to(following)
        elif self.conversation.review:
            self._turns_to_review()
        else:
            await self._finishes()
            return
        await self.shows(echo)

    async def _fills(self, filled: Filled) -> None:
        """Takes many answers at once, and leads to the review, or to what is still open."""
        for name, value in filled.answers.items():
            self.run.answers[name] = value
            self.run.memos.pop(name, None)
        self.run.touched = True
        self._turns_to_review()
        await self.shows(filled.note)

    def _keeps(self, step: Step, value: object) -> None:
        self.run.touched = True
        self.run.answers[step.name] = value

    def _turns_to_review(self) -> None:
        self.run.goes_to(self.conversation.unanswered(self.run.answers))
        self.run.editing = self.run.step != REVIEW

    async def _echo(self, step: Step, outcome: Given) -> Html:
        if self.turn.message is None and not outcome.echo:
            return Html("")
        return await frame.echo(self.turn, self.conversation, self.run, step)

    # --- the end -------------------------------------------------------------------------------

    async def _finishes(self) -> None:
        """Calls the use case. A refusal takes it back, and everything entered is still there."""
        turn, run = self.turn, self.run
        trouble = self.conversation.trouble(turn.t, run.answers)
        if trouble is not None:
            await self._refuses(trouble)
            return
        self.shelf.run, self.shelf.ended = None, run.tag
        await self.shelf.save(turn)
        pressed = turn.window.pressed
        given = {step.name: run.answers.get(step.name) for step in self.conversation.steps}
        try:
            async with undoable(turn.work):
                if pressed is None and run.shown:
                    await turn.window.strip(run.shown)
                screen = await self.conversation.finish(turn, dict(run.subject), given)
        except Refused as refused:
            turn.window.pressed = pressed
            self.shelf.run = run
            await self._refuses(refusals.refusal(turn.t, refused))
            return
        await self._ends_with(screen)

    async def _ends_with(self, screen: Screen | None) -> None:
        turn, done = self.turn, f"{self.conversation.key}-finished"
        if screen is None:
            if turn.window.pressed is not None:
                await turn.window.strip(f"m{turn.window.pressed}")
            return
        await turn.window.show(screen.below(turn.t(done)) if turn.t.has(done) else screen)

    # --- showing -------------------------------------------------------------------------------

    async def _refuses(self, words: Html) -> None:
        """Says no above the question, and in an alert where a button was pressed."""
        if self.turn.call is not None:
            self.turn.window.say(html.unescape(re.sub(r"<[^>]+>", "", words)), alert=True)
        await self.shows(words)

    async def shows(self, note: Html = NOTHING) -> None:
        """Shows where the conversation stands, `note` first."""
        await show(self.turn, self.shelf, self.conversation, self.run, note)

    def _ask(self, step: Step) -> Ask:
        return frame.ask(self.turn, self.conversation, self.run, step)


def undoable(work: Work) -> AbstractAsyncContextManager[None]:
    """A part of the unit of work that an exception takes back as a whole."""
    return cast(_Undoable, work).savepoint()
