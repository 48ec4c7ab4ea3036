"""What was said on a line: its pages, a message in full, what a search found."""

from collections.abc import Sequence
from typing import Any

from aiogram.filters.callback_data import CallbackData

from marketplace.relay import Line, RelayedMessage, SentFile
from marketplace.relay_log import Page, files_of
from views import buttons
from views.callbacks import (
    AdminProject,
    AdminReports,
    FindInTalk,
    FoundInTalk,
    History,
    MakeDelivery,
    OpenBid,
    OpenMessage,
    OpenTalk,
    ReportPerson,
    SendMessage,
)
from views.files import METHODS
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, shares, short, units

ROOM = 1900
"""UTF-16 units for the words of a page of messages, what they said before included."""
PART = 3000
"""And for a part of one message that is shown in full."""
NAME_ROOM = 40


def talk_button(t: Texts, bid_id: int) -> Button:
    return Button(t.label("btn-talk"), OpenTalk(bid_id=bid_id))


def delivery_button(t: Texts, relay_id: int) -> Button:
    """Under a file that the freelancer has sent: see marketplace.chat_files.deliverable."""
    return Button(t.label("btn-make-delivery"), MakeDelivery(relay_id=relay_id))


# --- pages -----------------------------------------------------------------------------------


def said(t: Texts, line: Line, page: Page, *, member: bool = True) -> Screen:
    """A page of everything. An operator (no `member`) goes back to the project's books, or to
    the reports."""
    if not page.messages:
        return Screen(t("talk-nothing", title=line.title), (_back(t, line, member=member),))
    told, ways = _told(t, line, page.messages)
    older = OpenTalk(bid_id=line.bid_id, before=page.messages[0].id) if page.older else None
    newer = OpenTalk(bid_id=line.bid_id, after=page.messages[-1].id) if page.newer else None
    find = Button(t.label("btn-find-in-talk"), FindInTalk(bid_id=line.bid_id))
    report = (Button(t.label("btn-report"), ReportPerson(bid_id=line.bid_id)),) if member else ()
    rows = (*ways, *_pages(t, older, newer), (find, *report), _back(t, line, member=member))
    return Screen(paragraphs(t("talk-heading", title=line.title), *told), rows)


def found(t: Texts, line: Line, query: str, page: Page) -> Screen:
    """A page of what holds the words of a query, newest first; each leads to where it was said."""
    again = Button(t.label("btn-other-words"), FindInTalk(bid_id=line.bid_id))
    whole = talk_button(t, line.bid_id)
    facts = {"title": line.title, "query": short(query, 80)}
    if not page.messages:
        return Screen(t("talk-not-found", **facts), ((again,), (whole, buttons.home(t))))
    told, ways = _told(t, line, page.messages, hits=True)
    older = FoundInTalk(bid_id=line.bid_id, before=page.messages[-1].id) if page.older else None
    newest = FoundInTalk(bid_id=line.bid_id) if page.newer else None
    following = buttons.more(t, older) if older else None
    first = buttons.newest(t, newest) if newest else None
    pages = tuple(button for button in (first, following) if button)
    rows = (*ways, *((pages,) if pages else ()), (again,), (whole, buttons.home(t)))
    return Screen(paragraphs(t("talk-found", **facts), *told), rows)


def _pages(t: Texts, older: CallbackData | None, newer: CallbackData | None) -> Rows:
    row = (
        *((Button(t.label("btn-older"), older),) if older else ()),
        *((Button(t.label("btn-newer"), newer),) if newer else ()),
    )
    return (row,) if row else ()


def _back(t: Texts, line: Line, *, member: bool) -> tuple[Button, ...]:
    whence: CallbackData = OpenBid(id=line.bid_id) if member else AdminReports()
    if line.project_id:
        whence = History(project_id=line.project_id)
    if line.project_id and not member:
        whence = AdminProject(id=line.project_id)
    return (buttons.back(t, whence), buttons.home(t))


def _told(
    t: Texts, line: Line, messages: Sequence[RelayedMessage], *, hits: bool = False
) -> tuple[list[Html], Rows]:
    """Each message, numbered where there are buttons for it."""
    words = [text for one in messages for text in (one.newest_text, _before(one))]
    cut = shares(words, ROOM)
    told, rows = [], []
    for n, one in enumerate(messages):
        newest, before = cut[2 * n], cut[2 * n + 1]
        whole = (newest, before) == (one.newest_text, _before(one)) and len(one.edits) < 2
        ways = _ways(t, one, n + 1, whole=whole, hit=hits)
        told.append(_message(t, line, one, newest, before, n + 1 if ways else 0))
        rows += [ways] if ways else []
    return told, tuple(rows)


def _before(message: RelayedMessage) -> str:
    """What it said before its last edit."""
    if not message.edits:
        return ""
    return message.edits[-2].text if len(message.edits) > 1 else message.text


def _message(
    t: Texts, line: Line, message: RelayedMessage, newest: str, before: str, number: int
) -> Html:
    edited = message.edits[-1].at if message.edits else None
    return lines(
        _head(t, line, message, number),
        what_came(t, message),
        t("quote-long", text=newest) if newest else "",
        t("talk-edited", at=t.moment(edited), count=len(message.edits)) if edited else "",
        t("quote-long", text=before) if before else "",
        t("talk-waiting") if message.waiting else "",
    )


