"""Every button, forged by everybody, at every stage of a deal, through the real program.

A table says who may do what, and when; whatever it does not name is refused aloud, shows nothing
and changes nothing (guarantees 14 and 19). What may act is tried on a deal of its own, and has to
act: so the table can't be empty words. A button that is missing from the table fails.

Seen to fail: without asking who it is in `projects.reviewed`, `projects.member_project`,
`bids.own_live_bid` and `checkout.due`; with the client refused as well; with buttons that don't
unpack left to raise.
"""

import asyncio
import random
from datetime import timedelta
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from marketplace import people
from simulator.people import Answer, Person, Telegram
from storage.unit_of_work import Storage
from tests.storage.deal import PITCH, given, kept, within
from tests.storage.talking import file_said
from tests.stories.conftest import Program
from tests.stories.deals import NOTE, REASON, STAGES, Deal, deal_at, invited, profile
from tests.stories.rights import (
    ALL,
    BIDDER,
    CLIENT,
    EVERYBODYS,
    FREELANCER,
    NEWCOMER,
    NOBODYS,
    OPERATOR,
    OTHER,
    OWN_SETTINGS,
    TABLE,
    Press,
)
from tests.stories.truth import conversations, marketplace_rows, nothing_went_wrong
from views import callbacks as c

FEWER_STAGES = ("bid", "review", "disputed", "due")
"""Enough for the second database and for the newcomer: the rules are the same."""
PARTS = 4
"""So many tests share the longest tables, each with a world of its own: a core takes its part."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("database_url", "stages"),
    [
        *(("sqlite", STAGES[n::PARTS]) for n in range(PARTS)),
        *(("postgresql", FEWER_STAGES[n::2]) for n in range(2)),
    ],
    indirect=["database_url"],
    ids=lambda given: given if isinstance(given, str) else ", ".join(given),
)
async def test_nobody_gets_what_the_table_does_not_give(
    cast: "Cast", program: Program, telegram: Telegram, stages: tuple[str, ...]
) -> None:
    storage = program.app.storage
    for stage in stages:
        deal = await cast.deal(storage, stage)
        before, standing = await marketplace_rows(storage), await conversations(storage)
        roles = ALL if stage in FEWER_STAGES else ALL[:-1]
        await asyncio.gather(*(_tries(cast, role, deal) for role in roles))
        assert await marketplace_rows(storage) == before, stage
        assert await conversations(storage) == standing, stage
    for role in (FREELANCER, OTHER, NEWCOMER):
        seen = await cast.people[role].transcript()
        assert not [words for words in (PITCH, NOTE, REASON) if words in seen]
    await nothing_went_wrong(storage, telegram)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
async def test_whoever_may_act_or_look_can(
    cast: "Cast", program: Program, telegram: Telegram, part: int
) -> None:
    storage = program.app.storage
    shared = {stage: await cast.deal(storage, stage) for stage in STAGES}
    for press in TABLE[len(TABLE) * part // PARTS : len(TABLE) * (part + 1) // PARTS]:
        for role, stages in press.may.items():
            for stage in stages:
                deal = await cast.deal(storage, stage) if press.acts else shared[stage]
                before = await marketplace_rows(storage) if press.acts else None
                # An archive can be asked for five times a day.
                rests = isinstance(press.data(deal), c.Archive)
                program.clock.pass_(timedelta(hours=5) if rests else timedelta(seconds=1))
                answer = await cast.forges(role, press.data(deal))
                assert not answer.alert, (role, stage, press.data(deal), answer)
                if press.acts:
                    assert await marketplace_rows(storage) != before, (role, stage, press)
                    await _refuses_twice(cast, storage, press, role, deal)
    await nothing_went_wrong(storage, telegram)


@pytest.mark.long
async def test_what_belongs_to_nobody_in_particular_changes_nobody_else(
    cast: "Cast", program: Program, telegram: Telegram
) -> None:
    storage = program.app.storage
    await cast.deal(storage, "review")
    entry = await cast.education(storage, BIDDER)
    template = await cast.template(storage, BIDDER)
    foreign = (
        c.ChangeEntry(kind="education", id=entry),
        c.RemoveEntry(kind="education", id=entry),
        c.RemoveEntry(kind="experience", id=entry),
        c.OpenTemplate(id=template),
        c.ChangeTemplate(id=template),
        c.RemoveTemplate(id=template, sure=True),
    )
    for role in ALL:
        before = await marketplace_rows(storage)
        for data in (*EVERYBODYS, *NOBODYS, *(foreign if role != BIDDER else ())):
            await cast.forges(role, data)
        assert await marketplace_rows(storage) == before
        person = cast.people[role]
        before = await marketplace_rows(storage, but=[person.id])
        others = {k: v for k, v in (await conversations(storage)).items() if k != person.id}
        for data in OWN_SETTINGS:
            await cast.forges(role, data)
        assert await marketplace_rows(storage, but=[person.id]) == before
        left = {k: v for k, v in (await conversations(storage)).items() if k != person.id}
        assert left == others
    await cast.forges(BIDDER, foreign[1])
    await cast.forges(BIDDER, foreign[-1])
    rows = await marketplace_rows(storage)
    assert (rows["education"], rows["pitch_templates"]) == ([], [])
    await nothing_went_wrong(storage, telegram)


@pytest.mark.long
async def test_two_hundred_kinds_of_garbage_change_nothing(
    cast: "Cast", program: Program, telegram: Telegram
) -> None:
    """Mutated buttons: wrong types, overlong numbers, missing fields, other alphabets. Who
    presses them has no part in any deal; so a mutation that is a button again is foreign."""
    storage = program.app.storage
    deals = [await cast.deal(storage, stage) for stage in ("bid", "review", "due")]
    stranger, rubbish = cast.people[OTHER], list(garbage(deals, 200))
    before = await marketplace_rows(storage, but=[stranger.id])
    shown = await stranger.last()
    for data in rubbish:
        answer = await stranger.presses_data(shown, data)
        assert answer.text or not answer.alert
    await telegram.quiet()
    assert await marketplace_rows(storage, but=[stranger.id]) == before
    await nothing_went_wrong(storage, telegram)


async def test_every_button_is_in_the_table() -> None:
    deal = Deal("complete", 1, 1)
    listed = {type(press.data(deal)) for press in TABLE}
    listed |= {type(data) for data in (*EVERYBODYS, *OWN_SETTINGS, *NOBODYS)}
    assert listed == set(CallbackData.__subclasses__()) - _foreign_kinds()


# --- helpers -------------------------------------------------------------------------------


class Cast:
    """Six people with nothing in common but the bot, and deals between two of them."""

    def __init__(self, people: dict[str, Person], file_id: str) -> None:
        self.people = people
        self._file_id = file_id
        self._shown: dict[str, int] = {}

    async def deal(self, storage: Storage, stage: str) -> Deal:
        freelancer, client = self.people[BIDDER], self.people[CLIENT]
        deal = await deal_at(storage, stage, freelancer, client, self._file_id)
        if deal.bid > 0:
            deal.said = await file_said(storage, deal.bid, freelancer.id, self._file_id)
        deal.key = await self.key(storage)
        if stage == "turned down":
            deal.invitation = await invited(storage, deal, client.id, freelancer.id)
        return deal

    async def key(self, storage: Storage) -> str:
        """Of the profile of the freelancer who doesn't bid."""
        async with storage.begin() as work:
            return (await work.people.get(self.people[FREELANCER].id)).share_key

    async def forges(self, role: str, data: CallbackData) -> Answer:
        """Presses a button that was never drawn, on the first message that the bot ever sent."""
        person = self.people[role]
        if role not in self._shown:
            self._shown[role] = (await person.last()).id
        return await person.presses_data(self._shown[role], data.pack())

    async def education(self, storage: Storage, role: str) -> int:
        person_id = self.people[role].id

        async def act(work: Any) -> int:
            entry = people.Education("Porto", "Design", 2010, 2014)
            await people.put_education(work, await work.people.get(person_id), entry)
            return int((await work.people.education(person_id))[0].id)

        return await within(storage, act)

    async def template(self, storage: Storage, role: str) -> int:
        async with storage.begin() as work:
            person = await work.people.get(self.people[role].id)
        return (await kept(storage, person, "Shops")).id


