"""Talking: what stands above a copy, to whom a message goes, and what its sender hears of it."""

from collections.abc import Sequence

from marketplace.people import Person
from marketplace.relay import Line, Passed
from marketplace.talks import MOST_HELD, Partner, Talk
from views import buttons
from views.callbacks import Chat, DropHeld, MorePartners, OpenBid, SendHeld
from views.screen import Button, Html, Rows, Screen, paragraphs
from views.texts import Texts, short

PARTNERS = 8
"""On one screen."""


def header(t: Texts, sender: Person, line: Line) -> Screen:
    """Who writes and about what; the message itself follows as a copy."""
    text = t("chat-header", name=sender.shown_name, title=line.title)
    return Screen(text, () if line.project else ((_about(t, line),),))


def write_here(t: Texts, line: Line, to: Person) -> Screen:
    """The other side was chosen: what is written now goes there."""
    text = t("chat-write", name=to.shown_name, title=line.title)
    return Screen(text, ((_about(t, line), buttons.home(t)),))


def to_whom(t: Texts, talk: Talk, partners: Sequence[Partner], rest: Rows = ()) -> Screen:
    """What was written waits: for a yes where there is one to write to, else for a choice.
    `rest`: the way to more of them."""
    held = talk.held
    facts = {"count": len(held), "most": MOST_HELD if len(held) >= MOST_HELD else 0}
    contact = any(draft.kind == "contact" for draft in held)
    if len(partners) == 1 and not rest:
        one = partners[0]
        key = "chat-send-contact" if contact else "chat-send-to"
        text = t(key, name=one.name, title=one.title, **facts)
        send = Button(t.label("btn-send-held"), SendHeld(bid_id=one.bid_id), "primary")
        return Screen(text, ((send, _drop(t)),))
    choices: Rows = tuple(
        (Button(_partner(t, one), SendHeld(bid_id=one.bid_id)),) for one in partners
    )
    key = "chat-to-whom-contact" if contact else "chat-to-whom"
    return Screen(t(key, **facts), (*choices, *rest, (_drop(t),)))


def rest(t: Texts, skip: int, *, held: bool, more: bool) -> Rows:
    """The way to further partners. `held`: something waits for the choice."""
    first = MorePartners(skip=0, held=held) if skip else None
    following = MorePartners(skip=skip + PARTNERS, held=held) if more else None
    row = buttons.pages(t, first=first, following=following)
    return (tuple(row),) if row else ()


def partners(t: Texts, found: Sequence[Partner], rest: Rows = ()) -> Screen:
    """/chat: whom to write to. `rest`: the way to more of them."""
    if not found:
        return Screen(t("chat-nobody"), ((buttons.browse(t), buttons.home(t)),))
    rows: Rows = tuple((Button(_partner(t, one), Chat(bid_id=one.bid_id)),) for one in found)
    return Screen(t("chat-partners"), (*rows, *rest, (buttons.home(t),)))


def passed_on(
    t: Texts, passed: Sequence[Passed], *, goes_on: bool, slow: bool, safe: bool, ways: Rows = ()
) -> Screen | None:
    """What the sender should know of messages on their way; mostly nothing. `goes_on`: the one
    before went there, too. `safe`: the bot keeps money for people. `ways`: what can be done with
    what was sent."""
    line = passed[0].line
    name = line.other(passed[0].message.sender_id).shown_name
    told = [
        "" if goes_on else t("chat-to", name=name, title=line.title),
        t("chat-waits", name=name) if any(p.first_waiting for p in passed) else "",
        t("chat-slow", name=name, minutes=_minutes(passed)) if slow else "",
        stay(t, safe=safe) if any(p.first_flagged for p in passed) else "",
        t("chat-file", name=name) if ways else "",
    ]
    text = paragraphs(*told)
    return Screen(text, ways) if text else None


def stay(t: Texts, *, safe: bool) -> Html:
    """Why staying here protects people, to who has passed contact details on."""
    return t("chat-stay", safe="yes" if safe else "no")


def sent(t: Texts, passed: Sequence[Passed], screen: Screen | None) -> Screen:
    """In place of the question "To whom?"."""
    line = passed[0].line
    name = line.other(passed[0].message.sender_id).shown_name
    return screen or Screen(t("chat-to", name=name, title=line.title))


def dropped(t: Texts, count: int) -> Screen:
    return Screen(t("chat-dropped", count=count), ((buttons.home(t),),))


def undelivered(t: Texts, line: Line, reader: Person, *, unreachable: bool) -> Html:
    key = "chat-waits" if unreachable else "chat-refused"
    return t(key, name=reader.shown_name, title=line.title)


def while_away(t: Texts, sender: Person, line: Line, *, count: int, left_out: int) -> Html:
    return t(
        "chat-while-away",
        name=sender.shown_name,
        title=line.title,
        count=count,
        earlier=left_out,
    )


def _minutes(passed: Sequence[Passed]) -> int:
    return 1 + max(p.backlog for p in passed) // 60


def _partner(t: Texts, one: Partner) -> str:
    return buttons.named(t.label("chat-partner", name=short(one.name, 24), title=one.title))


def _drop(t: Texts) -> Button:
    return Button(t.label("btn-drop-held"), DropHeld())


def _about(t: Texts, line: Line) -> Button:
    """The way to what the talk is about."""
    if line.project_id:
        return buttons.open_project(t, line.project_id)
    return Button(t.label("btn-open-the-bid"), OpenBid(id=line.bid_id))
