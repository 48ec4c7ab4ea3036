"""A question that is answered with files, and a note with them where the step wants one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from aiogram.types import Message

from conversations.steps.received import received
from conversations.steps.step import Ask, Given, Outcome, Question, Step, Still, kind_of
from conversations.turn import Turn
from marketplace import files
from marketplace.deliveries import note_text
from marketplace.errors import Refused
from marketplace.files import FileKind, FileState, StoredFile
from marketplace.ports import Work
from views.callbacks import UploadLink
from views.files import failure, size
from views.screen import Button, Html, Rows, grid, lines, paragraphs
from views.texts import short

MOST_NAME = 36
MOST_ODDITIES = 3
Value = dict[str, Any]
"""{"files": ids in the order in which they came, "note": text}"""


@dataclass(frozen=True)
class Files(Step):
    """At most `most` files. With `note`, captions and plain text become the note. `by_link`: files
    too big for Telegram can come, too, for the milestone that the conversation's facts name."""

    most: int
    note: bool = False
    by_link: bool = False
    room: Callable[[Ask, int], Awaitable[None]] | None = None
    """Raises Refused when the files may not have so many bytes together."""

    def fits(self, value: Any) -> bool:
        return (
            isinstance(value, dict)
            and isinstance(value.get("note"), str)
            and isinstance(value.get("files"), list)
            and all(type(one) is int for one in value["files"])
        )

    def answered(self, answers: dict[str, Any]) -> bool:
        if self.name not in answers:
            return False
        value = answers[self.name]
        return self.optional or bool(value and (value["files"] or value["note"]))

    async def told(self, turn: Turn, value: Any, room: int) -> Html:
        sent = await _known(turn.work, value["files"])
        name_room = max(12, min(60, room // max(1, len(sent))))
        listed = [
            f"📎 {escape(short(file.name, name_room))} · {size(turn.t, file.size_bytes)}"
            for file in sent
        ]
        return lines(escape(short(value["note"], room)), *listed)

    async def draw(self, ask: Ask) -> Question:
        value = _value(ask)
        has_some = bool(value["files"] or value["note"])
        told, odd = Html(""), Html("")
        rows: Rows = ()
        if has_some:
            told = await self.told(ask.turn, value, min(ask.room, 800))
            sent = await _known(ask.turn.work, value["files"])
            odd = _oddities(ask, sent)
            remove = [
                ask.button(f"🗑 {short(file.name, MOST_NAME)}", "rm", str(file.id)) for file in sent
            ]
            rows = (
                *grid(remove, 2),
                (ask.button(ask.t.label(ask.done), "done", style="success"),),
            )
        if milestone_id := self._milestone(ask):
            big = Button(ask.t.label("btn-upload"), UploadLink(milestone_id=milestone_id))
            rows = (*rows, (big,))
        text = paragraphs(ask.words(), told, odd)
        return Question(text, rows, path=ask.path, skip=self.optional and not has_some)

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """A file joins the list; a text, or the file's caption, becomes the note."""
        value = _value(ask)
        file = received(message, ask.turn.work.now)
        if file is None and not self.note:
            raise Refused("answer-not-a-file", kind=kind_of(message))
        if file is None and message.text is None:
            raise Refused("answer-not-a-file-or-words")
        notes = []
        said = message.caption if file else message.text
        if self.note and (said or not file):
            notes.append(_take_note(ask, value, said or ""))
        if file is not None:
            notes.append(await self._take(ask, value, file))
        return Still(value, lines(*notes))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        current = _value(ask)
        if do == "done" and (current["files"] or current["note"]):
            return Given(current)
        if do == "rm":
            kept = [one for one in current["files"] if str(one) != value]
            return Still({**current, "files": kept}) if kept != current["files"] else None
        return await super().tapped(ask, do, value) if do == "skip" else None

    async def came(self, ask: Ask, file: StoredFile) -> Still:
        """A file joins the list: one that is announced already, or stored; or one without an id,
        which is announced first."""
        value = _value(ask)
        if not file.id:
            return Still(value, await self._take(ask, value, file))
        known = await _known(ask.turn.work, value["files"])
        refusal = await self._refusal(ask, known, file)
        if refusal is None:
            value["files"] = [*(one.id for one in known), file.id]
        return Still(value, refusal or Html(""))

    def _milestone(self, ask: Ask) -> int | None:
        """Whose page for big files can be offered; None where there is none."""
        found: int | None = ask.facts.get("milestone")
        return found if self.by_link and ask.turn.public_url else None

    async def _refusal(self, ask: Ask, known: list[StoredFile], file: StoredFile) -> Html | None:
        """Why the file doesn't fit beside those."""
        if len(known) >= self.most:
            return ask.t("files-full", most=self.most, name=short(file.name, 60))
        try:
            if self.room:
                await self.room(ask, sum(one.size_bytes for one in (*known, file)))
        except Refused as refused:
            return ask.refusal(refused)
        return None

    async def _take(self, ask: Ask, value: Value, file: StoredFile) -> Html:
        """Adds the file to `value`, or says why not; a caption beside it counts all the same."""
        known = await _known(ask.turn.work, value["files"])
        same = [one for one in known if one.telegram_unique_id == file.telegram_unique_id]
        if same:
            return ask.t("files-known", name=short(same[0].name, 60))
        if refusal := await self._refusal(ask, known, file):
            return refusal
        if not file.name:
            file = _named(file, known)
        try:
            announced = await files.announce(ask.turn.work, ask.turn.actor, file)
        except Refused as refused:
            if refused.key == "file-too-big" and self._milestone(ask):
                return ask.t("files-by-link", name=short(file.name, 60))
            return ask.refusal(refused)
        value["files"] = [*(one.id for one in known), announced.id]
        return ask.t("files-photo") if file.kind is FileKind.PHOTO and self.note else Html("")


def _value(ask: Ask) -> Value:
    value = ask.value or {}
    return {"files": list(value.get("files", [])), "note": value.get("note", "")}


def _oddities(ask: Ask, sent: list[StoredFile]) -> Html:
    """What the person may not have meant, and what could not be stored."""
    same = [
        ask.t("files-same", name=short(file.name, 40), other=short(before.name, 40))
        for file in sent
        if (before := files.repeats(sent).get(file.id))
    ]
    failed = [failure(ask.t, file) for file in sent if file.state is FileState.FAILED]
    return lines(*failed[:MOST_ODDITIES], *same[:MOST_ODDITIES])


def _take_note(ask: Ask, value: Value, said: str) -> Html:
    """Makes it the note; raises Refused for one that is no note."""
    try:
        note = note_text(said)
        if not note:
            raise Refused("wrong-empty")
    except Refused as refused:
        if ask.turn.message is not None and ask.turn.message.text is None:
            return ask.refusal(refused)
        raise
    before, value["note"] = value["note"], note
    return ask.t("files-note-replaced") if before and before != note else Html("")


def _named(file: StoredFile, known: list[StoredFile]) -> StoredFile:
    """Voice, video notes and photos come without a name: "photo-2.jpg"."""
    extension = file.mime.rsplit("/", 1)[-1].replace("jpeg", "jpg").replace("mpeg", "mp3")
    stem = file.kind.value.replace("_", "-")
    taken = {one.name for one in known}
    names = (f"{stem}-{number}.{extension}" for number in range(1, len(known) + 2))
    return replace(file, name=next(name for name in names if name not in taken))


async def _known(work: Work, ids: list[int]) -> list[StoredFile]:
    """The files that still exist, in their order."""
    try:
        return await work.files.many(ids)
    except Refused:
        found = []
        for one in ids:
            try:
                found += await work.files.many([one])
            except Refused:
                continue
        return found
