"""A story played again: every act waits until what was seen before it is seen again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from .errors import ControlError
from .story import Act, Body, Sight, Story, label, visible

_OTHERWISE = 2.0  # seconds after which a button is looked for by the lasting part of its text
_ONLY_FOR_WHO_LOOKS = "sha256"

Passing = Callable[[float], Awaitable[Any]]


class Actor(Protocol):
    """What of simulator.links.Link is needed here."""

    async def act(self, verb: str, **arguments: Any) -> Any:
        """Do one control verb. ControlError when it is refused."""


async def replay(
    link: Actor, story: Story, *, patience: float = 10.0, passing: Passing | None = None
) -> int:
    """Play a story with new people; the answer is how many steps it had.

    `patience`: seconds until something that was seen must be seen. `passing` is told how many
    seconds the story lets pass, for whoever keeps a clock of their own. AssertionError: something
    is not seen, with the number of the step and the end of the chat; ControlError: cannot be done.
    """
    await link.act("enable_topics", on=story.topics)
    player = _Player(link, patience)
    for facts in story.people:
        await player.enters(facts)
    for number, step in enumerate(story.steps, 1):
        try:
            if isinstance(step, Sight):
                await player.sees(step)
                continue
            await player.does(step)
            if step.act == "pass_time" and passing:
                await passing(float(step.told["seconds"]))
        except (KeyError, TypeError) as error:
            raise ControlError(f"step {number} lacks something: {error}") from None
        except (AssertionError, ControlError) as error:
            error.args = (f"step {number} of {len(story.steps)}: {error}",)
            raise
    return len(story.steps)


class _Player:
    def __init__(self, link: Actor, patience: float) -> None:
        self.link, self.patience = link, patience
        self.ids: dict[str, int] = {}
        self.since = 0  # the last event before the last act

    async def enters(self, facts: Body) -> None:
        known = {k: v for k, v in facts.items() if k != "name"}
        raw = await self.link.act("person", **{"first_name": facts["name"]} | known)
        self.ids[facts["name"]] = raw["id"]

    async def sees(self, sight: Sight) -> None:
        for button in sight.buttons or [""]:
            if await self._seen(sight.person, sight.sees, button, since=self.since) is None:
                words = " + ".join(map(repr, sight.sees)) + (f" with [{button}]" if button else "")
                raise await self._complaint(sight.person, f"does not see {words}")

    async def does(self, act: Act) -> None:
        told = {k: v for k, v in act.told.items() if k not in ("on", "of", "reply_to")}
        since = (await self.link.act("state"))["seq"]
        if not act.person:
            await self.link.act(act.act, **told)
        elif act.act == "press":
            await self._presses(act)
        else:
            for field, place in (("reply_to", "reply_to"), ("on", "message_id")):
                if field in act.told:
                    meant = await self._meant(act, act.told[field])
                    told[place] = meant["message_id"]
                    if field == "reply_to" and "quote" in told:
                        told["quote"] = _quoted(meant, told["quote"])
            if "of" in act.told:
                told["chat_id"] = self.ids[act.told["of"]]
            if act.act == "choose_inline":
                told |= await self._chosen(act, told.pop("query"), told.pop("title"))
            if "file" in told:
                told["file"] = _sent(told["file"])
            if "files" in told:
                told["files"] = [_sent(file) for file in told["files"]]
            done = await self.link.act(act.act, person=self.ids[act.person], **told)
            if act.act == "pay" and not done["shown"]:
                raise await self._complaint(act.person, "sees no invoice")
        self.since = since

    async def _presses(self, act: Act) -> None:
        """By its whole text, or else by the part of it that lasts."""
        text, which = act.told["label"], dict[str, Any]()
        lasting = label(text)
        first = self.patience if lasting == text else min(_OTHERWISE, self.patience)
        if "on" in act.told:
            words = act.told["on"]["texts"]
            seen = await self._seen(act.person, words, text, within=first, anywhere=True)
            if seen is None and lasting:
                text = lasting
                seen = await self._seen(act.person, words, text, anywhere=True)
            if seen is None:
                raise await self._complaint(act.person, f"sees no button {act.told['label']!r}")
            which = {"message_id": seen["message_id"]}
        done = await self.link.act(
            "press", person=self.ids[act.person], label=text, within=self.patience, **which
        )
        if not done["answered"]:
            what = "is still spinning" if done["pressed"] else "is not there"
            raise await self._complaint(act.person, f"presses {text!r}, which {what}")

    async def _seen(self, person: str, texts: list[str], button: str, **more: Any) -> Any:
        asked = {"within": self.patience} | more
        seen = await self.link.act(
            "see", person=self.ids[person], texts=texts, button=button, **asked
        )
        return seen["seen"]

    async def _meant(self, act: Act, which: Body) -> Body:
        """The newest message of this writer with these words."""
        owner = self.ids[act.told.get("of", act.person)]
        for shown in reversed(await self.link.act("chat", person=owner)):
            here = visible(shown)
            if shown["by"] == which["by"] and all(text in here for text in which["texts"]):
                return dict(shown)
        raise await self._complaint(act.person, f"finds no message with {which['texts']}")

    async def _chosen(self, act: Act, query: str, title: str) -> Body:
        """The bot is asked again; the first result with this title is meant."""
        asked = await self.link.act("inline", person=self.ids[act.person], query=query)
        for result in asked["results"]:
            if label(result.get("title", "")) == label(title):
                return {"query_id": asked["query_id"], "result_id": result["id"]}
        raise await self._complaint(act.person, f"finds no result {title!r} for {query!r}")

    async def _complaint(self, person: str, what: str) -> AssertionError:
        tail = await self.link.act("transcript", person=self.ids[person], last=8)
        return AssertionError(f"{person} {what}:\n{tail}")


def _quoted(meant: Body, quote: Body) -> Body | None:
    """Its whole text, or else the part of it that lasts; nothing when nothing does."""
    text = quote["text"] if quote["text"] in meant["text"] else label(quote["text"])
    return quote | {"text": text} if text else None


def _sent(file: Body) -> Body:
    return {k: v for k, v in file.items() if k != _ONLY_FOR_WHO_LOOKS}
