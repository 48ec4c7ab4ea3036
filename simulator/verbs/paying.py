"""How people pay: an invoice of a chat, another person's, or a link's, with one card or another."""

from __future__ import annotations

from .. import attention, currencies, payments, view
from ..control import verb
from ..currencies import STARS
from ..errors import ControlError
from ..state import Body, Chat, Message, World
from ..wake import Deadline

_DECLINED = {True: "There are not enough Stars for this.", False: "Your card was declined."}


@verb("pay")
async def pay(
    world: World,
    *,
    person: int,
    message_id: int | None = None,
    chat_id: int | None = None,
    link: str = "",
    card: str = "good",
    within: float = 15.0,
) -> Body:
    """Pay the newest invoice, a certain one, another person's (`chat_id`) or a link's.

    With the `card` "declined" the payment provider refuses, and the bot is told nothing.
    {"shown": whether there was an invoice, "paid", "error", "charge_id"}.
    """
    payer, deadline = world.chat_of(person), Deadline(within)
    if card not in ("good", "declined"):
        raise ControlError(f"no such card: {card}")
    invoice = await _invoice(world, payer, message_id, chat_id, link, deadline)
    if invoice is None:
        tail = view.transcript(world, world.chat_of(chat_id) if chat_id else payer, 6)
        error = f"there is no invoice:\n{tail}"
        return {"paid": False, "shown": False, "error": error, "charge_id": ""}
    payer.mark = world.seq
    if card == "declined":
        error = _DECLINED[invoice["currency"] == STARS]
        return {"shown": True, "paid": False, "error": error, "charge_id": ""}
    return {"shown": True} | await payments.pay(world, payer, invoice, deadline)


@verb("invoice")
async def invoice(
    world: World,
    *,
    person: int,
    message_id: int | None = None,
    chat_id: int | None = None,
    link: str = "",
) -> Body:
    """What a payment sheet shows: {title, description, currency, total_amount, price, stars}.

    Which one is told as for `pay`. ControlError: there is none.
    """
    payer = world.chat_of(person)
    found = await _invoice(world, payer, message_id, chat_id, link, Deadline(0.0))
    if found is None:
        raise ControlError("there is no such invoice")
    names = ("title", "description", "currency", "total_amount")
    return {name: found[name] for name in names} | {
        "price": currencies.shown(found["currency"], found["total_amount"]),
        "stars": found["currency"] == STARS,
    }


async def _invoice(
    world: World,
    payer: Chat,
    message_id: int | None,
    chat_id: int | None,
    link: str,
    deadline: Deadline,
) -> Body | None:
    """The Invoice with its payload. ControlError: no such link."""
    if link:
        linked = world.invoice_links.get(link)
        if linked is None:
            raise ControlError(f"no such invoice link: {link}")
        return linked
    owner = world.chat_of(chat_id) if chat_id else payer
    message = await _message(world, owner, message_id, deadline)
    if message is None:
        return None
    shown: Body = message.body["invoice"]
    return shown | {"payload": message.secret["payload"]}


async def _message(
    world: World, owner: Chat, message_id: int | None, deadline: Deadline
) -> Message | None:
    def look(since: int) -> Message | None:
        shown = owner.newest_first(since if message_id is None else 0)
        wanted = (m for m in shown if message_id in (None, m.id) and "invoice" in m.body)
        return next(wanted, None)

    return await attention.first(world, owner, look, deadline)