@pytest.fixture
async def cast(telegram: Telegram, program: Program) -> Cast:
    """A freelancer who bids and one who doesn't, two clients, who runs the bot, and somebody who
    just came."""
    cast = {role: await telegram.person(role.capitalize()) for role in ALL}
    operators = {"operators": (cast[OPERATOR].id,)}
    program.settings = program.settings.model_copy(update=operators)
    await program.restart()
    sent = await cast[CLIENT].sends_file("brief.pdf", b"%PDF a brief")
    assert sent.file is not None
    for person in cast.values():
        await person.types("/start")
        await person.sees()
    for role in (FREELANCER, BIDDER):
        await profile(program.app.storage, cast[role])
    await given(program.app.storage, cast[CLIENT].id, 10_000_000)
    return Cast(cast, sent.file["file_id"])


async def _tries(cast: Cast, role: str, deal: Deal) -> None:
    """Everything that the table does not give; each is refused aloud, with or without a way on."""
    for press in TABLE:
        if deal.stage in press.may.get(role, ()):
            continue
        person, since = cast.people[role], await cast.people[role].now()
        answer = await cast.forges(role, press.data(deal))
        if not answer.alert:
            refusal = await person.sees(since=since)
            assert refusal.labels, (role, deal.stage, press.data(deal), refusal)


