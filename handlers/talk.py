"""What was said on a line: read, searched, sent again, or made a delivery."""

from conversations import delivery as delivery_conversation
from conversations import finding
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import chat_files, relay_log
from marketplace.errors import Refused
from marketplace.relay import Line
from views import callbacks
from views import talk as screens


async def open_talk(turn: Turn, tap: callbacks.OpenTalk) -> None:
    await show_page(turn, tap.bid_id, tap.before, tap.after)


async def show_page(turn: Turn, bid_id: int, before: int = 0, after: int = 0) -> None:
    """An operator's reply to it is no part of the talk."""
    line = await relay_log.readable_line(turn.work, turn.actor, bid_id)
    page = await relay_log.page(turn.work, turn.actor, bid_id, before, after)
    member = _is_member(turn, line)
    screen = screens.said(turn.t, line, page, member=member)
    await turn.window.show(screen, line=bid_id if member else None)


async def open_message(turn: Turn, tap: callbacks.OpenMessage) -> None:
    line, message = await relay_log.message(turn.work, turn.actor, tap.relay_id)
    screen = screens.message(turn.t, line, message, tap.part)
    await turn.window.show(screen, line=line.bid_id if _is_member(turn, line) else None)


async def send_again(turn: Turn, tap: callbacks.SendMessage) -> None:
    line, message = await relay_log.message(turn.work, turn.actor, tap.relay_id)
    if message.kind == "text":
        raise Refused("out-of-date")
    method, params = screens.again(turn.t, message, tap.which)
    await turn.window.call(method, params, line.bid_id if _is_member(turn, line) else None)
    turn.window.say(turn.t.label("toast-sent-again"))


async def find(turn: Turn, tap: callbacks.FindInTalk) -> None:
    await turn.wizard.start(turn, finding.talk, {"bid": tap.bid_id})


async def found(turn: Turn, tap: callbacks.FoundInTalk) -> None:
    """A page of the last search; of one on another line nothing is left."""
    line = await relay_log.readable_line(turn.work, turn.actor, tap.bid_id)
    asked = (await turn.state.get_data()).get("said") or {}
    if asked.get("line") != tap.bid_id:
        raise Refused("out-of-date")
    query = str(asked["words"])
    page = await relay_log.find(turn.work, turn.actor, tap.bid_id, query, tap.before)
    screen = screens.found(turn.t, line, query, page)
    await turn.window.show(screen, line=tap.bid_id if _is_member(turn, line) else None)


def _is_member(turn: Turn, line: Line) -> bool:
    return turn.actor.id in (line.client.id, line.freelancer.id)


async def make_delivery(turn: Turn, tap: callbacks.MakeDelivery) -> None:
    """What was half-finished about something else stays as a draft, as with every other tap."""
    milestone, files = await chat_files.to_deliver(turn.work, turn.actor, tap.relay_id)
    first = await delivery_conversation.waiting_answers(turn, milestone.id)
    await turn.wizard.pause(turn)
    subject, conversation = {"milestone": milestone.id}, delivery_conversation.conversation
    await turn.wizard.given(turn, conversation, subject, files, first)


router = Routes(
    taps={
        callbacks.OpenTalk: open_talk,
        callbacks.OpenMessage: open_message,
        callbacks.SendMessage: send_again,
        callbacks.FindInTalk: find,
        callbacks.FoundInTalk: found,
        callbacks.MakeDelivery: make_delivery,
    }
)
