"""Writing to the other side of a bid or its project."""

from typing import Any

from conversations import albums
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import AnyMessage
from conversations.steps.message import passable
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import relay
from marketplace.errors import Refused
from views import callbacks
from views import chat as screens
from views.screen import Button, Screen


async def _enter(turn: Turn, subject: Subject) -> Facts:
    line = await relay.line_of(turn.work, turn.actor, subject["bid"])
    if not line.open:
        raise Refused("talk-over", title=line.title)
    return {"title": line.title, "name": line.other(turn.actor.id).shown_name}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    await _pass_on(turn, subject, answers["message"])


async def pass_on(turn: Turn, bid_id: int) -> None:
    """Passes the turn's message on, without a question before it.

    Raises Refused: `answer-not-relayed`, or of `relay.pass_on`.
    """
    if turn.message is not None:
        await _pass_on(turn, {"bid": bid_id}, passable(turn.message))


async def _pass_on(turn: Turn, subject: Subject, message: dict[str, Any]) -> None:
    """Answers the first part of an album alone: the rest belongs to it."""
    line = await relay.pass_on(turn.work, turn.actor, subject["bid"], **message)
    if await albums.of(turn) == (conversation.name, subject):
        return
    again = Button(turn.t.label("chat-again"), callbacks.Chat(bid_id=line.bid_id))
    text = turn.t("chat-sent", name=line.other(turn.actor.id).shown_name)
    screen = Screen(text, ((again,), *screens.ask_message(turn.t, line).rows))
    await turn.window.show(screen, line=line.bid_id)
    await albums.remember(turn, conversation.name, subject)


conversation = Conversation(
    "chat",
    steps=(AnyMessage("message"),),
    enter=_enter,
    finish=_finish,
    review=False,
)
