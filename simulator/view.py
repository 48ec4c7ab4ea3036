"""A chat as the person sees it: messages as plain facts, and as lines of text."""

from __future__ import annotations

from . import currencies, keyboards, media
from .parameters import Params
from .state import Body, Chat, Message, Query, World
from .text import to_html

_TOPICAL = ("forum_topic_created", "forum_topic_edited")
_SERVICE = ("successful_payment", "refunded_payment", "pinned_message", *_TOPICAL)
_PRICED = ("invoice", "successful_payment", "refunded_payment")
_PLAIN = (
    "location",
    "venue",
    "contact",
    "dice",
    "poll",
    "media_group_id",
    "forward_origin",
    "link_preview_options",
    "show_caption_above_media",
    "story",
    "via_bot",
    "edit_date",
    "quote",
)
_QUOTED = 200  # characters of the message that a reply shows above itself


def message(world: World, chat: Chat, shown: Message) -> Body:
    """One message; fields that it lacks are left out.

    {message_id, chat_id, seq, by, date, text, html, entities, buttons, keys, file, invoice,
    payment, price, location, contact, reply_to, replied, quote, topic, via_bot, force_reply,
    edited, pinned, deleted, reactions, own_reaction}: `buttons` are rows of texts, `keys` the same
    rows with what each button does; `price` is what an invoice or a payment comes to, in words;
    `replied` is the beginning of the message that this one answers, as it was then: {by, text};
    `quote` is the part of it that is meant: {text, position}.
    """
    body = shown.body
    text = str(body.get("text", body.get("caption", "")))
    entities: list[Body] = body.get("entities") or body.get("caption_entities") or []
    facts: Body = {
        "message_id": shown.id,
        "chat_id": chat.id,
        "seq": shown.seq,
        "by": "bot" if shown.by_bot else "person",
        "date": body["date"],
        "text": text,
        "html": to_html(text, entities),
        "entities": entities,
    }
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    facts["buttons"] = [[button["text"] for button in row] for row in rows]
    facts["keys"] = [[_key(button) for button in row] for row in rows]
    facts |= {name: body[name] for name in (*_PLAIN, *_SERVICE) if name in body}
    if carried := media.file_of(body):
        facts["file"] = _file(world, *carried)
    if "invoice" in body:
        facts["invoice"] = body["invoice"] | {"payload": shown.secret.get("payload", "")}
    if priced := next((body[name] for name in _PRICED if name in body), None):
        facts["price"] = currencies.shown(priced["currency"], priced["total_amount"])
    if target := body.get("reply_to_message") or body.get("external_reply"):
        facts["reply_to"] = target["message_id"]
        facts["replied"] = _replied(target)
    if "message_thread_id" in body:
        facts["topic"] = body["message_thread_id"]
    if shown.secret.get("force_reply"):
        facts["force_reply"] = True
    facts["edited"] = "edit_date" in body
    facts["pinned"] = shown.id in chat.pinned
    facts["deleted"] = shown.deleted
    if reactions := shown.secret.get("reactions"):
        facts["reactions"] = reactions
    if own := shown.secret.get("own_reaction"):
        facts["own_reaction"] = own
    return facts


def _replied(target: Body) -> Body:
    """A message without a text is told by what it carries; of another topic's, by its sender."""
    sender = target.get("from") or target.get("origin", {}).get("sender_user", {})
    carried = media.file_of(target)
    told = target.get("text") or target.get("caption") or (carried[0] if carried else "")
    if "invoice" in target:
        told = target["invoice"]["title"]
    return {"by": "bot" if sender.get("is_bot") else "person", "text": str(told)[:_QUOTED]}


def _key(button: Body) -> Body:
    action = keyboards.action_of(button)
    shown = {"text": button["text"], "action": action, "value": button.get(action)}
    return shown | ({"style": button["style"]} if "style" in button else {})


def _file(world: World, kind: str, carried: Body) -> Body:
    stored = world.files.shown(carried["file_id"])
    facts = {
        "kind": kind,
        "name": carried.get("file_name", ""),
        "mime": carried.get("mime_type", ""),
        "size": stored.blob.size,
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "sha256": stored.blob.sha256,
    }
    more = ("width", "height", "duration", "length", "emoji", "title", "performer")
    return facts | {name: carried[name] for name in more if name in carried}


def answer(query: Query) -> Body:
    """What the bot answered to a pressed button: {seq, query_id, data, text, alert, url}."""
    said = query.answer or {}
    return {
        "seq": query.seq,
        "query_id": query.id,
        "data": query.about.get("data", ""),
        "text": said.get("text", said.get("error_message", "")),
        "alert": said.get("alert", False),
        "url": said.get("url", ""),
    }


