"""Links into the bot, followed by newcomers and others, handed on, cut and forged."""

import random

import pytest

from simulator.people import Person, Telegram
from storage import tables
from storage.unit_of_work import Storage
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.truth import count, marketplace_rows, nothing_went_wrong
from views.sharing import Address


async def test_a_newcomer_gets_an_account_first_and_then_what_the_link_leads_to(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Also when the program restarts in between, and the newcomer looks elsewhere first."""
    storage, tim = program.app.storage, await telegram.person("Tim")
    await _meet(storage, ana, marc)
    deal = await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    await tim.types(f"/start job_{deal.job}")
    await tim.sees("Your link is kept", "Hello, Tim", button="I'm a freelancer")
    await tim.doesnt_see("A shop for ceramics")
    await program.restart()
    await tim.types("/help")
    await tim.sees("How can we help?")
    await tim.types("what is this")
    await tim.presses("I'm a freelancer")
    await tim.sees("A shop for ceramics", "Marc", button="Make a bid")
    # It is followed once.
    await tim.types("/menu")
    await tim.presses("Switch to client")
    await tim.sees("You are here as a client")

    ola = await telegram.person("Ola")
    await ola.types(f"/start profile_{await _key(program.app.storage, ana)}")
    await ola.presses("I'm a client", on=await ola.sees("Your link is kept"))
    shown = await ola.sees("Ana", "Available", "Twelve years of calm", button="Invite")
    assert str(ana.id) not in str(shown.raw["keys"])
    await nothing_went_wrong(program.app.storage, telegram)


async def test_whoever_is_here_gets_there_at_once(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage = program.app.storage
    await _meet(storage, ana, marc)
    deal = await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    await ana.types(f"/start job_{deal.job}")
    await ana.sees("A shop for ceramics", button="Make a bid")
    await marc.types(f"/start job_{deal.job}")
    await marc.sees("A shop for ceramics", button="Close the job")
    await ana.types(f"/start profile_{await _key(storage, ana)}")
    await ana.sees("Your profile, as clients see it", button="Share my profile")
    await nothing_went_wrong(storage, telegram)


async def test_what_is_over_hidden_or_somebody_elses_is_said_above_the_menu(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Closed, unknown, hidden, another's; also where that happens while an account is made.

    Seen to fail with a hidden profile shown by its link.
    """
    storage, ola = program.app.storage, await telegram.person("Ola")
    await _meet(storage, ana, marc)
    await profile(storage, ola)
    closed = await deal_at(storage, "closed", ana, marc, NEVER_SHOWN)
    opened = await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    key = await _key(storage, ana)
    await ola.types(f"/start job_{closed.job}")
    await ola.sees("no longer open", "Hello, Ola", button="Search jobs")
    await ola.types("/start job_999999999")
    await ola.sees("no longer open", "Hello, Ola")
    await ana.types("/profile")
    await ana.presses("Hide my profile")
    await ana.sees("Hidden")
    await ola.types(f"/start profile_{key}")
    await ola.sees("isn't shown at the moment", "Hello, Ola")
    await ola.types("/start invite_0123456789abcdef")
    await ola.sees("for somebody else", "Hello, Ola")

    # A job that closed while the newcomer made their account.
    tim = await telegram.person("Tim")
    await tim.types(f"/start job_{opened.job}")
    await marc.types("/start")
    await marc.presses("My jobs")
    await marc.presses("A shop for ceramics", on=await marc.sees("Open until"))
    await marc.presses("Close the job")
    await marc.presses("Close the job", on=await marc.sees("Close “A shop"))
    await tim.presses("I'm a freelancer")
    await tim.sees("no longer open", "You are here as a freelancer")
    await nothing_went_wrong(storage, telegram)


async def test_garbage_leads_to_the_menu_and_changes_nothing(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """What no link of ours is, for somebody with an account and for somebody without."""
    storage, tim = program.app.storage, await telegram.person("Tim")
    await _meet(storage, ana, marc)
    await tim.types("/start")
    await tim.sees("Hello, Tim")
    before, dice = await marketplace_rows(storage), random.Random(20261129)
    for payload in [*GARBAGE, *(_noise(dice) for _ in range(20))]:
        await ana.types(f"/start {payload}")
        await ana.sees("Hello, Ana", button="Help")
        await tim.types(f"/start {payload}")
        await tim.sees("Hello, Tim", button="I'm a client")
    assert await marketplace_rows(storage) == before
    await nothing_went_wrong(storage, telegram)


@pytest.mark.parametrize("inline", [False, True])
async def test_a_job_and_a_profile_are_shared(
    program: Program, telegram: Telegram, ana: Person, marc: Person, inline: bool
) -> None:
    """As a link to copy; through inline mode where the operator has switched that on."""
    storage = program.app.storage
    program.app.dispatcher.address = Address(telegram.username, inline)
    await _meet(storage, ana, marc)
    deal = await deal_at(storage, "open", ana, marc, NEVER_SHOWN)
    link = f"https://t.me/{telegram.username}?start=job_{deal.job}"
    for person in (ana, marc):
        await person.types(f"/start job_{deal.job}")
        await person.presses("Share")
        shown = await person.sees("Share “A shop for ceramics”", link, button="Copy the link")
        keys = {key["text"]: key for row in shown.raw["keys"] for key in row}
        assert keys["📋 Copy the link"]["value"] == {"text": link}
        if inline:
            assert keys["📤 Send to a chat"]["value"]["query"] == f"job_{deal.job}"
        else:
            assert keys["📤 Send to a chat"]["value"].startswith("https://t.me/share/url?url=http")
    await ana.types("/profile")
    await ana.presses("Share my profile")
    key = await _key(storage, ana)
    await ana.sees(f"https://t.me/{telegram.username}?start=profile_{key}")
    assert await count(storage, tables.people, tables.people.c.share_key == key) == 1
    await nothing_went_wrong(storage, telegram)


# --- helpers -------------------------------------------------------------------------------

GARBAGE = (
    "x", "job_", "job_0", "job_-1", "job_1_1", "job_99999999999999999999999", "profile_", "invite_",
    "profile_0123456789abcdeg0", "JOB_1", "job_1 job_2", "' OR 1=1 --", "<b>", "%s", "{0}", "null",
    "job_١٢", "👩‍👩‍👧", "\u202ejob_1", "w:abc-1:amount:pick:1",
)  # fmt: skip


def _noise(dice: random.Random) -> str:
    start = dice.choice(("", "job_", "profile_", "invite_", "job", "_"))
    letters = "abcXYZ019_-. :é²"
    return start + "".join(dice.choice(letters) for _ in range(dice.randrange(1, 60))).strip()


async def _meet(storage: Storage, ana: Person, marc: Person) -> None:
    for person, role in ((ana, "freelancer"), (marc, "client")):
        await profile(storage, person, role)
        await person.types("/start")
        await person.sees(f"Hello, {person.name}")


async def _key(storage: Storage, person: Person) -> str:
    async with storage.begin() as work:
        return (await work.people.get(person.id)).share_key