async def _refuses_twice(cast: Cast, storage: Storage, press: Press, role: str, deal: Deal) -> None:
    """What was done can't be done a second time with the same button."""
    if isinstance(press.data(deal), c.RenewJob):
        return  # thirty days from now on, each time
    done = await marketplace_rows(storage)
    assert (await cast.forges(role, press.data(deal))).alert, (role, deal.stage, press)
    assert await marketplace_rows(storage) == done


def garbage(deals: list[Deal], number: int) -> list[str]:
    """Strings of 1-64 bytes that look like buttons and are none; always the same ones."""
    dice = random.Random(20260301)
    real = [press.data(deal).pack() for press in TABLE for deal in deals]
    real += [data.pack() for data in (*EVERYBODYS, *NOBODYS)]
    odd = (
        *("", ":", "::", "-1", "0", "1e5", "NaN", "inf", "1.0", "0x1F", "true", "None", "null"),
        *("9" * 18, "9" * 19, "9" * 40, "-" + "9" * 30, str(2**63), str(2**63 - 1), str(-(2**63))),
        *("١٢٣", "１２", "²", "½", "\u202e12", "\u200b", "\x00", " 1", "1 ", "1\n", "+1", "1_0"),
        *("'; DROP TABLE people; --", "<b>", "%s", "{0}", "../..", "👩‍👩‍👧‍👦", "한국어", "עברית"),
    )
    made: list[str] = [one for one in odd if one]
    while len(made) < number:
        parts = dice.choice(real).split(":")
        match dice.randrange(6):
            case 0:
                parts[dice.randrange(len(parts))] = dice.choice(odd)
            case 1:
                parts.insert(dice.randrange(len(parts) + 1), dice.choice(odd))
            case 2 if len(parts) > 1:
                del parts[dice.randrange(1, len(parts))]
            case 3:
                parts[0] = parts[0].upper() if dice.random() < 0.5 else parts[0][:-1]
            case 4:
                parts = [parts[0], *(dice.choice(odd) for _ in range(dice.randrange(1, 5)))]
            case _:
                parts[-1] += dice.choice(odd)
        data = ":".join(parts)
        data = data.encode()[:64].decode(errors="ignore")
        if data:
            made.append(data)
    return made[:number]


def _foreign_kinds() -> set[type[CallbackData]]:
    """Subclasses that other tests may have made in this process."""
    ours = f"{c.__name__}."
    return {kind for kind in CallbackData.__subclasses__() if not kind.__module__.startswith(ours)}
