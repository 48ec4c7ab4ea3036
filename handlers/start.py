"""Arriving, finding one's way, getting help."""

from conversations import search
from conversations.turn import Turn
from handlers import sharing
from handlers.routes import Routes
from marketplace import deep_links, people
from marketplace.people import Role
from views import callbacks, legal
from views import start as screens
from views.screen import Html
from views.texts import languages


async def start(turn: Turn) -> None:
    """For a newcomer, home is the welcome; what was begun is offered there all the same. What
    their link leads to is kept until they have an account."""
    payload = _payload(turn)
    if payload and turn.actor.role is None and deep_links.read(payload):
        await turn.state.update_data(link=payload)
        await home(turn, note=turn.t("link-first"))
    elif payload:
        await _follow(turn, payload)
    else:
        await home(turn)


def _payload(turn: Turn) -> str:
    """What stands behind /start, where the turn is one."""
    name, _, rest = ((turn.message and turn.message.text) or "").partition(" ")
    return rest.strip() if name.partition("@")[0].lower() == "/start" else ""


async def _follow(turn: Turn, payload: str) -> None:
    """What can't be shown is said above the menu."""
    if problem := await sharing.follow(turn, payload):
        await home(turn, note=problem)


async def home(turn: Turn, tap: callbacks.Home | None = None, note: Html | None = None) -> None:
    await turn.wizard.pause(turn)
    profile = await people.profile_of(turn.work, turn.actor)
    drafts = await turn.wizard.drafts(turn)
    wallet = turn.work.policy.takes_money
    screen = screens.home(turn.t, turn.actor, profile, drafts, wallet=wallet)
    await turn.window.show(screen.below(note) if note else screen)


async def choose_role(turn: Turn, tap: callbacks.ChooseRole) -> None:
    """The end of making an account: a link that led here is followed now."""
    turn.actor = await people.choose_role(turn.work, turn.actor, tap.role)
    data = await turn.state.get_data()
    payload = str(data.pop("link", ""))
    if payload:
        await turn.state.set_data(data)
        await _follow(turn, payload)
    else:
        await home(turn)


async def unknown(turn: Turn) -> None:
    """What belongs nowhere: the ways on, or the welcome for somebody new. Words of somebody who
    has nobody to write to may be a search."""
    role, said = turn.actor.role, (turn.message and turn.message.text) or ""
    if role is None:
        await start(turn)
    elif said and not said.startswith("/"):
        words = await search.remember(turn, said) if role is Role.FREELANCER else ""
        mark = search.mark_of_words(words) if words else ""
        await turn.window.show(screens.unknown_words(turn.t, role, words, mark))
    else:
        await turn.window.show(screens.unknown(turn.t))


async def help_(turn: Turn, tap: callbacks.Help | None = None) -> None:
    role = turn.actor.role
    if tap and tap.topic:
        payable = turn.work.policy.takes_money
        await turn.window.show(screens.help_topic(turn.t, tap.topic, role, payable=payable))
    else:
        await turn.window.show(screens.help_home(turn.t, role))


async def cancel(turn: Turn) -> None:
    had_something = await turn.wizard.cancel(turn)
    await turn.window.show(screens.cancelled(turn.t, had_something))


async def resume(turn: Turn, tap: callbacks.Resume) -> None:
    if not await turn.wizard.resume(turn, tap.key):
        turn.window.say(screens.stale_notice(turn.t), alert=True)
        await home(turn)


async def drop_draft(turn: Turn, tap: callbacks.DropDraft) -> None:
    await turn.wizard.drop(turn, tap.key)
    await home(turn)


async def terms(turn: Turn) -> None:
    await turn.window.show(legal.terms(turn.t, turn.work.policy))


async def pay_support(turn: Turn) -> None:
    await turn.window.show(legal.pay_support(turn.t, turn.work.policy))


async def language(turn: Turn, tap: callbacks.Language | None = None) -> None:
    """Shows the choice; a tap makes it, and the screen appears in the new language."""
    if tap and tap.code in languages():
        turn.actor = await people.choose_language(turn.work, turn.actor, tap.code)
        turn.t = turn.texts(tap.code)
    await turn.window.show(screens.languages(turn.t))


router = Routes(
    commands={
        "start": start,
        "menu": start,
        "help": help_,
        "cancel": cancel,
        "language": language,
        "terms": terms,
        "paysupport": pay_support,
    },
    taps={
        callbacks.Home: home,
        callbacks.ChooseRole: choose_role,
        callbacks.Help: help_,
        callbacks.Resume: resume,
        callbacks.DropDraft: drop_draft,
        callbacks.Language: language,
    },
)
