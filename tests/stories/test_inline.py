"""Inline mode: "@bot words" in any chat, over the real wire."""

import random
from dataclasses import replace
from typing import Any

import pytest

from marketplace import jobs, people
from simulator.people import Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import job_terms, within
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import count, marketplace_rows, nothing_went_wrong
from views.sharing import Address


async def test_words_find_open_jobs_and_nothing_ones_own_profile(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await profile(storage, ana)
    await profile(storage, marc, "client")
    deal = await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    await deal_at(storage, "closed", ana, marc, NEVER_SHOWN)
    link = f"https://t.me/{telegram.username}?start=job_{deal.job}"

    found = await ana.asks_inline("ceramics")
    assert found["answered"]
    assert found["is_personal"]
    assert found["cache_time"] <= 10
    (job,) = found["results"]
    assert (job["title"], job["description"]) == ("A shop for ceramics", "$500 – $800 · Python")
    assert "handmade ceramics" in job["input_message_content"]["message_text"]
    assert _button(job) == {"text": "Bid on this job", "url": link}
    assert str(marc.id) not in str(found)

    for words in ("", "  "):
        own, job = (await ana.asks_inline(words))["results"]
        assert (own["title"], job["title"]) == ("👤 Your profile", "A shop for ceramics")
        assert "Twelve years" in own["input_message_content"]["message_text"]
        assert "start=profile_" in _button(own)["url"]
        assert str(ana.id) not in str(own)
    assert [r["id"] for r in (await ana.asks_inline("ME"))["results"]] == [own["id"]]
    assert [r["id"] for r in (await marc.asks_inline(f"job_{deal.job}"))["results"]] == [job["id"]]

    # The link of a card leads to the job.
    tim = await telegram.person("Tim")
    await tim.types(f"/start {_button(job)['url'].split('start=')[1]}")
    await tim.presses("I'm a freelancer")
    await tim.sees("A shop for ceramics")
    await nothing_went_wrong(storage, telegram)


async def test_who_has_no_account_gets_none_and_who_hides_is_not_offered(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await profile(storage, ana)
    await within(storage, lambda work: _hide(work, ana.id))
    await profile(storage, marc, "client")
    await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    tim = await telegram.person("Tim")
    for person in (tim, ana):
        (job,) = (await person.asks_inline(""))["results"]
        assert job["title"] == "A shop for ceramics"
    assert await count(storage, tables.people, tables.people.c.id == tim.id) == 0
    assert await count(storage, tables.outbox) == 0
    await nothing_went_wrong(storage, telegram)


async def test_pages_of_twenty_lead_through_all_of_them(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await profile(storage, person, role)

    async def many(work: UnitOfWork) -> list[str]:
        client = await work.people.get(marc.id)
        terms = [replace(job_terms(), title=f"Ceramics {n}") for n in range(45)]
        return [f"job_{(await jobs.post(work, client, one)).id}" for one in terms]

    made = await within(storage, many)
    for words, sizes in (("ceramics", [20, 20, 5]), ("", [20, 20, 6])):
        pages, offset = [], ""
        while not pages or offset:
            found = await ana.asks_inline(words, offset)
            pages.append([result["id"] for result in found["results"]])
            offset = found["next_offset"]
        assert [len(page) for page in pages] == sizes
        listed = [number for page in pages for number in page if number.startswith("job_")]
        assert listed == made[::-1]
    await nothing_went_wrong(storage, telegram)


@pytest.mark.parametrize("offset", ["", "x", "-1", "9" * 19, "9" * 64, "1.5", "٣", "\x00"])
async def test_bad_input_never_raises_and_changes_nothing(
    program: Program, telegram: Telegram, ana: Person, marc: Person, offset: str
) -> None:
    storage = program.app.storage
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await profile(storage, person, role)
    await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    before, dice = await marketplace_rows(storage), random.Random(offset)
    for words in [
        *ODD,
        *("".join(dice.choices("ab ß😀'\"%_\\:;-\x00\u202e٣", k=40)) for _ in "12"),
    ]:
        found = await ana.asks_inline(words, offset)
        assert found["answered"]
        assert len(found["results"]) <= 20
    assert await marketplace_rows(storage) == before
    await nothing_went_wrong(storage, telegram)


async def test_before_telegram_has_told_its_name_nothing_is_offered(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """A card without its link would be a dead end."""
    storage = program.app.storage
    await profile(storage, ana)
    await profile(storage, marc, "client")
    await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    program.app.dispatcher.address = Address()
    found = await marc.asks_inline("")
    assert (found["answered"], found["results"]) == (True, [])
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------

ODD = ("\x00", "'; DROP TABLE jobs; --", "<b>", "%", "job_0", "job_" + "9" * 40, "x" * 300,
       "profile_0123456789abcdef", "-", "👩‍👩‍👧", "\u202e", "AND OR NEAR(", "ß" * 200)  # fmt: skip


def _button(result: dict[str, Any]) -> dict[str, str]:
    ((button,),) = result["reply_markup"]["inline_keyboard"]
    return dict(button)


async def _hide(work: UnitOfWork, person_id: int) -> None:
    await people.set_visible(work, await work.people.get(person_id), visible=False)