def changed(world: World, chat: Chat, since: int) -> Body:
    """{seq, messages, answers} that changed after `since`; newest message first."""
    answers = []
    for query in reversed(chat.answers):
        if query.seq <= since:
            break
        if query.kind == "callback":
            answers.append(answer(query))
    messages = [message(world, chat, m) for m in chat.newest_first(since)]
    return {"seq": chat.seq, "messages": messages, "answers": answers}


def bubble(name: str, shown: Body) -> str:
    """A message as a few lines: who, what, files in braces, buttons in brackets."""
    who = "bot" if shown["by"] == "bot" else name
    lines = [line for line in (_attachment(shown), *shown["text"].split("\n")) if line]
    mark = f" #{shown['topic']}" if "topic" in shown else ""
    mark += " (edited)" if shown["edited"] else ""
    head = f"{who}{mark}: "
    if "reply_to" in shown:
        head += f"↩ {shown['reply_to']} "
    if "quote" in shown:
        head += f"“{shown['quote']['text']}” "
    rows = ["  ".join(f"[{text}]" for text in row) for row in shown["buttons"]]
    indent = " " * (len(who) + 2)
    return head + f"\n{indent}".join([*lines, *rows] or [""])


def _attachment(shown: Body) -> str:
    if file := shown.get("file"):
        name = f" {file['name']}" if file["name"] else ""
        return f"{{{file['kind']}{name}, {file['size']} bytes}}"
    if invoice := shown.get("invoice"):
        price = currencies.shown(invoice["currency"], invoice["total_amount"])
        return f"{{invoice {invoice['title']}: {invoice['description']}, {price}}}"
    for kind in ("successful_payment", "refunded_payment"):
        if paid := shown.get(kind):
            price = currencies.shown(paid["currency"], paid["total_amount"])
            return f"{{{kind.replace('_', ' ')}, {price}}}"
    for kind in _TOPICAL:
        if topic := shown.get(kind):
            return f"{{topic {topic.get('name', '')}}}"
    for kind in ("location", "venue", "contact", "dice", "poll"):
        if kind in shown:
            return f"{{{kind}}}"
    return ""


def transcript(world: World, chat: Chat, last: int = 0) -> str:
    """The chat as text, oldest message first; only the `last` messages when given."""
    shown = [m for m in chat.messages.values() if not m.deleted][-last:]
    name = str(chat.person["first_name"])
    return "\n".join(bubble(name, message(world, chat, m)) for m in shown)


def event(world: World, happened: Body) -> Body:
    """A journal entry with the person's name, the message as it was then, and a line to print."""
    chat = world.chats[happened["chat_id"]]
    name = str(chat.person["first_name"])
    facts = {k: v for k, v in happened.items() if k != "body"} | {"person": name}
    if "message_id" in happened:
        now = chat.messages[happened["message_id"]]
        then = Message(now.id, now.by_bot, happened["body"], happened["seq"], secret=now.secret)
        facts["message"] = message(world, chat, then)
    return facts | {"line": _line(name, facts)}


def _line(name: str, facts: Body) -> str:
    """One event as a person would tell it; empty for what nobody sees."""
    match facts["kind"]:
        case "message" | "edited":
            to = f" → {name}" if facts["message"]["by"] == "bot" else ""
            said = bubble(name, facts["message"])
            return f"bot{to}{said.removeprefix('bot')}" if to else said
        case "pressed":
            return f"{name} presses [{facts['button']}]"
        case "answer" if facts.get("text"):
            return f"bot → {name}, {'alert' if facts['alert'] else 'toast'}: {facts['text']}"
        case "answer" if facts.get("error_message"):
            return f"bot → {name}, payment declined: {facts['error_message']}"
        case "checkout":
            price = currencies.shown(facts["currency"], facts["total_amount"])
            return f"{name} taps Pay {price}"
        case "blocked" | "unblocked":
            return f"{name} {facts['kind']} the bot"
        case "deleted":
            return f"{facts['by']} deleted message {facts['message_id']} in {name}'s chat"
        case "topic_deleted":
            return f"{'bot' if facts['by'] == 'bot' else name} deletes the topic {facts['name']}"
        case "reaction" if facts["emoji"]:
            return f"{'bot' if facts['by'] == 'bot' else name} reacts {facts['emoji'][0]}"
    return ""


def calls(world: World, method: str, chat_id: int, ok: bool | None) -> list[Body]:
    """The log of Bot API calls, oldest first; parameters are decoded here, not on the way."""
    wanted, chat = method.lower(), str(chat_id) if chat_id else ""
    return [
        entry(call)
        for call in world.calls
        if wanted in ("", call["method"].lower())
        and chat in ("", call["params"].text("chat_id"))
        and ok in (None, call["ok"])
    ]


def entry(noted: Body) -> Body:
    """What went over the wire, for people to read; parameters are decoded here."""
    params = noted.get("params")
    return noted | {"params": params.plain()} if isinstance(params, Params) else noted
