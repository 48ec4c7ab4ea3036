"""From one decoded update to the one function that serves it.

aiogram carries the update to the observer of its kind; behind each stands exactly one function
that looks the handler up in a table (see handlers/), so routing costs the same however many
handlers there are, and nothing is ever handed to a thread.
"""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any

import aiogram
import structlog
from aiogram.enums import ContentType
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageReactionUpdated,
    PreCheckoutQuery,
    ReactionTypeEmoji,
    RefundedPayment,
    Update,
    User,
)

from bot import belonging
from bot.inbound import Immediate
from conversations import CONVERSATIONS
from conversations.turn import Turn
from conversations.wizard import Wizard
from handlers import ROUTERS, chat, checkout, inline, projects, start
from handlers.routes import Command, Tap
from marketplace import events, people, relay, talks
from marketplace.errors import Refused
from marketplace.files import StoredFile
from marketplace.people import Person
from marketplace.policy import Policy
from storage.unit_of_work import UnitOfWork
from views import answers, callbacks, refusals
from views import start as start_screens
from views.notices import Announcer
from views.sharing import Address
from views.texts import Texts, languages, nearest
from views.window import Window

log = structlog.get_logger(__name__)
SAY_NOTHING = {
    ContentType.FORUM_TOPIC_CREATED,
    ContentType.FORUM_TOPIC_EDITED,
    ContentType.FORUM_TOPIC_CLOSED,
    ContentType.FORUM_TOPIC_REOPENED,
    ContentType.PINNED_MESSAGE,
}
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s|$)")


