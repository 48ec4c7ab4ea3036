"""What was said on a line: read, searched, sent again, or made a delivery."""

from conversations import delivery as delivery_conversation
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import chat_files
from views import callbacks


async def make_delivery(turn: Turn, tap: callbacks.MakeDelivery) -> None:
    """What was half-finished about something else stays as a draft, as with every other tap."""
    milestone, files = await chat_files.to_deliver(turn.work, turn.actor, tap.relay_id)
    first = await delivery_conversation.waiting_answers(turn, milestone.id)
    await turn.wizard.pause(turn)
    subject, conversation = {"milestone": milestone.id}, delivery_conversation.conversation
    await turn.wizard.given(turn, conversation, subject, files, first)


router = Routes(taps={callbacks.MakeDelivery: make_delivery})
