"""Putting messages into a chat, changing and finding them: what all methods share."""

from __future__ import annotations

from typing import Any

from . import html, invoices, keyboards, quotes, topics
from .errors import bad_request, no_such_quote, not_found, not_modified
from .parameters import Params
from .state import Body, Chat, Message, World
from .text import Entity, length, merged, trimmed
from .topics import Topic

CONTENT = (
    "text",
    "photo",
    "document",
    "video",
    "audio",
    "voice",
    "video_note",
    "sticker",
    "animation",
    "location",
    "venue",
    "contact",
    "dice",
    "poll",
    "invoice",
)


def formatted(
    world: World, params: Params, field: str, entities_field: str, mode_field: str = "parse_mode"
) -> tuple[str, list[Entity]]:
    """The text of a call with its entities, from HTML or from an explicit list.

    ApiError 400 when the HTML cannot be parsed or the parse mode is not known here.
    """
    source = params.text(field)
    mode = params.text(mode_field).lower()
    if mode in ("markdown", "markdownv2"):
        raise bad_request(f"this Telegram reads parse mode HTML only, not {mode}")
    if mode not in ("", "none", "html"):
        raise bad_request("unsupported parse_mode")
    if mode == "html":
        text, entities = html.parse(source, world.find_person)
    else:
        text, entities = source, _given(params, entities_field)
    text, entities = trimmed(text, entities)
    return text, merged(entities, text)


def _given(params: Params, field: str) -> list[Entity]:
    given = params.decoded(field, "entities") or []
    entities = []
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("offset"), int):
            raise bad_request("can't parse MessageEntity: expected an Object")
        if isinstance(entity.get("length"), int) and entity["length"] > 0:
            entities.append({k: v for k, v in entity.items() if v is not None})
    return entities


def message_text(world: World, params: Params) -> Body:
    """{text, entities} of sendMessage and editMessageText. ApiError 400: empty, too long."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(world, params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if length(text) > world.limits.text:
        raise bad_request("message is too long")
    body: Body = {"text": text} | ({"entities": entities} if entities else {})
    return body | _link_preview(params, entities)


def _link_preview(params: Params, entities: list[Entity]) -> Body:
    """link_preview_options, which only a text with a link, or with an address of its own, has."""
    given = params.decoded("link_preview_options", "link preview options")
    if given is None:
        given = {"is_disabled": True} if params.flag("disable_web_page_preview") else {}
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    options = {name: value for name, value in given.items() if value}
    linked = any(e["type"] in ("url", "text_link") for e in entities) or "url" in options
    return {"link_preview_options": options} if options and linked else {}


def caption(world: World, params: Params) -> Body:
    """{caption, caption_entities}, empty without a caption. ApiError 400: too long."""
    text, entities = formatted(world, params, "caption", "caption_entities")
    if length(text) > world.limits.caption:
        raise bad_request("message caption is too long")
    body: Body = {"caption": text} if text else {}
    if entities:
        body["caption_entities"] = entities
    if body and params.flag("show_caption_above_media"):
        body["show_caption_above_media"] = True
    return body


def send(world: World, params: Params, content: Body, **options: Any) -> Message:
    """The bot's message into the chat that the call names (Bot API: any send method)."""
    chat = world.writable(params.text("chat_id"))
    world.flood.check(chat.id)
    head = options.pop("head", {})
    markup = keyboards.checked(params, world.limits, payable="invoice" in content)
    if markup is None and "invoice" in content:
        markup = invoices.pay_button(options["secret"])
    head = head | _place(world, chat, params)
    if params.flag("protect_content"):
        head["has_protected_content"] = True
    if markup:
        content = content | {"reply_markup": markup}
    given, secret = keyboards.read(params), options.get("secret") or {}
    if given and given.get("force_reply"):
        secret = secret | {"force_reply": True}
    rows, shown = keyboards.reply_rows(given), keyboards.input_of(given)
    message = put(world, chat, content, head, by_bot=True, secret=secret)
    if rows is not None and shown is not None:
        chat.keyboard, chat.input = rows, shown
        chat.force_reply = message.id if "force_reply" in secret else 0
    return message


