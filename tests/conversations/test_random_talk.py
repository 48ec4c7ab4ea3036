"""Random talk: whatever people type, send and tap, in any order, no turn breaks.

The desk checks each turn's messages as Telegram would, that at most one question is open, and that
what is kept is plain JSON. Planted once and caught: a tap that is applied without looking at its
tag; an answered question that keeps its buttons.
"""

import itertools
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conversations import CONVERSATIONS
from conversations.profile import add_entry, change_entry, edit_part
from marketplace.errors import Refused
from marketplace.people import Person
from marketplace.projects import Project
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage
from tests.conversations.cases import CASES
from tests.conversations.desk import (
    DICE,
    LOCATION,
    STICKER,
    VOICE,
    Act,
    Desk,
    Send,
    document,
    photo,
)
from tests.storage import deal

Subjects = dict[str, dict[str, int]]
NUMBERS = itertools.count(1000)
SAID = sorted({act for case in CASES for acts in case.answers.values() for act in acts
               if isinstance(act, str)})  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(SAID),
    st.sampled_from(["500", "1,250", "4", "2015", "400-600", "Done", "730", "1", "x, y, zz"]),
    st.text(st.characters(), max_size=60),
    st.text(alphabet="<>&\"'{}$ \n,;", min_size=1, max_size=4096),
    st.text(min_size=1, max_size=30).map(lambda text: text * (4096 // len(text))),
)
FILES = st.builds(
    lambda name, unique, album: document(
        name, unique, **({"media_group_id": album, "caption": name} if album else {})
    ),
    st.text(min_size=1, max_size=300),
    st.sampled_from("abcdefgh"),
    st.sampled_from(["", "1", "2"]),
)
OTHERS = st.sampled_from([STICKER, DICE, LOCATION, VOICE, photo("p")])
INDEX = st.integers(0, 60)
ACTS = st.one_of(
    TEXTS,
    FILES,
    OTHERS,
    *[st.tuples(st.just("press"), INDEX)] * 6,
    st.tuples(st.just("old"), INDEX),
    st.tuples(st.just("start"), INDEX),
    st.tuples(st.sampled_from(["pause", "resume", "cancel", "drop", "part"]), INDEX),
)


@pytest.fixture(scope="module")
async def market(
    sqlite_original: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Storage]:
    path = tmp_path_factory.mktemp("talk") / "talk.db"
    shutil.copyfile(sqlite_original, path)
    opened = open_storage(f"sqlite:///{path}", FakeClock())
    yield opened
    await opened.close()


@pytest.mark.long
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    phases=set(Phase) - {Phase.explain},  # its tracer makes each turn many times slower
)
@given(first=st.sampled_from(sorted(CONVERSATIONS)), acts=st.lists(ACTS, min_size=8, max_size=30))
async def test_no_talk_breaks_a_turn(
    market: Storage, first: str, acts: list[Act | tuple[str, int]]
) -> None:
    desk, subjects = await _somebody(market)
    pressed: list[tuple[str, int]] = []
    await _start(desk, first, subjects)
    for act in acts:
        if desk.asked:
            buttons, on = desk.question.buttons, desk.question_id
            pressed += [(b["callback_data"], on) for b in buttons]
        if isinstance(act, tuple):
            await _does(desk, act, subjects, pressed)
        else:
            taken = await desk.does(act)
            assert not taken or desk.sent or _is_album(act)


