"""Telegram's refusals as a table: a call, the words, the code. Source: the Bot API server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ANA, BEN, STRANGER, BLOCKED, GONE = "@ana", "@ben", "@stranger", "@blocked", "@gone"


@dataclass(frozen=True)
class Refused:
    """A call, and how Telegram refuses it; names of people stand for their ids."""

    method: str
    words: str
    params: dict[str, Any]
    code: int = 400

    def __str__(self) -> str:
        return f"{self.method}: {self.words[:40]}"


def text(value: str, **more: Any) -> dict[str, Any]:
    return {"chat_id": ANA, "text": value, **more}


def html(source: str) -> dict[str, Any]:
    return text(source, parse_mode="HTML")


def keyed(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return text("x", reply_markup={"inline_keyboard": list(rows)})


def button(**facts: Any) -> dict[str, Any]:
    return {"text": "B", **facts}


def edit(message_id: int, value: str = "new") -> dict[str, Any]:
    return text(value, message_id=message_id)


PRICE = [{"label": "price", "amount": 1000}]


def to_ana(**params: Any) -> dict[str, Any]:
    return {"chat_id": ANA, **params}


def copy(**params: Any) -> dict[str, Any]:
    return to_ana(from_chat_id=ANA, **params)


def commands(*rows: tuple[str, str]) -> dict[str, Any]:
    return {"commands": [{"command": name, "description": about} for name, about in rows]}


def stars(*amounts: int) -> dict[str, Any]:
    prices = [{"label": "price", "amount": amount} for amount in amounts]
    return invoice(currency="XTR", provider_token="", prices=prices)


def costs(amount: int) -> dict[str, Any]:
    return invoice(prices=[{"label": "price", "amount": amount}])


def invoice(**changes: Any) -> dict[str, Any]:
    facts = {"title": "T", "description": "D", "payload": "p", "currency": "EUR", "prices": PRICE}
    return facts | {"chat_id": ANA, "provider_token": "t"} | changes


REACTION = [{"type": "emoji", "emoji": "x"}]
NOBODY = 987_654_321
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
WRONG_FILE = "wrong file_id or the file is temporarily unavailable"
SHORT = "Can't find end tag corresponding to start tag"

TABLE = [
    Refused("sendMessage", "chat not found", text("x", chat_id=NOBODY)),
    Refused("sendMessage", "bot was blocked by the user", text("x", chat_id=BLOCKED), 403),
    Refused("sendMessage", "user is deactivated", text("x", chat_id=GONE), 403),
    Refused(
        "sendMessage",
        "bot can't initiate conversation with a user",
        text("x", chat_id=STRANGER),
        403,
    ),
    Refused("sendDocument", "bot was blocked", {"chat_id": BLOCKED, "document": "x"}, 403),
    Refused("sendChatAction", "bot was blocked", {"chat_id": BLOCKED, "action": "typing"}, 403),
    Refused("getChat", "chat not found", {"chat_id": NOBODY}),
    Refused("sendMessage", "message text is empty", text("")),
    Refused("sendMessage", "text must be non-empty", text(" \n ")),
    Refused("sendMessage", "text must be non-empty", html("<b> </b>")),
    Refused("sendMessage", "message is too long", text("x" * 4097)),
    Refused("sendMessage", "can't parse entities: Unsupported start tag", html("<p>x</p>")),
    Refused("sendMessage", f'can\'t parse entities: {SHORT} "b"', html("<b>x")),
    Refused("sendMessage", "can't parse entities: Unmatched end tag", html("<b>x</i>")),
    Refused("sendMessage", "can't parse entities: Unexpected end tag", html("x</b>")),
    Refused("sendMessage", "can't parse entities: Unclosed start tag", html("1 <2")),
    Refused(
        "sendMessage",
        'Tag "span" must have class "tg-spoiler"',
        html('<span class="big">x</span>'),
    ),
    Refused(
        "sendMessage",
        "message to be replied not found",
        text("x", reply_parameters={"message_id": 99}),
    ),
    Refused("sendMessage", "BUTTON_DATA_INVALID", keyed([button(callback_data="x" * 65)])),
    Refused("sendMessage", "BUTTON_DATA_INVALID", keyed([button(callback_data="é" * 33)])),
    Refused("sendMessage", "text buttons are unallowed in the inline keyboard", keyed([button()])),
    Refused(
        "sendMessage",
        "inline keyboard button text must be non-empty",
        keyed([{"text": " ", "callback_data": "x"}]),
    ),
    Refused(
        "sendMessage", "inline keyboard button URL 'a b' is invalid", keyed([button(url="a b")])
    ),
    Refused("sendMessage", "reply markup is too long", keyed([button(callback_data="x")] * 9)),
    Refused("sendMessage", "reply markup is too long", keyed(*[[button(callback_data="x")]] * 101)),
    Refused("sendMessage", "BUTTON_TYPE_INVALID", keyed([button(pay=True)])),
    Refused(
        "sendMessage", "BUTTON_COPY_TEXT_INVALID", keyed([button(copy_text={"text": "x" * 257})])
    ),
    Refused("editMessageText", "message to edit not found", edit(99)),
    Refused("editMessageText", "message can't be edited", edit(1)),
    Refused(
        "editMessageText",
        "message is not modified: specified new message content and reply markup",
        edit(2, "text"),
    ),
    Refused("editMessageText", "there is no text in the message to edit", edit(3)),
    Refused(
        "editMessageCaption",
        "there is no caption in the message to edit",
        to_ana(message_id=2, caption="x"),
    ),
    Refused("editMessageReplyMarkup", "message is not modified", to_ana(message_id=2)),
    Refused("deleteMessage", "message to delete not found", to_ana(message_id=99)),
    Refused(
        "deleteMessages",
        "too many message identifiers specified",
        to_ana(message_ids=list(range(1, 102))),
    ),
    Refused("copyMessage", "message to copy not found", copy(message_id=99)),
    Refused("copyMessage", "the message can't be copied", copy(message_id=4)),
    Refused(
        "copyMessages",
        "message identifiers must be in a strictly increasing order",
        copy(message_ids=[3, 2]),
    ),
    Refused("forwardMessage", "message to forward not found", copy(message_id=99)),
    Refused("sendDocument", WRONG_FILE, to_ana(document="BQACmadeup")),
    Refused(
        "sendDocument",
        "failed to get HTTP URL content",
        to_ana(document="https://example.com/a.pdf"),
    ),
    Refused("getFile", WRONG_FILE, {"file_id": "made up"}),
    Refused("sendPhoto", "can't use file of type Document as Photo", to_ana(photo="@document")),
    Refused("answerCallbackQuery", QUERY_TOO_OLD, {"callback_query_id": "1"}),
    Refused(
        "answerCallbackQuery", "MESSAGE_TOO_LONG", {"callback_query_id": "1", "text": "x" * 201}
    ),
    Refused("answerPreCheckoutQuery", QUERY_TOO_OLD, {"pre_checkout_query_id": "1", "ok": True}),
    Refused("sendInvoice", "INVOICE_TITLE_INVALID", invoice(title="x" * 33)),
    Refused("sendInvoice", "INVOICE_DESCRIPTION_INVALID", invoice(description="x" * 256)),
    Refused("sendInvoice", "INVOICE_PAYLOAD_INVALID", invoice(payload="x" * 129)),
    Refused("sendInvoice", "CURRENCY_TOTAL_AMOUNT_INVALID", costs(1)),
    Refused("sendInvoice", "CURRENCY_TOTAL_AMOUNT_INVALID", costs(10**9)),
    Refused("sendInvoice", "CURRENCY_INVALID", invoice(currency="ABC")),
    Refused("sendInvoice", "PAYMENT_PROVIDER_INVALID", invoice(provider_token="")),
    Refused("sendInvoice", "STARS_INVOICE_INVALID", invoice(currency="XTR")),
    Refused("sendInvoice", "STARS_INVOICE_INVALID", stars(5, 5)),
    Refused("sendInvoice", "STARS_INVOICE_INVALID", stars(0)),
    Refused(
        "sendInvoice",
        "REPLY_MARKUP_BUY_EMPTY",
        invoice(reply_markup={"inline_keyboard": [[button(callback_data="x")]]}),
    ),
    Refused("sendInvoice", "there must be at least one price", invoice(prices=[])),
    Refused("setMyCommands", "command length must not exceed 32", commands(("x" * 33, "d"))),
    Refused("setMyCommands", "BOT_COMMAND_INVALID", commands(("Start", "d"))),
    Refused(
        "setMyCommands",
        "command description length must not exceed 256",
        commands(("x", "d" * 257)),
    ),
    Refused("setMyCommands", "command description must be non-empty", commands(("x", ""))),
    Refused(
        "setMyCommands", "BOT_COMMANDS_TOO_MUCH", commands(*[(f"c{i}", "d") for i in range(101)])
    ),
    Refused(
        "setMyCommands", "invalid language code specified", {"commands": [], "language_code": "xxx"}
    ),
    Refused("setWebhook", "bad webhook: invalid webhook URL specified", {"url": "ftp://x"}),
    Refused(
        "setWebhook",
        "secret token is too long",
        {"url": "https://e.com", "secret_token": "x" * 257},
    ),
    Refused(
        "setWebhook",
        "secret token contains unallowed characters",
        {"url": "https://e.com", "secret_token": "a b"},
    ),
    Refused("createForumTopic", "the chat is not a forum", to_ana(name="x")),
    Refused("editForumTopic", "the chat is not a forum", to_ana(name="x", message_thread_id=1)),
    Refused("deleteForumTopic", "the chat is not a forum", to_ana(message_thread_id=1)),
    Refused("closeForumTopic", "the chat is not a forum", to_ana(message_thread_id=1)),
    Refused("createForumTopic", "bot was blocked", {"chat_id": BLOCKED, "name": "x"}, 403),
    Refused("sendMessage", "message thread not found", text("x", message_thread_id=1)),
    Refused("copyMessage", "message thread not found", copy(message_id=2, message_thread_id=1)),
    Refused("setMessageReaction", "REACTION_INVALID", to_ana(message_id=2, reaction=REACTION)),
    Refused("pinChatMessage", "message to pin not found", to_ana(message_id=99)),
    Refused(
        "refundStarPayment", "CHARGE_NOT_FOUND", {"user_id": ANA, "telegram_payment_charge_id": "x"}
    ),
]