def _head(t: Texts, line: Line, message: RelayedMessage, number: int = 0) -> Html:
    sender = line.client if message.sender_id == line.client.id else line.freelancer
    return t(
        "talk-line",
        name=short(sender.shown_name, NAME_ROOM),
        at=t.moment(message.at),
        number=number,
    )


def what_came(t: Texts, message: RelayedMessage) -> Html:
    """Of what is no text: its kind, and the name of a file that has one."""
    if message.kind == "text":
        return Html("")
    return t("talk-kind", kind=message.kind, **_name(message.newest_file))


def _name(file: SentFile | None) -> dict[str, str]:
    name = file.name if file else ""
    return {"name": short(name, NAME_ROOM), "named": "yes" if name else "no"}


def _ways(
    t: Texts, message: RelayedMessage, number: int, *, whole: bool, hit: bool
) -> tuple[Button, ...]:
    ways = []
    if message.kind != "text":
        ways.append(_again(t, message, message.newest_file, number))
    if not whole:
        read = Button(t.label("btn-in-full", number=number), OpenMessage(relay_id=message.id))
        ways.append(read)
    if hit:
        place = OpenTalk(bid_id=message.bid_id, before=message.id + 1)
        ways.append(Button(t.label("btn-in-talk", number=number), place))
    return tuple(ways)


def _again(
    t: Texts, message: RelayedMessage, file: SentFile | None, number: int, which: int = -1
) -> Button:
    label = t.label("btn-send-again", kind=message.kind, number=number, **_name(file))
    return Button(label, SendMessage(relay_id=message.id, which=which))


# --- one message -----------------------------------------------------------------------------


def message(t: Texts, line: Line, message: RelayedMessage, part: int) -> Screen:
    """All that it said and says, as many parts as that takes; what came with it below."""
    parts = _parts(t, message)
    part = min(max(part, 0), len(parts) - 1)
    earlier = OpenMessage(relay_id=message.id, part=part - 1) if part else None
    later = OpenMessage(relay_id=message.id, part=part + 1) if part + 1 < len(parts) else None
    sent = files_of(message)
    files = tuple((_again(t, message, file, 0, n),) for n, file in enumerate(sent))
    if message.kind != "text" and not sent:
        files = ((_again(t, message, None, 0),),)
    place = OpenTalk(bid_id=line.bid_id, before=message.id + 1)
    row = (
        *((buttons.back(t, earlier),) if earlier else ()),
        *((buttons.more(t, later),) if later else ()),
    )
    whence = (Button(t.label("btn-in-talk", number=0), place), buttons.home(t))
    head = lines(
        _head(t, line, message),
        what_came(t, message),
        t("talk-waiting") if message.waiting else "",
        t("talk-part", part=part + 1, count=len(parts)) if len(parts) > 1 else "",
    )
    rows = (*files, *((row,) if row else ()), whence)
    return Screen(paragraphs(head, *parts[part]), rows)


def _parts(t: Texts, message: RelayedMessage) -> list[list[Html]]:
    """What it says now, then what it said before, newest first, in parts of at most `PART`
    units."""
    versions = [(message.text, message.at), *((edit.text, edit.at) for edit in message.edits)]
    parts: list[list[Html]] = [[]]
    room = PART
    for number, (text, at) in reversed(list(enumerate(versions))):
        for chunk in _chunks(text):
            if units(chunk) > room and parts[-1]:
                parts.append([])
                room = PART
            newest = number == len(versions) - 1
            since = t("talk-said-from", at=t.moment(at), now="yes" if newest else "no")
            quoted = t("quote", text=chunk) if chunk else ""
            parts[-1].append(lines(since if len(versions) > 1 else "", quoted))
            room -= units(chunk) + 60
    return parts


def _chunks(text: str) -> list[str]:
    """The text in pieces of at most `PART` units, parted at a blank where one is near; one that
    says nothing is one, too."""
    pieces, left = [], text
    while units(left) > PART:
        cut = left.encode("utf-16-le", "surrogatepass")[: 2 * PART].decode("utf-16-le", "ignore")
        blank = max(cut.rfind(" ", -60), cut.rfind("\n", -60))
        pieces.append(cut[:blank] if blank > 0 else cut)
        left = left[len(pieces[-1]) :].removeprefix(" ")
    return [*pieces, left]


# --- what came with it -----------------------------------------------------------------------


def again(t: Texts, message: RelayedMessage, which: int) -> tuple[str, dict[str, Any]]:
    """The Bot API call that sends it once more: a file by its id, and if Telegram doesn't know
    that any more, a copy of the message; where there is nothing to copy, words that say so.

    `which`: of `files_of`, the newest by default.
    """
    files = files_of(message)
    gone = ["sendMessage", Screen(t("talk-gone")).message()]
    copy = {"from_chat_id": message.sender_id, "message_id": message.message_id}
    if not files:
        return "copyMessage", {**copy, "_file": {"instead": [gone]}}
    chosen = files[which] if -len(files) <= which < len(files) else files[-1]
    method, field = METHODS[chosen.kind]
    instead = [["copyMessage", copy], gone] if chosen is files[-1] else [gone]
    return method, {field: chosen.telegram_id, "_file": {"instead": instead}}
