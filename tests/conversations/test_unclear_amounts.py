"""An amount that can be read in two ways: both are a button, and neither is taken unasked.

Every turn is a restart. Seen to fail where the memo didn't keep the readings, where the next
answer left them standing, where any reading's button was taken for the first, where a tap was not
said back, and where the two amounts of a budget were each read in their own way.
"""

import pytest

from storage.unit_of_work import Storage
from tests.conversations.cases import BY_NAME
from tests.conversations.desk import STICKER, Act, Desk

READINGS = ["$1,250", "$1.25"]
LIKELY = ["$500", "$800"]
"""The client's budget."""


async def _asked(database: Storage, *acts: Act, name: str = "bid") -> Desk:
    desk, _ = await BY_NAME[name].begin(database)
    for act in acts:
        assert await desk.does(act)
    return desk


async def _budget(database: Storage, typed: str) -> Desk:
    desk = await _asked(
        database, "Logo for a bakery", "We open in May and need a logo.", "logo design", name="job"
    )
    await desk.presses("Done")
    await desk.does(typed)
    return desk


def _readings(desk: Desk) -> list[str]:
    labels = [button["text"] for button in desk.question.buttons]
    return [label for label in labels if label.startswith("$") and label not in LIKELY]


# --- an amount -----------------------------------------------------------------------------


@pytest.mark.parametrize(("tapped", "amount"), [("$1,250", 125000), ("$1.25", 125)])
async def test_a_tap_says_which(database: Storage, tapped: str, amount: int) -> None:
    desk = await _asked(database, "1,250")
    assert await desk.stands() == "bid:amount"
    assert "“1,250” can be read in two ways: $1,250 or $1.25. Tap" in desk.question.text
    assert "How much do you ask" in desk.question.text
    assert _readings(desk) == READINGS
    assert "amount" not in await desk.answers()
    await desk.presses(tapped)
    assert (await desk.answers())["amount"] == amount
    assert await desk.stands() == "bid:days"
    assert f"✓ Amount: {tapped}\n" in desk.question.text
    assert "readings" not in str(await desk.data())


async def test_the_readers_own_way_comes_first(database: Storage) -> None:
    desk = await _asked(database, "1.250")
    assert _readings(desk) == READINGS[::-1]


@pytest.mark.parametrize("typed", ["1250", "1,250.00", "$1.250,00"])
async def test_it_can_be_typed_again_instead(database: Storage, typed: str) -> None:
    desk = await _asked(database, "1,250", typed)
    assert (await desk.answers())["amount"] == 125000
    assert "✓ Amount: $1,250\n" in desk.question.text
    await desk.presses("Back")
    assert _readings(desk) == []


@pytest.mark.parametrize("then", ["five", "-5", "€500", STICKER])
async def test_they_go_with_the_next_answer(database: Storage, then: Act) -> None:
    desk = await _asked(database, "1,250", then)
    assert await desk.stands() == "bid:amount"
    assert _readings(desk) == []


async def test_another_unclear_amount_has_its_own(database: Storage) -> None:
    desk = await _asked(database, "1,250", "2,500")
    assert _readings(desk) == ["$2,500", "$2.50"]


async def test_what_is_likely_is_still_one_tap(database: Storage) -> None:
    desk = await _asked(database, "1,250")
    await desk.presses("$500")
    assert (await desk.answers())["amount"] == 50000
    await desk.presses("Back")
    assert _readings(desk) == []


async def test_a_likely_amount_is_not_offered_twice(database: Storage) -> None:
    """What is left of the bid for the first milestone, $1,250, is one of the readings too."""
    desk = await _asked(database, "1250", "10", "I'll draw three directions for you.")
    await desk.presses("Add")
    await desk.does("Three sketches")
    assert _readings(desk) == ["$1,250"]
    await desk.does("1,250")
    assert _readings(desk) == READINGS


async def test_a_draft_keeps_them(database: Storage) -> None:
    desk = await _asked(database, "10")
    await desk.presses("Back")
    await desk.does("1,250")
    async with desk.turn() as turn:
        await turn.wizard.pause(turn)
    assert not desk.asked
    async with desk.turn() as turn:
        [(key, _)] = await turn.wizard.drafts(turn)
        assert await turn.wizard.resume(turn, key)
    assert _readings(desk) == READINGS
    await desk.presses("$1.25")
    assert (await desk.answers())["amount"] == 125


