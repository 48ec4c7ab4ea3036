"""Talking: to reply to anything that belongs to a bid or project reaches the other side."""

from conversations import chat as conversation
from conversations.turn import Turn
from handlers.projects import own_projects
from handlers.routes import Routes
from marketplace import relay
from views import callbacks


async def chat(turn: Turn, tap: callbacks.Chat) -> None:
    await relay.line_of(turn.work, turn.actor, tap.bid_id)
    await turn.wizard.start(turn, conversation.conversation, {"bid": tap.bid_id})


async def reply(turn: Turn, bid_id: int) -> None:
    """A reply to a message of this line: passed on as it is."""
    await conversation.pass_on(turn, bid_id)


async def choose(turn: Turn) -> None:
    """/chat: the one project's chat at once, a choice where there are several."""
    found = await turn.work.projects.of_person(turn.actor.id, None, 2)
    if len(found) == 1:
        await chat(turn, callbacks.Chat(bid_id=found[0].bid_id))
    else:
        await own_projects(turn)


router = Routes(commands={"chat": choose}, taps={callbacks.Chat: chat})