class Dispatcher:
    """Routes updates. Holds no state but tables and texts.

    `public_url`: where links for big files lead; empty: there are none.
    """

    def __init__(
        self,
        token: str,
        policy: Policy,
        *,
        public_url: str = "",
    ) -> None:
        self._texts = {code: Texts(code, policy.currency) for code in languages()}
        self._public_url = public_url
        self.address = Address()
        """Where the bot is found; the app learns it from Telegram."""
        self._wizard = Wizard(CONVERSATIONS)
        self._announcer = Announcer(self.texts)
        self._bot = aiogram.Bot(token)
        self._commands, self._for_operators, self._taps = _tables()
        Update.model_rebuild()  # now, rather than with the first update (bot/lazy_models.py)

    def texts(self, language: str) -> Texts:
        return self._texts[nearest(language)]

    def commands(self, *, operator: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per language the commands and what they do, for the bot's menu; an operator has some
        more, first."""
        names = [*(self._for_operators if operator else ()), *self._commands]
        return [
            (code, [(name, t.label(f"command-{name}")) for name in names])
            for code, t in self._texts.items()
        ]

    async def handle(self, update: Update, work: UnitOfWork) -> Immediate | None:
        """Serves one update inside `work`; what must be answered at once is returned."""
        update.as_(self._bot)  # else aiogram dumps and decodes it once more
        answer = await self._aiogram.feed_update(self._bot, update, work=work)
        await self.announce(work)
        return answer if isinstance(answer, Immediate) else None

    async def announce(self, work: UnitOfWork) -> None:
        """Writes the notices of everything that happened in `work`."""
        await self._announcer.announce(work, work.outbox)

    async def uploaded(
        self, work: UnitOfWork, person_id: int, file: StoredFile, milestone_id: int
    ) -> None:
        """A file came by a link: it belongs to the person's delivery of that milestone."""
        actor = await work.people.get(person_id)
        turn = self._turn_of(work, actor, Window(work.outbox, person_id, cards=work.cards))
        async with self._refusals(turn):
            await projects.file_came(turn, file, milestone_id)
        await self.announce(work)

    async def apologise(self, raw: dict[str, Any], work: UnitOfWork, reference: str) -> None:
        """Tells the person behind a parked update that the mistake is ours; not who asks from
        another chat, since the bot may not write to them."""
        user = _find_user(raw)
        if user is not None and "inline_query" not in raw:
            t = self.texts(str(user.get("language_code") or "en"))
            await Window(work.outbox, int(user["id"])).send(answers.our_mistake(t, reference))

    # --- one function per kind of update -----------------------------------------------------

    @cached_property
    def _aiogram(self) -> aiogram.Dispatcher:
        dispatcher = aiogram.Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._message)
        dispatcher.edited_message.register(self._edited)
        dispatcher.message_reaction.register(self._reaction)
        dispatcher.callback_query.register(self._press)
        dispatcher.inline_query.register(self._inline)
        dispatcher.pre_checkout_query.register(self._pre_checkout)
        dispatcher.my_chat_member.register(self._membership)
        return dispatcher

    async def _message(self, message: Message, work: UnitOfWork) -> None:
        """Messages that tell of topics and pins say nothing; some are by the bot itself."""
        if message.chat.type != "private" or message.from_user is None:
            return
        if message.from_user.is_bot or message.content_type in SAY_NOTHING:
            return
        turn = await self._turn(work, message.from_user, message=message)
        async with self._refusals(turn):
            await self._route(turn, message)

    async def _edited(self, message: Message, work: UnitOfWork) -> None:
        if message.chat.type != "private" or message.from_user is None:
            return
        turn = await self._turn(work, message.from_user, message=message)
        async with self._refusals(turn):
            await chat.edited(turn)

    async def _reaction(self, change: MessageReactionUpdated, work: UnitOfWork) -> None:
        """Bots show one reaction at most, and only such that everybody may use."""
        if change.chat.type != "private" or change.user is None:
            return
        actor = await self._arrive(work, change.user)
        emoji = (one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji))
        await relay.react(work, actor, change.message_id, next(emoji, ""))

    async def _press(self, call: CallbackQuery, work: UnitOfWork) -> Immediate:
        turn = await self._turn(work, call.from_user, call=call)
        async with self._refusals(turn):
            await self._tapped(turn, call.data or "")
        params: dict[str, Any] = {"callback_query_id": call.id}
        if turn.window.toast:
            params |= {"text": turn.window.toast, "show_alert": turn.window.alert}
        return Immediate("answerCallbackQuery", params)

    async def _inline(self, query: InlineQuery, work: UnitOfWork) -> Immediate:
        """Whoever asks becomes no account: the bot may not write to them."""
        person = await work.people.find(query.from_user.id)
        t = self.texts(person.language if person else query.from_user.language_code or "en")
        asked = inline.Asked(work, t, self.address, person, query.query, query.offset)
        return Immediate(
            "answerInlineQuery", {"inline_query_id": query.id, **await inline.answer(asked)}
        )

    async def _pre_checkout(self, query: PreCheckoutQuery, work: UnitOfWork) -> Immediate:
        actor = await self._arrive(work, query.from_user)
        params: dict[str, Any] = {"pre_checkout_query_id": query.id, "ok": True}
        try:
            await checkout.check(work, actor, query)
        except Refused as refused:
            words = _plain(refusals.refusal(self.texts(actor.language), refused))
            params |= {"ok": False, "error_message": words}
        return Immediate("answerPreCheckoutQuery", params)

    async def _membership(self, change: ChatMemberUpdated, work: UnitOfWork) -> None:
        if change.chat.type != "private":
            return
        if change.new_chat_member.status == "kicked":
            await work.people.unreachable(change.from_user.id)
        else:
            await self._arrive(work, change.from_user)

    # --- the tables ----------------------------------------------------------------------------

    async def _route(self, turn: Turn, message: Message) -> None:
        if message.successful_payment:
            await checkout.paid(turn, message.successful_payment)
        elif message.refunded_payment:
            await _check_refund(turn, message.refunded_payment)
        elif message.text and (found := COMMAND.match(message.text)):
            await self._command(turn, found[1].lower())
        elif await belonging.answers_the_question(turn, message):
            await turn.wizard.typed(turn)
        elif (line := await belonging.line_replied_to(turn, message)) is not None:
            await chat.says(turn, line)
        elif turn.window.line is not None:
            await chat.says(turn, turn.window.line)
        elif not await turn.wizard.typed(turn) and not await chat.writes(turn):
            await start.unknown(turn)

    async def _command(self, turn: Turn, name: str) -> None:
        if name == "cancel":
            await talks.hand_out(turn.work, turn.actor)
        else:
            await turn.wizard.pause(turn)
        await talks.forget(turn.work, turn.actor)
        command = self._commands.get(name)
        if turn.actor.id in turn.work.policy.operators:
            command = command or self._for_operators.get(name)
        await (command or start.unknown)(turn)

    async def _tapped(self, turn: Turn, data: str) -> None:
        prefix = data.split(":", 1)[0]
        kind, serve = self._taps.get(prefix, (None, None))
        try:
            tap = kind.unpack(data) if kind else None
        except (ValueError, TypeError):
            tap = None
        if isinstance(tap, callbacks.Wizard):
            await turn.wizard.tapped(turn, tap)
        elif tap is None or serve is None:
            turn.window.say(start_screens.stale_notice(turn.t), alert=True)
            turn.window.pressed = None
            await start.start(turn)
        else:
            await serve(turn, tap)

    @asynccontextmanager
    async def _refusals(self, turn: Turn) -> AsyncIterator[None]:
        """The one place where a refusal becomes words. What it interrupted is rolled back."""
        try:
            async with turn.work.savepoint():  # type: ignore[attr-defined]
                yield
        except Refused as refused:
            screen = answers.refused(turn.t, refused)
            words = _plain(screen.text)
            turn.window.say("")
            if turn.call is not None and len(words) <= 200 and not screen.rows:
                turn.window.say(words, alert=True)
            else:
                await turn.window.send(screen)

    async def _turn(self, work: UnitOfWork, user: User, **event: Any) -> Turn:
        actor = await self._arrive(work, user)
        call: CallbackQuery | None = event.get("call")
        message = call.message if call else None
        window = Window(
            work.outbox,
            user.id,
            message.message_id if message else None,
            cards=work.cards,
            pressed_at=message.date if isinstance(message, Message) else None,
        )
        window.line = await belonging.line_of_topic(work, actor, message or event.get("message"))
        return self._turn_of(work, actor, window, **event)

    def _turn_of(self, work: UnitOfWork, actor: Person, window: Window, **event: Any) -> Turn:
        key = StorageKey(bot_id=self._bot.id, chat_id=actor.id, user_id=actor.id)
        return Turn(
            work=work,
            actor=actor,
            t=self.texts(actor.language),
            texts=self.texts,
            window=window,
            state=FSMContext(work.conversations, key),
            wizard=self._wizard,
            public_url=self._public_url,
            address=self.address,
            **event,
        )

    async def _arrive(self, work: UnitOfWork, user: User) -> Person:
        actor = await people.arrive(work, user.id, user.first_name, nearest(user.language_code))
        if any(isinstance(event, events.CameBack) for event in work.events):
            await relay.deliver_waiting(work, actor)
        return actor


