"""The wizard: carries out conversations, one turn at a time (architecture.md, "The wizard").

It keeps nothing itself: where a person stands is in the FSM's data, in the update's transaction.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from conversations import albums, frame
from conversations.declaration import REVIEW, Conversation, Subject
from conversations.run import Run, Shelf, key_of
from conversations.steps import Files
from conversations.turn import Turn
from conversations.walk import Walk, undoable
from marketplace.errors import Refused
from marketplace.files import StoredFile
from views import callbacks, refusals, start
from views.screen import Screen, lines


class Wizard:
    """One for all turns; every method is given its turn."""

    def __init__(self, conversations: Mapping[str, Conversation]) -> None:
        self._conversations = conversations

    async def start(
        self,
        turn: Turn,
        conversation: Conversation,
        subject: Subject | None = None,
        answers: dict[str, Any] | None = None,
        at: str | None = None,
        first: dict[str, Any] | None = None,
    ) -> None:
        """Shows the first question that `answers` leave open, the step `at`, or the review.

        What was half-finished about the same subject goes on where it stood, unless answers are
        given; `first` are the answers where nothing was half-finished. Another running
        conversation becomes a draft. Raises Refused where the conversation may not begin; nothing
        has changed then.
        """
        subject = dict(subject or {})
        facts = await conversation.enter(turn, subject) if conversation.enter else {}
        shelf, key = await self._shelf(turn), key_of(conversation.name, subject)
        draft = shelf.drafts.pop(key, None)
        await self._put_aside(turn, shelf)
        run = shelf.drafts.pop(key, draft)
        if run is None or answers is not None:
            run = Run(conversation.name, subject, answers=dict(answers or first or {}))
        _place(run, conversation, at)
        run.facts = facts
        await Walk(turn, shelf, conversation, run).shows()

    async def typed(self, turn: Turn) -> bool:
        """Gives the turn's message to the running conversation; False when none is running."""
        if await self._rest_of_album(turn):
            return True
        walk = await self._walk(turn)
        if walk is None:
            return False
        await walk.reads()
        return True

    async def tapped(self, turn: Turn, tap: callbacks.Wizard) -> None:
        """Takes a press. One of another run or an earlier question changes nothing: it says so
        and shows the current question again."""
        walk = await self._walk(turn)
        if walk is None:
            ended = (await self._shelf(turn)).ended
            self._say_stale(turn, just_done=tap.run == ended)
        elif tap.run != walk.run.tag or walk.shelf.moved:
            await self._stale(turn, walk, tap)
        else:
            walk.run.shown = f"m{turn.window.pressed}"  # the tag says that this is the question
            turn.window.is_question()
            await self._presses(turn, walk, tap)

    async def given(
        self,
        turn: Turn,
        conversation: Conversation,
        subject: Subject,
        files: Sequence[StoredFile],
        first: dict[str, Any] | None = None,
    ) -> bool:
        """Adds files that came by another way than a message to what is being put together for
        `subject`, and shows that; `first` are the answers where nothing was half-finished.

        While something else is running that goes on, and False is returned: the file joins the
        draft. Raises Refused as `start`.
        """
        shelf, step = await self._shelf(turn), conversation.steps[-1]
        assert isinstance(step, Files)
        key, running = key_of(conversation.name, subject), shelf.run
        run = running if running and running.key == key else shelf.drafts.get(key)
        run = run or Run(conversation.name, dict(subject), answers=dict(first or {}))
        run.facts = await conversation.enter(turn, subject) if conversation.enter else {}
        notes = []
        for file in files:
            outcome = await step.came(frame.ask(turn, conversation, run, step), file)
            run.answers[step.name] = outcome.value
            notes.append(outcome.note)
        run.goes_to(step)
        run.touched = True
        if running is not None and running is not run:
            shelf.keep(run)
            await shelf.save(turn)
            return False
        shelf.drafts.pop(key, None)
        await Walk(turn, shelf, conversation, run).shows(lines(*notes))
        return True

    async def cancel(self, turn: Turn) -> bool:
        """Drops the running conversation; False when there was none."""
        shelf = await self._shelf(turn)
        if shelf.run is None:
            return False
        await self._strip(turn, shelf.run)
        await self._drop(turn, shelf)
        return True

    async def leave(self, turn: Turn, conversation: Conversation) -> None:
        """A button that isn't its own leads on from its question, which is over then. Whatever
        else is running goes on."""
        if await self.running(turn) == conversation.name:
            await self.cancel(turn)

    async def pause(self, turn: Turn) -> None:
        """Something else comes between: what was entered becomes a draft."""
        shelf = await self._shelf(turn)
        if shelf.run is not None:
            await self._put_aside(turn, shelf)
            await shelf.save(turn)

    async def drafts(self, turn: Turn) -> list[tuple[str, str]]:
        """The key and the title ("Bid · Logo for a bakery") of each draft, newest first."""
        shelf = await self._shelf(turn)
        return [
            (run.key, frame.title(turn, self._conversations[run.conversation], run))
            for run in shelf.newest()
        ]

    async def resume(self, turn: Turn, key: str) -> bool:
        """Goes on with a draft; False when there is none. Raises Refused as `start`."""
        shelf = await self._shelf(turn)
        run = shelf.drafts.get(key)
        if run is None:
            return False
        conversation = self._conversations[run.conversation]
        if conversation.enter:
            run.facts = await conversation.enter(turn, dict(run.subject))
        del shelf.drafts[key]
        await self._put_aside(turn, shelf)
        run.fit(conversation)
        await Walk(turn, shelf, conversation, run).shows()
        return True

    async def drop(self, turn: Turn, key: str) -> bool:
        """Throws a draft away; False when there is none."""
        shelf = await self._shelf(turn)
        if shelf.drafts.pop(key, None) is None:
            return False
        await shelf.save(turn)
        return True

    async def question(self, turn: Turn) -> str:
        """What the running conversation has asked last, as the window names messages; "" without
        one."""
        shelf = await self._shelf(turn)
        return shelf.run.shown if shelf.run else ""

    async def running(self, turn: Turn) -> str | None:
        """The name of the running conversation."""
        shelf = await self._shelf(turn)
        return shelf.run.conversation if shelf.run else None

    # --- inside ----------------------------------------------------------------------------------

    async def _shelf(self, turn: Turn) -> Shelf:
        return await Shelf.of(turn, self._conversations)

    async def _walk(self, turn: Turn) -> Walk | None:
        shelf = await self._shelf(turn)
        if shelf.run is None:
            return None
        return Walk(turn, shelf, self._conversations[shelf.run.conversation], shelf.run)

    async def _put_aside(self, turn: Turn, shelf: Shelf) -> None:
        run = shelf.put_aside()
        if run is not None:
            await self._strip(turn, run)

    async def _strip(self, turn: Turn, run: Run) -> None:
        """Takes the buttons off a question that is no longer asked.

        Not off the pressed message: what is shown next takes its place.
        """
        if run.shown and run.shown != f"m{turn.window.pressed}":
            await turn.window.strip(run.shown)
        run.shown = ""

    async def _drop(self, turn: Turn, shelf: Shelf) -> None:
        if shelf.run is not None:
            shelf.ended, shelf.run = shelf.run.tag, None
        await shelf.save(turn)

    async def _presses(self, turn: Turn, walk: Walk, tap: callbacks.Wizard) -> None:
        if tap.do == "cancel":
            await self._drop(turn, walk.shelf)
            await turn.window.show(start.cancelled(turn.t, True))
        elif not await walk.pressed(tap):
            await self._stale(turn, walk, tap)

    async def _stale(self, turn: Turn, walk: Walk, tap: callbacks.Wizard) -> None:
        """A second tap on the current message needs no new picture of it; anything else does."""
        on_current = walk.run.shown == f"m{turn.window.pressed}"
        again = tap.run == walk.shelf.ended or (on_current and tap.run != walk.run.tag)
        self._say_stale(turn, just_done=again and not walk.shelf.moved)
        if not again or walk.shelf.moved:
            await walk.shows()

    def _say_stale(self, turn: Turn, *, just_done: bool) -> None:
        key = "wizard-done-already" if just_done else "wizard-stale"
        turn.window.say(turn.t.label(key), alert=not just_done)

    async def _rest_of_album(self, turn: Turn) -> bool:
        """Whether the message was a later part of an album that finished a conversation; it then
        finishes it once more, and quietly: the first part has been answered already."""
        found = await albums.of(turn)
        conversation = self._conversations.get(found[0]) if found else None
        if found is None or conversation is None or turn.message is None:
            return False
        run = Run(conversation.name, found[1])
        step = conversation.steps[-1]
        try:
            async with undoable(turn.work):
                outcome = await step.typed(frame.ask(turn, conversation, run, step), turn.message)
                await conversation.finish(turn, found[1], {step.name: outcome.value})
        except Refused as refused:
            await turn.window.send(Screen(refusals.refusal(turn.t, refused)))
        return True


def _place(run: Run, conversation: Conversation, at: str | None) -> None:
    """Puts a run where `start` begins it."""
    run.fit(conversation)
    open_step = conversation.unanswered(run.answers)
    step = conversation.step(at) if at else None
    if step is not None:
        run.goes_to(step)
        run.editing = open_step is None
    elif not run.touched:
        run.goes_to(open_step)
        if run.step == REVIEW and not conversation.review:
            run.step = conversation.steps[0].name