async def test_an_old_button_changes_nothing(database: Storage) -> None:
    desk = await _asked(database, "1,250")
    reading, message_id = desk.question.named("$1.25"), desk.question_id
    assert reading
    await desk.does("300")
    for said in ("out of date", "Got it already"):
        await desk.taps(reading, message_id)
        assert said in desk.toast
        assert (await desk.answers())["amount"] == 30000
        assert await desk.stands() == "bid:days"


async def test_a_reading_that_was_not_offered_is_none(database: Storage) -> None:
    """A press of the current question, with the name of what an earlier one offered."""
    desk = await _asked(database, "1,250")
    old = desk.question.named("$1.25")
    await desk.does("2,500")
    current = desk.question.named("$2.50")
    assert old
    assert current
    forged = ":".join([*current.split(":")[:-1], old.split(":")[-1]])
    await desk.taps(forged, desk.question_id)
    assert desk.toast
    assert await desk.stands() == "bid:amount"


async def test_a_milestones_amount_is_asked_the_same_way(database: Storage) -> None:
    desk = await _asked(database, "2000", "10", "I'll draw three directions for you.")
    await desk.presses("Add")
    for typed in ("Three sketches", "1,250"):
        await desk.does(typed)
    assert _readings(desk)[:2] == READINGS
    await desk.presses("$1,250")
    await desk.does("4")
    assert [entry["amount"] for entry in (await desk.answers())["plan"]] == [125000]


async def test_another_currency_is_told_ours(database: Storage) -> None:
    desk = await _asked(database, "€500")
    assert await desk.stands() == "bid:amount"
    assert "You wrote: “€500”" in desk.question.text
    assert "Amounts here are in US dollars (USD)." in desk.question.text


# --- a budget ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "readings", "tapped", "understood"),
    [
        ("1,250", ["$1,250", "$1.25"], "$1,250", [125000, 125000]),
        ("1.250", ["$1.25", "$1,250"], "$1,250", [125000, 125000]),
        ("1,250-2,000", ["$1,250–$2,000", "$1.25–$2"], "$1.25–$2", [125, 200]),
        ("1.250 to 2,000", ["$1.25–$2", "$1,250–$2,000"], "$1,250", [125000, 200000]),
        ("$1-$1,250", ["$1–$1,250", "$1–$1.25"], "$1–$1,250", [100, 125000]),
        ("1,250-2,000.00", ["$1,250–$2,000", "$1.25–$2,000"], "$1,250", [125000, 200000]),
    ],
)
async def test_a_budget_is_asked_the_same_way(
    database: Storage, typed: str, readings: list[str], tapped: str, understood: list[int]
) -> None:
    desk = await _budget(database, typed)
    assert await desk.stands() == "job:budget"
    assert f"can be read in two ways: {readings[0]} or {readings[1]}." in desk.question.text
    assert _readings(desk) == readings
    await desk.presses(tapped)
    assert (await desk.answers())["budget"] == understood
    assert "✓ Budget: $" in desk.question.text


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("400-1,250", [40000, 125000]),
        ("1.250-2", [125, 200]),
        ("1,250.- – 2,000", [125000, 200000]),
        ("500.-", [50000, 50000]),
        ("400.-–600.-", [40000, 60000]),
        ("400,- - 600,--", [40000, 60000]),
        ("1’250.- to 2’000.-", [125000, 200000]),
        ("$ .50-1.5", [50, 150]),
    ],
)
async def test_a_budget_that_can_only_be_one(
    database: Storage, typed: str, understood: list[int]
) -> None:
    desk = await _budget(database, typed)
    assert (await desk.answers()).get("budget") == understood


@pytest.mark.parametrize("typed", ["2,000-1,250", "2.000-1,250", "1,250-1"])
async def test_a_budget_that_falls_in_every_reading(database: Storage, typed: str) -> None:
    desk = await _budget(database, typed)
    assert "The highest amount is below the lowest" in desk.question.text
    assert _readings(desk) == []
