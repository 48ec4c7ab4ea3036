"""A freelancer reads a job: who has posted it, and how that client is to work for; saves it, and
finds it again; through the real program.

Seen to fail with the reader's figures in place of the client's.
"""

from datetime import timedelta

from marketplace import jobs
from simulator.people import Message, Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import job_terms, within
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at, profile
from tests.stories.money import deal_of
from tests.stories.truth import count, nothing_went_wrong, values
from views import callbacks


async def reads(person: Person, job_id: int) -> Message:
    await person.types(f"/start job_{job_id}")
    return await person.sees("🛠", button="⚑ Report")


async def posts(program: Program, marc: Person, title: str) -> int:
    async def act(work: UnitOfWork) -> int:
        return (await jobs.post(work, await work.people.get(marc.id), job_terms(title))).id

    return await within(program.app.storage, act)


async def test_a_freelancer_reads_how_a_client_is_to_work_for(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Marc has hired Ana once and paid her at once; closed one job; and this is the third."""
    storage, ola = program.app.storage, await telegram.person("Ola")
    await deal_of(program, "complete", ana, marc)
    await deal_at(storage, "closed", ana, marc, NEVER_SHOWN)
    job_id = await posts(program, marc, "A shop for tiles")
    await ola.types("/start")
    await ola.sees()
    await profile(storage, ola)
    told = ("👤 Marc · Portugal 🇵🇹", "📋 3 jobs posted · 50% of those that ended led to a hire")
    shown = await reads(ola, job_id)
    for words in (*told, "💳 100% of payments on time", "🛠 ✓ Python", "📅 Posted", "🟢 Open until"):
        assert words in shown.text
    assert "No ratings" not in shown.text
    assert "New client" not in shown.text
    assert shown.labels[:4] == ["Make a bid", "🔖 Save", "📤 Share", "⚑ Report"]

    # Two payments wait for a day: whoever reads it now sees that.
    await deal_at(storage, "due", ana, marc, NEVER_SHOWN)
    program.clock.pass_(timedelta(days=1))
    assert "💳 67% of payments on time" in (await reads(ola, job_id)).text

    # Of Ola, who has never posted anything, nothing is known.
    shown = await reads(ana, await posts(program, ola, "Glaze for tiles"))
    assert "👤 Ola · Portugal 🇵🇹\n🌱 New client" in shown.text
    assert "%" not in shown.text
    await nothing_went_wrong(storage, telegram)


async def test_a_job_is_saved_found_again_and_taken_off(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage, saved = program.app.storage, tables.saved_jobs
    deal = await deal_of(program, "open", ana, marc)
    other = await posts(program, marc, "A shop for tiles")
    await ana.types("/saved")
    await ana.sees("You have not saved a job yet", button="🔎 Search jobs")
    for job_id in (deal.job, other):
        program.clock.pass_(timedelta(seconds=1))
        answer = await ana.presses("🔖 Save", on=await reads(ana, job_id))
        assert "Saved. You find it under /saved" in answer.text
        await ana.sees("🛠 ✓ Python", button="✓ Saved")
    assert await values(storage, saved.c.job_id) == sorted([deal.job, other])

    # From home: the last one first, as long as it is open to be read.
    await ana.types("/start")
    await ana.presses("🔖 Saved jobs")
    listed = await ana.sees("Your saved jobs", "🟢 Open until", button="A shop for ceramics")
    assert listed.text.index("tiles") < listed.text.index("ceramics")
    await ana.presses("A shop for ceramics", on=listed)
    again = await ana.presses("✓ Saved", on=await ana.sees(button="✓ Saved"))
    assert "It isn't among your saved jobs any more" in again.text
    shown = await ana.sees("🛠 ✓ Python", button="🔖 Save")
    assert await values(storage, saved.c.job_id) == [other]
    late = await ana.presses_data(shown, callbacks.SaveJob(id=deal.job, on=False).pack())
    assert late.alert
    assert "any more" in late.text

    # What is closed can't be read any more, but taken off.
    await within(storage, lambda work: _close(work, marc.id, other))
    await ana.types("/saved")
    listed = await ana.sees("A shop for tiles", "⚪️ Closed", button="✕ A shop for tiles")
    assert "Open until" not in listed.text
    await ana.presses("✕ A shop for tiles")
    await ana.sees("You have not saved a job yet")
    assert await count(storage, saved) == 0
    await nothing_went_wrong(storage, telegram)


async def test_nobody_sees_or_takes_off_what_somebody_else_has_saved(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    storage, ola = program.app.storage, await telegram.person("Ola")
    deal = await deal_of(program, "open", ana, marc)
    await ana.presses("🔖 Save", on=await reads(ana, deal.job))
    await ola.types("/start")
    await ola.sees()
    await profile(storage, ola)
    await ola.types("/saved")
    shown = await ola.sees("You have not saved a job yet")
    answer = await ola.presses_data(shown, callbacks.UnsaveJob(id=deal.job).pack())
    assert answer.alert
    assert "🔖 Save" in (await reads(ola, deal.job)).labels
    await marc.types(f"/start job_{deal.job}")
    own = await marc.sees("A shop for ceramics", button="Close the job")
    answer = await marc.presses_data(own, callbacks.SaveJob(id=deal.job, on=True).pack())
    assert "your own job" in answer.text
    assert await values(storage, tables.saved_jobs.c.person_id) == [ana.id]
    await nothing_went_wrong(storage, telegram)


async def _close(work: UnitOfWork, client_id: int, job_id: int) -> None:
    await jobs.close(work, await work.people.get(client_id), job_id)