async def _does(
    desk: Desk,
    act: tuple[str, int],
    subjects: Subjects,
    pressed: list[tuple[str, int]],
) -> None:
    what, number = act
    if what == "press" and desk.asked:
        ours = [b for b in desk.question.buttons if b["callback_data"].startswith("w:")]
        if len(ours) > 1:  # not always Cancel, which stands last
            ours = ours[:-1]
        before = desk.question
        await desk.taps(ours[number % len(ours)]["callback_data"], desk.question_id)
        assert desk.toast or desk.sent or not desk.asked or desk.question is not before
    elif what == "old" and pressed:
        data, message_id = pressed[number % len(pressed)]
        before_answers = await desk.answers()
        current = (
            desk.asked
            and desk.question.named("") is not None
            and any(b["callback_data"] == data for b in desk.question.buttons)
        )
        if data.startswith("w:"):
            await desk.taps(data, message_id)
            assert current or (desk.toast and await desk.answers() == before_answers)
    elif what == "start":
        await _start(desk, sorted(CONVERSATIONS)[number % len(CONVERSATIONS)], subjects)
    elif what == "part":
        async with _allowed(), desk.turn() as turn:
            if number % 2:
                await edit_part(turn, ("details", "skills", "description")[number % 3])
            elif number % 3:
                await change_entry(turn, "education", number)
            else:
                await add_entry(turn, "experience")
    else:
        await _keeps(desk, what, number)


async def _keeps(desk: Desk, what: str, number: int) -> None:
    async with _allowed(), desk.turn() as turn:
        drafts = await turn.wizard.drafts(turn)
        assert len(drafts) <= 5
        key = drafts[number % len(drafts)][0] if drafts else "none"
        if what == "pause":
            await turn.wizard.pause(turn)
            assert await turn.wizard.running(turn) is None
        elif what == "cancel":
            await turn.wizard.cancel(turn)
        elif what == "resume":
            assert await turn.wizard.resume(turn, key) == bool(drafts)
        elif what == "drop":
            assert await turn.wizard.drop(turn, key) == bool(drafts)


async def _start(desk: Desk, name: str, subjects: Subjects) -> None:
    async with _allowed(), desk.turn() as turn:
        await turn.wizard.start(turn, CONVERSATIONS[name], subjects.get(name, {}))


async def _somebody(market: Storage) -> tuple[Desk, Subjects]:
    """Somebody with a profile who can bid, delivers, declines and talks."""
    number = next(NUMBERS)
    person = await deal.someone(market, number, "Ana <b>")
    other = await deal.someone(market, number + 1_000_000, "Marc")
    job = await deal.posted(market, other)
    mine = await _started(market, other, person)
    theirs = await _started(market, person, other)
    delivery = await deal.delivered(market, other, theirs.milestones[0].id)
    done, ours = [
        await deal.completed(market, (await _started(market, client, worker)).id)
        for client, worker in ((other, person), (person, other))
    ]
    subjects = {
        "bid": {"job": job.id},
        "delivery": {"milestone": mine.milestones[0].id},
        "decline": {"delivery": delivery.id},
        "dispute": {"milestone": theirs.milestones[0].id},
        "cancellation": {"project": mine.id},
        "rate-freelancer": {"project": ours.id},
        "rate-client": {"project": done.id},
        "find-in-talk": {"bid": mine.bid_id},
        "keep-template": {"bid": mine.bid_id},
        "report": {"job": job.id},
        # An operator's; all are refused.
        "payout": {"withdrawal": 1},
        "rejection": {"withdrawal": 1},
        "verdict": {"dispute": 1},
        "refund": {"payment": 1},
        "hide": {"job": job.id},
        "restore": {"job": job.id},
        "ban": {"person": other.id},
        "unban": {"person": other.id},
    }
    return Desk(market, number, "Ana <b>", tidy=False), subjects


async def _started(market: Storage, client: Person, freelancer: Person) -> Project:
    bid = await deal.offered(market, freelancer, await deal.posted(market, client))
    return await deal.hired(market, client, bid)


class _allowed:
    """A conversation may refuse to begin; the dispatcher says why."""

    async def __aenter__(self) -> None: ...

    async def __aexit__(self, kind: type | None, error: object, trace: object) -> bool:
        return isinstance(error, Refused)


def _is_album(act: object) -> bool:
    return isinstance(act, Send) and "media_group_id" in act.raw
