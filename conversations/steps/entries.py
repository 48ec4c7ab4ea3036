"""A question that takes several answers, each a small form of its own: the plan's milestones.

The form that is being filled in is kept in the step's memo: {"index": of the entry that is
changed or None, "at": the sub-step or "" while the list is shown, "answers", "memo"}.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from aiogram.types import Message

from conversations.steps.step import Answers, Ask, Given, Outcome, Question, Step, Still
from conversations.turn import Turn
from marketplace.errors import Refused
from views.screen import Html, Rows, grid, lines, paragraphs
from views.texts import Texts

Form = dict[str, Any]


@dataclass(frozen=True)
class Entries(Step):
    """A list of at most `most` entries, each with the steps `of`.

    `foot` is what stands below the list, told from all of the conversation's answers.
    """

    of: tuple[Step, ...]
    most: int
    foot: Callable[[Texts, Answers], Html] | None = None

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and all(self._fits(entry) for entry in value)

    def _fits(self, entry: Any) -> bool:
        return isinstance(entry, dict) and all(
            step.optional if entry[step.name] is None else step.fits(entry[step.name])
            for step in self.of
            if step.name in entry
        )

    def answered(self, answers: Answers) -> bool:
        """An entry may lack an answer when a deployment has added a step to the form."""
        entries = answers.get(self.name) or []
        return super().answered(answers) and all(self._lacks(entry) is None for entry in entries)

    def _lacks(self, entry: Answers) -> Step | None:
        return next((step for step in self.of if not step.answered(entry)), None)

    async def told(self, turn: Turn, value: Any, room: int) -> Html:
        each = max(20, room // max(1, len(value)))
        told = [await self._entry(turn, entry, each) for entry in value]
        return lines(*(f"{number}. {entry}" for number, entry in enumerate(told, start=1)))

    # --- asking --------------------------------------------------------------------------------

    async def draw(self, ask: Ask) -> Question:
        form, sub = self._open(ask)
        return await (self._draw_list(ask) if sub is None else self._draw_form(ask, form, sub))

    async def _draw_list(self, ask: Ask) -> Question:
        entries: list[Answers] = ask.value or []
        listed = await self.told(ask.turn, entries, min(ask.room, 1000)) if entries else ""
        foot = self.foot(ask.t, {**ask.outer, self.name: entries}) if self.foot else ""
        rows: Rows = grid(
            [
                ask.button(f"{sign} {number}", do, str(number - 1))
                for number in range(1, len(entries) + 1)
                for sign, do in (("✏️", "edit"), ("🗑", "rm"))
            ],
            4,
        )
        if len(entries) < self.most:
            rows = (*rows, (ask.button(ask.own_or("add", "wizard-add"), "add"),))
        if entries:
            rows = (*rows, (ask.button(ask.t.label(ask.done), "done", style="success"),))
        text = paragraphs(ask.words(), listed, foot)
        return Question(text, rows, path=ask.path, skip=self.optional and not entries)

    async def _draw_form(self, ask: Ask, form: Form, sub: Step) -> Question:
        inner = self._inner(ask, form, sub)
        drawn = await sub.draw(inner)
        number = self._number(ask, form)
        entry = ask.own_or("entry", "wizard-entry", number=number)
        step = ask.t.label("wizard-step", number=self.of.index(sub) + 1, count=len(self.of))
        return replace(drawn, where=f"{entry} · {step}", path=inner.path, inside=True)

    # --- answering -----------------------------------------------------------------------------

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """What is typed below the list begins a new entry."""
        form, sub = self._open(ask)
        if sub is None:
            form = self._add(ask)
            sub = self.of[0]
        return self._next(ask, form, sub, await sub.typed(self._inner(ask, form, sub), message))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        form, sub = self._open(ask)
        if sub is not None:
            outcome = await sub.tapped(self._inner(ask, form, sub), do, value)
            return outcome and self._next(ask, form, sub, outcome)
        entries: list[Answers] = ask.value or []
        if do == "done" and entries:
            return self._complete(ask, entries)
        if do == "add":
            self._add(ask)
            return Still(ask.value)
        if do in ("edit", "rm") and value.isascii() and value.isdigit() and len(value) < 4:
            return self._change(ask, do, int(value))
        return await super().tapped(ask, do, value) if do == "skip" else None

    def _complete(self, ask: Ask, entries: list[Answers]) -> Outcome:
        """The list, or the question for what an entry still lacks."""
        for index, entry in enumerate(entries):
            lacking = self._lacks(entry)
            if lacking is not None:
                self._open_entry(ask, index, entry, lacking)
                return Still(entries)
        return Given(entries)

    async def back(self, ask: Ask) -> Still | None:
        """To the form's earlier question, then to the list; what was entered stays."""
        form, sub = self._open(ask)
        if sub is None:
            return None
        inside = await sub.back(self._inner(ask, form, sub))
        if inside is None:
            before = self.of.index(sub) - 1
            form["at"] = self.of[before].name if before >= 0 else ""
        return Still(self._stored(ask, form))

    # --- the form ------------------------------------------------------------------------------

    def _open(self, ask: Ask) -> tuple[Form, Step | None]:
        """The form and the sub-step that is asked; None while the list is shown."""
        form: Form = ask.memo.get("form") or {}
        at = form.get("at")
        if not at:
            return form, None
        named = [sub for sub in self.of if sub.name == at]
        missing = [sub for sub in self.of if not sub.answered(form["answers"])]
        return form, (named or missing or [self.of[0]])[0]

    def _add(self, ask: Ask) -> Form:
        """Opens a form; a new entry that was left half-filled goes on where it was left."""
        if len(ask.value or []) >= self.most:
            raise Refused("entries-full", most=self.most)
        left: Form = ask.memo.get("form") or {}
        if not left or left["index"] is not None:
            left = {"index": None, "answers": {}, "memo": {}}
        form = ask.memo["form"] = left
        form["at"] = self.of[0].name
        return form

    def _change(self, ask: Ask, do: str, index: int) -> Still | None:
        entries: list[Answers] = list(ask.value or [])
        if index >= len(entries):
            return None
        if do == "rm":
            del entries[index]
            return Still(entries)
        self._open_entry(ask, index, entries[index], self.of[0])
        return Still(ask.value)

    def _open_entry(self, ask: Ask, index: int, entry: Answers, at: Step) -> None:
        form = {"index": index, "at": at.name, "answers": dict(entry), "memo": {}}
        ask.memo["form"] = form

    def _inner(self, ask: Ask, form: Form, sub: Step) -> Ask:
        return replace(
            ask,
            name=sub.name,
            key=f"{ask.key}-{sub.name}",
            path=f"{ask.path}.{sub.name}",
            answers=form["answers"],
            memo=form["memo"],
            facts={**ask.facts, "number": self._number(ask, form)},
            done="wizard-done",
        )

    def _number(self, ask: Ask, form: Form) -> int:
        index = form.get("index")
        return (len(ask.value or []) if index is None else int(index)) + 1

    def _next(self, ask: Ask, form: Form, sub: Step, outcome: Outcome) -> Still:
        """Keeps the sub-step's answer; the form's last one puts the entry into the list."""
        form["answers"][sub.name] = outcome.value
        if isinstance(outcome, Still):
            return Still(self._stored(ask, form), outcome.note)
        form["memo"] = {}
        following = self.of[self.of.index(sub) + 1 :]
        unanswered = [step for step in self.of if not step.answered(form["answers"])]
        if following or unanswered:
            form["at"] = (following or unanswered)[0].name
            return Still(self._stored(ask, form))
        entries: list[Answers] = list(self._stored(ask, form) or [])
        if form["index"] is None:
            entries.append({step.name: form["answers"][step.name] for step in self.of})
        ask.memo.clear()
        return Still(entries)

    def _stored(self, ask: Ask, form: Form) -> Any:
        """The list with what was changed of an entry so far; a new one joins it when complete."""
        index, entries = form.get("index"), list(ask.value or [])
        if index is None or index >= len(entries):
            return ask.value
        entries[index] = {**entries[index], **form["answers"]}
        return entries

    async def _entry(self, turn: Turn, entry: Answers, room: int) -> Html:
        parts = [
            await step.told(turn, entry[step.name], room)
            for step in self.of
            if entry.get(step.name) is not None
        ]
        return Html(" · ".join(parts))
