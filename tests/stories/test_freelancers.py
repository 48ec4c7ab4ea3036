"""Clients find freelancers, read them and invite them; freelancers decide who sees them."""

from datetime import timedelta
from typing import Any

import pytest

from marketplace import bids, invitations, jobs, people
from marketplace.errors import Refused
from marketplace.invitations import MOST_A_DAY
from simulator.people import Message, Person, Telegram
from storage import tables
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import bid_terms, job_terms, within
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, Deal, deal_at, profile
from tests.stories.truth import count, nothing_went_wrong, settled
from views.callbacks import Invite


async def test_a_client_finds_reads_and_invites_and_the_freelancer_bids(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    ola = await telegram.person("Ola")
    deal = await _cast(storage, ana, marc, ola)
    await within(storage, lambda work: _set_skills(work, ola, "Pottery"))

    # By words, from the menu.
    await marc.types("/start")
    await marc.presses("Find freelancers")
    await marc.sees("available and recently active first", "Ana", "Ola", button="Search")
    await marc.presses("Search")
    await marc.sees("Whom are you looking for?", button="Python")
    await marc.types("zither")
    await marc.sees("Nobody's profile has “zither” in it.", "Whom are you", button="Everybody")
    await marc.types("potter")
    shown = await marc.sees("Freelancers for “potter”", "✓ Pottery", button="Ola")
    assert "Ana" not in shown.text

    # By what the job needs, from its card.
    await marc.types(f"/start job_{deal.job}")
    await marc.presses("Find freelancers", on=await marc.sees("A shop for ceramics"))
    shown = await marc.sees("who fit “A shop for ceramics”", "✓ Python · SQL", button="Ana")
    assert "Ola" not in shown.text
    await marc.presses("Ana")
    shown = await marc.sees("Ana", "🟢 Available", "Twelve years", button="Invite")
    assert str(ana.id) not in str(shown.raw["keys"])
    await marc.presses("Invite")
    done = await marc.sees("Ana is invited to “A shop for ceramics”", button="Copy the link")

    # The freelancer has the card; so has who opens the link, if it is theirs.
    await ana.sees("Marc invites you to bid", "A shop for ceramics", "💰", button="Not interested")
    payload = _copied(done).split("start=")[1]
    await ola.types(f"/start {payload}")
    await ola.sees("for somebody else")
    await marc.types(f"/start {payload}")
    await marc.sees("A shop for ceramics", button="Close the job")
    await ana.types(f"/start {payload}")
    await ana.presses("Make a bid", on=await ana.sees("Marc invites you to bid"))
    await ana.sees("How much")
    await nothing_went_wrong(storage, telegram)


async def test_not_interested_is_told_to_nobody_and_stands_in_the_list(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage, ola = program.app.storage, await telegram.person("Ola")
    deal = await _cast(storage, ana, marc, ola)
    for person in (ana, ola):
        await _invites(storage, marc, person, deal)
    await settled(storage, telegram)
    since = await marc.now()
    invitation = await within(storage, lambda work: work.invitations.of(deal.job, ana.id))
    assert invitation is not None
    shown = await ana.last()
    answer = await ana.presses_data(shown, f"noinv:{invitation.id}")
    assert not answer.alert
    await ana.sees("I told nobody")
    assert (await ana.presses_data(await ana.last(), f"noinv:{invitation.id}")).alert
    await settled(storage, telegram)
    assert not [m for m in await marc.chat() if m.by_bot and m.raw["seq"] > since]
    await marc.presses_data(await marc.last(), f"invs:{deal.job}")
    await marc.sees("Invited to “A shop", "Ana: not interested", "Ola: ⏳ no answer yet")
    # Who changes their mind can bid all the same.
    await ana.types(f"/start job_{deal.job}")
    await ana.sees("A shop for ceramics", button="Make a bid")
    await nothing_went_wrong(storage, telegram)


async def test_the_switches_of_a_freelancer(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Busy: shown so, last, and invited by nobody. Hidden: found by nobody, old buttons and all."""
    storage, ola = program.app.storage, await telegram.person("Ola")
    deal = await _cast(storage, ana, marc, ola)
    await ana.types("/profile")
    await ana.presses("Busy for now", on=await ana.sees("Clients can find you", "🟢 Available"))
    await ana.sees("🔴 Busy now", button="Available again")
    await marc.types("/freelancers")
    shown = await marc.sees("Ana · 🔴 Busy now", "Ola · 🟢 Available")
    assert shown.text.index("Ola") < shown.text.index("Ana")
    key = await _key(storage, ana)
    answer = await marc.presses_data(shown, Invite(key=key, job_id=deal.job).pack())
    assert answer.alert
    assert "Ana is busy" in answer.text
    await marc.presses("Ana", on=shown)
    assert "📨 Invite" not in (await marc.sees("🔴 Busy now", "Twelve years")).labels
    await ana.presses("Hide my profile")
    await ana.sees("🙈 Hidden", button="Show my profile")
    await marc.types("/freelancers")
    assert "Ana" not in (await marc.sees("Ola")).text
    answer = await marc.presses_data(await marc.last(), f"fl:{key}:0")
    assert answer.alert
    assert "isn't shown" in answer.text
    await ana.presses("Show my profile")
    await ana.presses(
        "Available again", on=await ana.sees("71% complete", button="Available again")
    )
    await marc.types("/freelancers")
    await marc.sees("Ana · 🟢 Available")
    await nothing_went_wrong(storage, telegram)


async def test_a_client_without_an_open_job_is_led_to_posting_one(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage, ola = program.app.storage, await telegram.person("Ola")
    await _cast(storage, ana, marc, ola)
    await ola.types(f"/start profile_{await _key(storage, ana)}")
    await ola.presses("Invite")
    await ola.sees("no open job to invite Ana to", button="Post a job")
    await marc.types(f"/start profile_{await _key(storage, ana)}")
    await marc.presses("Invite")
    await marc.sees("To which job", button="A shop for ceramics")
    await marc.presses("A shop for ceramics")
    await marc.sees("Ana is invited")
    await nothing_went_wrong(storage, telegram)


async def test_pages_lead_through_all_of_them(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await profile(storage, marc, "client")
    for number in range(12):
        someone = await telegram.person(f"Fay{number:02}")
        await profile(storage, someone)
    await within(storage, lambda work: _hide(work, marc))
    await marc.types("/freelancers")
    seen: list[str] = []
    for page in range(3):
        shown = await marc.sees("recently active first")
        seen += [label for label in shown.labels if label.startswith("Fay")]
        if page < 2:
            await marc.presses("More")
    assert len(seen) == len(set(seen)) == 12
    await marc.presses("Newest")
    assert [x for x in (await marc.sees("recently")).labels if x.startswith("Fay")] == seen[:5]
    await nothing_went_wrong(storage, telegram)


# --- the rules of inviting -----------------------------------------------------------------


async def test_who_cannot_be_invited_and_why(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage, ola = program.app.storage, await telegram.person("Ola")
    deal = await _cast(storage, ana, marc, ola)
    await _invites(storage, marc, ana, deal)
    assert await _refusal(storage, marc, ana, deal) == "invited-already"
    assert await _refusal(storage, ola, ana, deal) == "not-yours"
    assert await _refusal(storage, marc, marc, deal) == "own-invitation"
    assert await _refusal(storage, marc, "no such key", deal) == "not-listed"
    await within(storage, lambda work: work.people.unreachable(ola.id))
    assert await _refusal(storage, marc, ola, deal) == "not-listed"
    await profile(storage, ola)
    await within(storage, lambda work: _bid(work, ola, deal.job))
    assert await _refusal(storage, marc, ola, deal) == "has-bid"
    closed = await deal_at(storage, "closed", ana, marc, NEVER_SHOWN)
    assert await _refusal(storage, marc, ana, closed) == "job-not-open"


async def test_twenty_a_day_and_then_again_tomorrow(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Over all jobs; a day is 24 hours."""
    storage, ola = program.app.storage, await telegram.person("Ola")
    await _cast(storage, ana, marc, ola)

    async def jobs_of_many(work: UnitOfWork) -> list[int]:
        client = await work.people.get(marc.id)
        return [(await jobs.post(work, client, job_terms())).id for _ in range(MOST_A_DAY + 1)]

    *many, last = await within(storage, jobs_of_many)
    for job_id in many:
        await _invites(storage, marc, ana, Deal("open", job_id, 0))
    assert await _refusal(storage, marc, ana, Deal("open", last, 0)) == "too-many-invitations"
    program.clock.pass_(timedelta(hours=23, minutes=59))
    assert await _refusal(storage, marc, ana, Deal("open", last, 0)) == "too-many-invitations"
    program.clock.pass_(timedelta(minutes=1))
    await _invites(storage, marc, ana, Deal("open", last, 0))
    assert await count(storage, tables.invitations) == MOST_A_DAY + 1


# --- helpers -------------------------------------------------------------------------------


async def _cast(storage: Storage, ana: Person, marc: Person, ola: Person) -> Deal:
    """Ana and Ola work, Marc has an open job."""
    for person, role in ((ana, "freelancer"), (ola, "freelancer"), (marc, "client")):
        await profile(storage, person, role)
        await person.types("/start")
        await person.sees(f"Hello, {person.name}")
    return await deal_at(storage, "open", ana, marc, NEVER_SHOWN)


async def _invites(storage: Storage, client: Person, freelancer: Person | str, deal: Deal) -> Any:
    key = freelancer if isinstance(freelancer, str) else await _key(storage, freelancer)

    async def act(work: UnitOfWork) -> Any:
        return await invitations.invite(work, await work.people.get(client.id), key, deal.job)

    return await within(storage, act)


async def _refusal(storage: Storage, client: Person, freelancer: Person | str, deal: Deal) -> str:
    with pytest.raises(Refused) as refused:
        await _invites(storage, client, freelancer, deal)
    return refused.value.key


async def _bid(work: UnitOfWork, person: Person, job_id: int) -> Any:
    return await bids.submit(work, await work.people.get(person.id), job_id, bid_terms(20000))


async def _set_skills(work: UnitOfWork, person: Person, *skills: str) -> None:
    await people.set_skills(work, await work.people.get(person.id), skills)


async def _hide(work: UnitOfWork, person: Person) -> None:
    await people.set_visible(work, await work.people.get(person.id), visible=False)


async def _key(storage: Storage, person: Person) -> str:
    async with storage.begin() as work:
        return (await work.people.get(person.id)).share_key


def _copied(shown: Message) -> str:
    keys = [key for row in shown.raw["keys"] for key in row]
    return str(next(key["value"]["text"] for key in keys if key["action"] == "copy_text"))
