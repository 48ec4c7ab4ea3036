"""Talking: what is written to a person goes to the other side, without a mode to enter.

A reply to anything of a line, or anything in its topic, goes there; other messages go to whom they
went before, or it is asked to whom.
"""

from dataclasses import replace
from datetime import timedelta

from conversations.passing import draft_of
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import chat_files, relay, talks
from marketplace.errors import Refused
from marketplace.relay import CONTACT, Draft, Passed, RelayedMessage
from marketplace.talks import Partner
from views import callbacks
from views import chat as screens
from views import talk as talk_screens
from views.screen import Rows, Screen

MOST_PARTNERS = 8


async def chat(turn: Turn, tap: callbacks.Chat) -> None:
    """What is written from now on goes there."""
    line = await relay.line_of(turn.work, turn.actor, tap.bid_id)
    line.check_open()
    await turn.wizard.pause(turn)
    await talks.choose(turn.work, turn.actor, tap.bid_id)
    screen = screens.write_here(turn.t, line, line.other(turn.actor.id))
    await turn.window.send(screen, line=tap.bid_id)


async def choose(turn: Turn) -> None:
    """/chat: the one there is at once, a choice where there are several."""
    found = await turn.work.talks.partners(turn.actor.id, MOST_PARTNERS)
    if len(found) == 1:
        await chat(turn, callbacks.Chat(bid_id=found[0].bid_id))
    else:
        await turn.window.show(screens.partners(turn.t, found))


async def says(turn: Turn, bid_id: int) -> None:
    """A message that belongs to this line: passed on as it is; a contact only after a yes."""
    draft = _draft(turn)
    if draft.kind == CONTACT:
        line = await relay.line_of(turn.work, turn.actor, bid_id)
        line.check_open()
        other = line.other(turn.actor.id)
        await _ask(turn, draft, [Partner(bid_id, other.shown_name, line.title)])
    else:
        await _pass_on(turn, bid_id, [draft])


async def writes(turn: Turn) -> bool:
    """A message that belongs nowhere goes to whom the last one went, if the chat is still about
    that; else it waits until it is said to whom. False when there is nobody to write to."""
    remembered = await _remembered(turn)
    if remembered is not None:
        await says(turn, remembered)
        return True
    found = await turn.work.talks.partners(turn.actor.id, MOST_PARTNERS)
    if found:
        await _ask(turn, _draft(turn), found)
    return bool(found)


async def _remembered(turn: Turn) -> int | None:
    """Not in a topic of somebody's own: what is written there may be meant for nobody."""
    work, actor = turn.work, turn.actor
    if turn.message and turn.message.is_topic_message and turn.window.line is None:
        return None
    chosen = (await work.talks.of(actor.id)).chosen(work.now)
    if chosen is None:
        return None
    subject, _ = await work.relay.subject_of(actor.id, chosen)
    return chosen if subject in (chosen, None) else None


async def _ask(turn: Turn, draft: Draft, partners: list[Partner]) -> None:
    """Asked once: what is written before the answer joins it. A question from before the chat has
    gone on loses its buttons, which would send more than it speaks of."""
    talk = await talks.hold(turn.work, turn.actor, draft)
    screen = screens.to_whom(turn.t, talk, partners)
    if talk.asked_above:
        await turn.window.strip(talk.asked_above)
    elif talk.shown:
        await turn.window.redraw(talk.shown, screen)
        return
    shown = await turn.window.send(screen, answers=draft.message_id)
    await turn.work.talks.save(replace(talk, shown=shown))


async def send_held(turn: Turn, tap: callbacks.SendHeld) -> None:
    """All that waits goes to the chosen one, in order."""
    held = await talks.hand_out(turn.work, turn.actor)
    if not held:
        raise Refused("out-of-date")
    await _pass_on(turn, tap.bid_id, held)


async def drop_held(turn: Turn, tap: callbacks.DropHeld) -> None:
    held = await talks.hand_out(turn.work, turn.actor)
    await turn.window.show(screens.dropped(turn.t, len(held)))


async def _pass_on(turn: Turn, bid_id: int, drafts: "list[Draft] | tuple[Draft, ...]") -> None:
    """What the sender has to be told is little: to whom it goes, if that is new, and trouble."""
    goes_on = await _remembered(turn) == bid_id
    passed = [await relay.pass_on(turn.work, turn.actor, bid_id, draft) for draft in drafts]
    await talks.choose(turn.work, turn.actor, bid_id)
    in_topic = turn.window.line == bid_id
    screen = await _told(turn, passed, goes_on=goes_on or in_topic)
    if turn.call is not None:
        await turn.window.show(screens.sent(turn.t, passed, screen), line=bid_id)
    elif screen is not None:
        await turn.window.send(screen, line=bid_id, answers=drafts[0].message_id)


async def _told(turn: Turn, passed: list[Passed], *, goes_on: bool) -> Screen | None:
    """Of a flood the sender is told once; then again only when the next one comes."""
    work = turn.work
    backlog = max(one.backlog for one in passed)
    talk = await work.talks.of(turn.actor.id)
    slow = backlog > screens.SLOW_FROM and (talk.slow_until is None or talk.slow_until < work.now)
    if slow:
        until = work.now + timedelta(seconds=backlog)
        await work.talks.save(replace(talk, slow_until=until))
    ways = await _delivery(turn, passed)
    return screens.passed_on(turn.t, passed, goes_on=goes_on, slow=slow, ways=ways)


async def _delivery(turn: Turn, passed: list[Passed]) -> Rows:
    """A freelancer's file may be what they have promised; of an album the first part asks."""
    for one in passed:
        milestone = await chat_files.deliverable(turn.work, turn.actor, one.message, one.line)
        if milestone is not None and await _is_first(turn, one.message):
            return ((talk_screens.delivery_button(turn.t, one.message.id),),)
    return ()


async def _is_first(turn: Turn, message: RelayedMessage) -> bool:
    if not message.album:
        return True
    return (await turn.work.relay.album_of(message))[0].id == message.id


async def edited(turn: Turn) -> None:
    """What somebody changes in a message of theirs follows to its copy, or changes what waits."""
    draft = _draft(turn)
    await talks.correct(turn.work, turn.actor, draft)
    await relay.edit(turn.work, turn.actor, draft)


def _draft(turn: Turn) -> Draft:
    assert turn.message is not None
    return draft_of(turn.message)


router = Routes(
    commands={"chat": choose},
    taps={
        callbacks.Chat: chat,
        callbacks.SendHeld: send_held,
        callbacks.DropHeld: drop_held,
    },
)
