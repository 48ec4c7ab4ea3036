"""Talking: what is written to a person goes to the other side, without a mode to enter.

A reply to anything of a line, or anything in its topic, goes there; other messages go to whom they
went before, or it is asked to whom.
"""

from collections.abc import Sequence
from dataclasses import replace

from conversations.passing import RELAYED, draft_of
from conversations.steps.step import kind_of
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import chat_files, relay, talks
from marketplace.errors import Refused
from marketplace.relay import CONTACT, Draft, Line, Passed, RelayedMessage
from marketplace.talks import Partner
from views import callbacks
from views import chat as screens
from views import talk as talk_screens
from views.screen import Rows, Screen


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
    found, rest = await _partners(turn, 0, held=False)
    if len(found) == 1 and not rest:
        await chat(turn, callbacks.Chat(bid_id=found[0].bid_id))
    else:
        await turn.window.show(screens.partners(turn.t, found, rest))


async def more_partners(turn: Turn, tap: callbacks.MorePartners) -> None:
    found, rest = await _partners(turn, tap.skip, held=tap.held)
    talk = await turn.work.talks.of(turn.actor.id)
    if tap.held and talk.held:
        await turn.window.show(screens.to_whom(turn.t, talk, found, rest))
    else:
        await turn.window.show(screens.partners(turn.t, found, rest))


async def _partners(turn: Turn, skip: int, *, held: bool) -> tuple[list[Partner], Rows]:
    """A page of them, and the way to more."""
    limit = screens.PARTNERS
    found = await turn.work.talks.partners(turn.actor.id, skip, limit + 1)
    rest = screens.rest(turn.t, skip, held=held, more=len(found) > limit)
    return found[:limit], rest


async def says(turn: Turn, bid_id: int) -> None:
    """A message that belongs to this line."""
    line = await relay.line_of(turn.work, turn.actor, bid_id)
    goes_on = turn.window.line == bid_id or await _remembered(turn) == bid_id
    await _says(turn, line, goes_on=goes_on)


async def writes(turn: Turn) -> bool:
    """A message that belongs nowhere goes to whom the last one went, if the chat is still about
    that, and if it answers nothing else; else it waits until it is said to whom. False when there
    is nobody to write to."""
    elsewhere = turn.message is not None and turn.message.reply_to_message is not None
    remembered = None if elsewhere else await _remembered(turn)
    if remembered is not None:
        line = await relay.line_of(turn.work, turn.actor, remembered)
        if line.open:
            await _says(turn, line, goes_on=True)
            return True
    found, rest = await _partners(turn, 0, held=True)
    if found:
        await _ask(turn, _draft(turn), found, rest)
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


async def _says(turn: Turn, line: Line, *, goes_on: bool) -> None:
    """Passed on as it is; a contact only after a yes."""
    draft = _draft(turn)
    line.check_open()
    if draft.kind == CONTACT:
        other = line.other(turn.actor.id)
        await _ask(turn, draft, [Partner(line.bid_id, other.shown_name, line.title)])
        return
    screen, _ = await _pass_on(turn, line, [draft], goes_on=goes_on)
    if screen is not None:
        await turn.window.send(screen, line=line.bid_id, answers=draft.message_id)


async def _ask(turn: Turn, draft: Draft, partners: list[Partner], rest: Rows = ()) -> None:
    """Asked once: what is written before the answer joins it. A question from before the chat has
    gone on loses its buttons, which would send more than it speaks of."""
    talk = await talks.hold(turn.work, turn.actor, draft)
    screen = screens.to_whom(turn.t, talk, partners, rest)
    if talk.asked_above:
        await turn.window.strip(talk.asked_above)
    elif talk.shown:
        await turn.window.redraw(talk.shown, screen)
        return
    shown = await turn.window.send(screen, answers=draft.message_id)
    await turn.work.talks.save(replace(talk, shown=shown))


async def send_held(turn: Turn, tap: callbacks.SendHeld) -> None:
    """All that waits goes to the chosen one, in order."""
    line = await relay.line_of(turn.work, turn.actor, tap.bid_id)
    held = await talks.hand_out(turn.work, turn.actor)
    if not held:
        raise Refused("out-of-date")
    screen, passed = await _pass_on(turn, line, held, goes_on=False)
    await turn.window.show(screens.sent(turn.t, passed, screen), line=tap.bid_id)


async def drop_held(turn: Turn, tap: callbacks.DropHeld) -> None:
    held = await talks.hand_out(turn.work, turn.actor)
    await turn.window.show(screens.dropped(turn.t, len(held)))


async def _pass_on(
    turn: Turn, line: Line, drafts: Sequence[Draft], *, goes_on: bool
) -> tuple[Screen | None, list[Passed]]:
    """What the sender has to be told is little: to whom it goes, if that is new, and trouble."""
    work, actor = turn.work, turn.actor
    passed = [await relay.pass_on(work, actor, line, draft) for draft in drafts]
    slow = await talks.choose(work, actor, line.bid_id, max(one.backlog for one in passed))
    ways = await _delivery(turn, passed)
    safe = work.policy.takes_money
    screen = screens.passed_on(turn.t, passed, goes_on=goes_on, slow=slow, safe=safe, ways=ways)
    return screen, passed


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
    """What somebody changes in a message of theirs follows to its copy, or changes what waits. Of
    what can't be passed on there is neither."""
    assert turn.message is not None
    if kind_of(turn.message) not in RELAYED:
        return
    draft = _draft(turn)
    await talks.correct(turn.work, turn.actor, draft)
    warned = await relay.edit(turn.work, turn.actor, draft)
    if warned is not None:
        text = screens.stay(turn.t, safe=turn.work.policy.takes_money)
        await turn.window.send(Screen(text), line=warned.bid_id, answers=draft.message_id)


def _draft(turn: Turn) -> Draft:
    assert turn.message is not None
    return draft_of(turn.message)


router = Routes(
    commands={"chat": choose},
    taps={
        callbacks.Chat: chat,
        callbacks.MorePartners: more_partners,
        callbacks.SendHeld: send_held,
        callbacks.DropHeld: drop_held,
    },
)