def _tables() -> tuple[dict[str, Command], dict[str, Command], dict[str, tuple[Any, Tap | None]]]:
    """The tables of all routers as one; two claims on one key are a mistake at start-up."""
    commands: dict[str, Command] = {}
    for_operators: dict[str, Command] = {}
    taps: dict[str, tuple[Any, Tap | None]] = {"w": (callbacks.Wizard, None)}
    for router in ROUTERS:
        for table, more in ((commands, router.commands), (for_operators, router.for_operators)):
            for name, command in more.items():
                if table.setdefault(name, command) is not command:
                    raise ValueError(f"/{name} is routed twice")
        for kind, tap in router.taps.items():
            if kind.__prefix__ in taps:
                raise ValueError(f"{kind.__name__} is routed twice")
            taps[kind.__prefix__] = (kind, tap)
    return commands, for_operators, taps


async def _check_refund(turn: Turn, refund: RefundedPayment) -> None:
    """Telegram tells of our own refunds, too; the person has our notice already. One that we did
    not book was made behind our back: the operator has to look at it."""
    charge = await turn.work.invoices.charge(refund.telegram_payment_charge_id)
    if charge is None or charge.refunded_at is None:
        log.error("a refund that is not in the books", payer=turn.actor.id)


def _plain(text: str) -> str:
    """Safe HTML as plain text, for alerts."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def _find_user(raw: dict[str, Any]) -> dict[str, Any] | None:
    """The person who caused a raw update, wherever the kind of update keeps them."""
    for part in raw.values():
        user = part.get("from") if isinstance(part, dict) else None
        if isinstance(user, dict) and isinstance(user.get("id"), int):
            return user
    return None
