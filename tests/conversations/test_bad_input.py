"""Whatever is sent at a step: an answer comes, nothing is lost, and nothing breaks."""

import pytest

from storage.unit_of_work import Storage
from tests.conversations.cases import BY_NAME, CASES
from tests.conversations.desk import (
    CONTACT,
    DICE,
    LOCATION,
    POLL,
    STICKER,
    VENUE,
    VOICE,
    Act,
    Desk,
    Press,
    document,
    photo,
)

TEXTS = (
    "",
    "   \n\t ",
    "\u200b\u200d\u2060\ufeff",
    "x" * 4096,
    "<" * 4096,
    "🎂" * 2048,
    "<b>bold</b> <script>alert(1)</script> & <a href='tg://user?id=1'>me</a>",
    "\u202egnirts desrever\u202c \u2066isolated\u2069",
    "nul\x00 in the middle",
    "lone \ud83d surrogate",
    "0",
    "-5",
    "1e5",
    "NaN",
    "١٢٣",
    "12,50",
    "12.50",
    "1,250",
    "99999999999999999999",
    "5:6:7 :: {braces} { $title }",
    ",;,\n;",
    "a" * 31 + "," + "b",
)
OTHERS: tuple[Act, ...] = (
    STICKER,
    LOCATION,
    CONTACT,
    POLL,
    DICE,
    VENUE,
    VOICE,
    photo("p"),
    document("../../etc/passwd", "d", caption="<i>" * 300),
    document("\u202e<b>.pdf", "e", size=50_000_000),
)
STEPS = [(case.name, step) for case in CASES for step in case.answers]


@pytest.mark.parametrize(("name", "at"), STEPS)
async def test_every_input_is_answered_and_loses_nothing(
    database: Storage, name: str, at: str
) -> None:
    case = BY_NAME[name]
    desk, subject = await case.begin(database)
    desk.tidy = False
    for act in (*TEXTS, *OTHERS):
        await _stand_at(desk, name, subject, at)
        before = await desk.answers()
        assert await desk.does(act), act
        assert desk.sent >= 1, act
        after = await desk.answers()
        if not desk.asked:  # it was an answer, and the last one
            desk.person_id, subject = await case.world(database)
        else:
            assert {key: after[key] for key in before if key != at} == {
                key: before[key] for key in before if key != at
            }, act


@pytest.mark.parametrize("sub", ["what", "amount", "days"])
async def test_the_same_inside_of_a_plan(database: Storage, sub: str) -> None:
    case = BY_NAME["bid"]
    desk, subject = await case.begin(database)
    desk.tidy = False
    for act in (*TEXTS, *OTHERS):
        await _stand_at(desk, "bid", subject, "plan")
        await desk.presses("Add")
        for filled in {"what": (), "amount": ("Work",), "days": ("Work", "50")}[sub]:
            await desk.does(filled)
        before = await desk.answers()
        assert await desk.does(act), act
        assert desk.sent == 1, act
        after = await desk.answers()
        assert {**after, "plan": 0} == {**before, "plan": 0}


async def _stand_at(desk: Desk, name: str, subject: dict[str, int], at: str) -> None:
    """Begins anew, with the earlier answers given at once."""
    case = BY_NAME[name]
    async with desk.turn() as turn:
        await turn.wizard.cancel(turn)
    given: dict[str, object] = {}
    if next(iter(case.answers)) != at:
        given = await _earlier(desk, name, subject, at)
    async with desk.turn() as turn:
        await turn.wizard.start(turn, case.conversation, subject, given)
    assert (await desk.stands() or "").startswith(f"{name}:{at}")


_KNOWN: dict[tuple[str, str], dict[str, object]] = {}


async def _earlier(desk: Desk, name: str, subject: dict[str, int], at: str) -> dict[str, object]:
    """The answers to all steps before `at`, found once by walking there."""
    if (name, at) not in _KNOWN:
        case = BY_NAME[name]
        async with desk.turn() as turn:
            await turn.wizard.start(turn, case.conversation, subject, {})
        for step, acts in case.answers.items():
            if step == at:
                break
            for act in acts:
                await desk.does(act)
        _KNOWN[name, at] = await desk.answers()
        async with desk.turn() as turn:
            await turn.wizard.cancel(turn)
    return dict(_KNOWN[name, at])


async def test_a_wrong_answer_is_quoted_and_answered(database: Storage) -> None:
    desk, _ = await BY_NAME["bid"].begin(database)
    await desk.does("five hundred <b>dollars</b>")
    assert "You wrote: “five hundred &lt;b&gt;dollars&lt;/b&gt;”" in desk.question.text
    assert "like 500 or 12.50" in desk.question.text
    assert "How much do you ask" in desk.question.text
    await desk.does(Press("$500"))
    assert await desk.stands() == "bid:days"