def put(
    world: World, chat: Chat, content: Body, head: Body, by_bot: bool, secret: Body | None = None
) -> Message:
    """Add a message to a chat and tell whoever watches; an update is the caller's business."""
    message_id = chat.next_id
    chat.next_id += 1
    body = {
        "message_id": message_id,
        "from": world.bot if by_bot else chat.person,
        "chat": chat.card(),
        "date": world.now(),
        **head,
        **content,
    }
    message = chat.messages[message_id] = Message(message_id, by_bot, body, secret=secret or {})
    world.happened("message", chat, message, by="bot" if by_bot else "person")
    return message


def serve(world: World, chat: Chat, content: Body, head: Body, by_bot: bool) -> Message:
    """A service message, which the bot is told of even when it is the cause."""
    message = put(world, chat, content, head, by_bot)
    world.updates.add("message", chat.id, message.body)
    return message


def open_topic(world: World, chat: Chat, topic: Topic, by_bot: bool) -> Topic:
    """Put a new topic into a chat, with the service message that tells it."""
    topics.add(chat, topic)
    serve(world, chat, {"forum_topic_created": topic.card()}, topics.head(topic.id), by_bot)
    return topic


def _place(world: World, chat: Chat, params: Params) -> Body:
    """The topic that a message of the bot goes to, and what it replies to.

    ApiError 400 when either is not there.
    """
    thread = topics.named_for_bot(world, chat, params.number("message_thread_id"))
    given = _reply_parameters(params)
    target = _replied(chat, given)
    if target is None:
        return topics.head(thread)
    return replying(chat, target, thread) | _quote(world, target, given)


def replying(chat: Chat, target: Message, thread: int) -> Body:
    """What a reply carries: it is in its target's topic unless another one is named.

    From another topic it is an external reply, as from another chat.
    """
    own = topics.thread_of(target)
    if thread in (0, own):
        return topics.head(own) | {"reply_to_message": quoted(target)}
    sender = {"type": "user", "sender_user": target.body["from"], "date": target.body["date"]}
    reply = {"origin": sender, "chat": chat.card(), "message_id": target.id}
    return topics.head(thread) | {"external_reply": reply}


def _reply_parameters(params: Params) -> Body:
    """From reply_parameters or the older parameters."""
    given = params.decoded("reply_parameters", "reply parameters")
    if given is None:
        given = {
            "message_id": params.number("reply_to_message_id"),
            "allow_sending_without_reply": params.flag("allow_sending_without_reply"),
        }
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    return given


def _replied(chat: Chat, given: Body) -> Message | None:
    """The message to reply to. ApiError 400 when it is not there and must be."""
    message_id = given.get("message_id") or 0
    if not message_id:
        return None
    target = chat.messages.get(int(message_id))
    if target is None or target.deleted:
        if given.get("allow_sending_without_reply"):
            return None
        raise not_found("message to be replied")
    return target


def _quote(world: World, target: Message, given: Body) -> Body:
    """{quote} of the reply parameters, if they have one. ApiError 400: no part of the message."""
    fields = ("quote", "quote_entities", "quote_parse_mode")
    text, entities = formatted(world, Params(given), *fields)
    if not text:
        return {}
    position = Params(given).number("quote_position")
    quote = quotes.part(target, text, position, entities)
    if quote is None or length(text) > world.limits.quote:
        raise no_such_quote()
    return {"quote": quote}


def quoted(message: Message) -> Body:
    """A message inside another one: without its own reply."""
    own = ("reply_to_message", "external_reply", "quote")
    return {k: v for k, v in message.body.items() if k not in own}


def found(chat: Chat, params: Params, what: str, field: str = "message_id") -> Message:
    """The message that a call names. ApiError 400 "`what` not found"."""
    message = chat.messages.get(params.number(field))
    if message is None or message.deleted:
        raise not_found(what)
    return message


def change(world: World, chat: Chat, message: Message, body: Body) -> Body:
    """Give one of the bot's messages a new body. ApiError 400 when nothing would change."""
    if _shown(body) == _shown(message.body):
        raise not_modified()
    message.body = body | {"edit_date": world.now()}
    world.happened("edited", chat, message, by="bot")
    return message.body


def _shown(body: Body) -> Body:
    return {k: v for k, v in body.items() if k != "edit_date"}
