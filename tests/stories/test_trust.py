"""Limits, reports, hidden jobs and bans, as people and operators live through them.

Seen to fail: with the bidders' notice of a hidden job left out, with `deliveries.accept` refused to
who is banned, with the talk open to operators after the report of it has ended, and with a home
that says nothing of a ban.
"""

from datetime import timedelta

from simulator.people import Message, Person, Telegram
from storage import tables
from tests.stories.arguing import forged, operators
from tests.stories.conftest import Program
from tests.stories.deals import NEVER_SHOWN, deal_at
from tests.stories.money import deal_of, opens_project, the_invoice, wallets
from tests.stories.truth import count, nothing_went_wrong, settled, values
from views import callbacks as c

WHY = "It asks for a deposit before any work."
SORRY = "Thank you for taking the deposit out."
TITLE = "Landing page for a bakery"


# --- limits --------------------------------------------------------------------------------


async def test_at_the_limit_nothing_that_was_entered_is_lost(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """A second job is posted while the first is being written; a day later it goes out as it
    stands, from its review."""
    await _limit(program, jobs_a_day=1, bids_a_day=1)
    await deal_of(program, "open", ana, marc)
    await program.later(timedelta(hours=24))
    review = await _writes_job(marc)
    await deal_at(program.app.storage, "open", ana, marc, NEVER_SHOWN)
    answer = await marc.presses("Post job", on=review)
    assert answer.alert
    assert "You have posted one job within 24 hours" in answer.text
    kept = await marc.sees("You can post the next one from", TITLE, button="Post job")
    assert "UTC" in kept.text
    assert await count(program.app.storage, tables.jobs) == 2

    # Beginning another one is refused before anything is written; what is there stays.
    await marc.types("/post")
    await marc.sees("You can post the next one from")
    await program.later(timedelta(hours=24))
    await marc.types("/post")
    again = await marc.sees(TITLE, button="Post job")
    await marc.presses("Post job", on=again)
    await marc.sees("Open until", TITLE)
    assert await count(program.app.storage, tables.jobs) == 3

    # As with bids.
    await _limit(program, jobs_a_day=0, bids_a_day=1)
    first, _, third = await values(program.app.storage, tables.jobs.c.id)
    assert not await forged(ana, c.MakeBid(job_id=third))
    review = await _writes_bid(ana)
    deal = await deal_at(program.app.storage, "bid", ana, marc, NEVER_SHOWN)
    assert deal.bid > 0
    answer = await ana.presses("Submit bid", on=review)
    assert "You have made one bid within 24 hours" in answer.text
    kept = await ana.sees("You can make the next one from", button="Submit bid")
    assert "one bid within" in await forged(ana, c.MakeBid(job_id=first))
    await program.later(timedelta(hours=24))
    await ana.presses("Submit bid", on=kept)
    await ana.sees("Your bid", "$450")
    await nothing_went_wrong(program.app.storage, telegram)


# --- reports and hidden jobs ---------------------------------------------------------------


async def test_a_reported_job_is_hidden_and_restored(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "bid", ana, marc)
    eve = await telegram.person("Eve")
    await eve.types("/jobs")
    await eve.presses("A shop for ceramics")
    await eve.presses("Report")
    await eve.sees("What is wrong with this job?", "doesn't learn who reported it")
    await eve.presses("Wants to go outside")
    await eve.sees("Thank you")
    assert "already" in await forged(eve, c.ReportJob(id=deal.job))
    notice = await olga.sees("A report: asks for contact or payment outside", anywhere=True)
    assert {"Open", "Hide the job", "Ban", "Dismiss"} <= {*notice.labels}
    await olga.presses("Open", on=notice)
    await olga.sees("The job “A shop for ceramics” by Marc", "Reported by Eve", "Waits for")
    await olga.presses("Open the job")
    await olga.sees("A shop for handmade ceramics", button="Hide the job")
    await olga.presses("Hide the job")
    await olga.types(WHY)
    await olga.presses("Hide it", on=await olga.sees("Marc reads your words"))
    await olga.sees("Hide the job “A shop for ceramics”", "Done")

    # Its client reads why and by nobody's name, its bidder that it waits, who reported a thank-you.
    told = await marc.sees("“A shop for ceramics” is hidden", WHY, "/paysupport", anywhere=True)
    assert "Eve" not in await marc.transcript()
    await ana.sees("Your bid stands and waits", anywhere=True)
    await eve.sees("Thank you for your report of “A shop for ceramics”", "acted", anywhere=True)
    await marc.presses("Read the job", on=told)
    card = await marc.sees("Nobody but you sees this job", WHY, button="Bids (1)")
    assert "30 more days" not in card.labels
    await _finds(eve, 0)
    assert "no longer open" in await forged(eve, c.OpenJob(id=deal.job))
    assert "isn't yours" in await forged(eve, c.SendFile(id=deal.brief))
    assert "hidden at the moment" in await forged(marc, c.Hire(bid_id=deal.bid, sure=True))
    assert not await forged(ana, c.OpenBid(id=deal.bid))
    own = await ana.sees("The job is hidden at the moment")
    assert "Read the job" not in own.labels

    await program.later(timedelta(days=40))
    await olga.types("/admin")
    await olga.presses("Hidden jobs (1)")
    await olga.presses("A shop for ceramics")
    await olga.presses("Show it again", on=await olga.sees("Hidden since", WHY))
    await olga.types(SORRY)
    await olga.presses("Show it", on=await olga.sees("as many days left"))
    await marc.sees("“A shop for ceramics” is shown again", SORRY, anywhere=True)
    await ana.sees("is shown again. Your bid on it stands", anywhere=True)
    await _finds(eve, 1)
    assert not await forged(marc, c.Hire(bid_id=deal.bid, sure=True))
    assert await values(program.app.storage, tables.rulings.c.kind) == ["hide_job", "restore_job"]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_a_person_is_reported_in_words_and_the_report_dismissed(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """From the bid by the client, from the talk by the freelancer; of two operators who look at
    once, one dismisses it."""
    olga, otto = await operators(program, telegram, "Olga", "Otto")
    deal = await deal_of(program, "bid", ana, marc)
    assert not await forged(marc, c.OpenBid(id=deal.bid))
    await marc.presses("Report", on=await marc.sees("$500", button="Report"))
    shown = await marc.sees("Report Ana")
    assert "It is not a job" not in shown.labels
    await marc.presses("Something else", on=shown)
    await marc.sees("What is wrong with Ana?")
    await marc.types("Too bad")
    await marc.sees("at least 10")
    await marc.types("She copied the words of somebody else's bid.")
    await marc.sees("Thank you. The people who run this bot have your report")
    assert "already" in await forged(marc, c.ReportPerson(bid_id=deal.bid))
    for operator in (olga, otto):
        notice = await operator.sees("She copied the words", "Reported by Marc", anywhere=True)
        assert "Hide the job" not in notice.labels
        answer = await operator.presses("Dismiss", on=notice)
        assert answer.alert is (operator is otto)
    await marc.sees("Thank you for your report of Ana", "left things as they are", anywhere=True)
    await ana.doesnt_see("report", anywhere=True)

    # Once dismissed, it can be reported anew; the other way round from the talk.
    assert not await forged(marc, c.SendReport(kind="scam", bid_id=deal.bid))
    await ana.types("/chat")
    await ana.types("Hello, is it still open?")
    await settled(program.app.storage, telegram)
    assert not await forged(ana, c.OpenTalk(bid_id=deal.bid))
    await ana.presses("Report", on=await ana.sees("Hello, is it still open?", button="Report"))
    await ana.presses("It is offensive")
    notice = await olga.sees("is offensive", "Reported by Ana", anywhere=True)

    # The talk is open to operators while the report is.
    await olga.presses("Open", on=notice)
    await olga.presses("The talk")
    await olga.sees("Hello, is it still open?")
    assert "isn't yours" in await forged(olga, c.Chat(bid_id=deal.bid))
    other = await deal_at(program.app.storage, "bid", ana, marc, NEVER_SHOWN)
    assert "isn't yours" in await forged(olga, c.OpenTalk(bid_id=other.bid))
    await olga.types("/admin")
    await olga.presses("Reports (2)")
    page = await olga.sees("Open reports, the newest first")
    assert [label.split(" · ")[1] for label in page.labels[:2]] == ["Marc", "Ana"]
    for _ in range(2):
        await olga.presses("Dismiss", on=await _opens_first_report(olga))
    assert "isn't yours" in await forged(olga, c.OpenTalk(bid_id=deal.bid))
    await nothing_went_wrong(program.app.storage, telegram)


# --- bans ----------------------------------------------------------------------------------


async def test_a_ban_holds_up_nobodys_money_and_is_lifted(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """Marc's project with Ana goes on to its payment; everything new is refused, from the buttons
    and from half-finished conversations alike."""
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "review", ana, marc)
    other = await deal_at(program.app.storage, "bid", ana, marc, NEVER_SHOWN)
    review = await _writes_job(marc)
    await _bans(olga, marc)
    await marc.sees("Your account is restricted", WHY, "/paysupport", anywhere=True)
    assert (await marc.presses("Post job", on=review)).alert
    await marc.sees("can't begin anything new", TITLE, button="Post job")
    await marc.types("/paysupport")
    await marc.sees("is your account restricted")
    await marc.types("/start")
    await marc.sees("You are here as a client", "Your account is restricted", WHY)
    await marc.types("/post")
    await marc.sees("can't begin anything new")
    for tap in (
        c.EditJob(id=other.job),
        c.Hire(bid_id=other.bid),
        c.Hire(bid_id=other.bid, sure=True),
        c.Chat(bid_id=other.bid),
    ):
        assert "can't begin anything new" in await forged(marc, tap), tap
    await ana.sees("is hidden at the moment", anywhere=True)
    await _finds(ana, 0)

    # What runs goes on: they talk, the delivery is accepted, the invoice is paid.
    await opens_project(marc)
    await marc.presses("Chat")
    await marc.sees("What you write next goes there")
    await marc.types("Looks good to me.")
    await ana.sees("Looks good to me.")
    assert not await forged(marc, c.Accept(delivery_id=deal.delivery))
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await settled(program.app.storage, telegram)
    assert await wallets(program, ana) == (20000,)

    await olga.types("/admin")
    await olga.presses("Banned people (1)")
    await olga.presses(f"Marc · {marc.id}")
    await olga.presses("Lift the ban", on=await olga.sees("Banned since", WHY))
    await olga.types(SORRY)
    await olga.presses("Lift it", on=await olga.sees("are shown again"))
    await marc.sees("Your account is free again", SORRY, anywhere=True)
    await ana.sees("is shown again", anywhere=True)
    assert not await forged(marc, c.Hire(bid_id=other.bid, sure=True))
    assert await values(program.app.storage, tables.rulings.c.kind) == ["ban", "unban"]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_bids_of_who_is_banned_are_let_go(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "bid", ana, marc)
    job = (await deal_at(program.app.storage, "open", ana, marc, NEVER_SHOWN)).job
    assert not await forged(marc, c.SendReport(kind="scam", bid_id=deal.bid))
    notice = await olga.sees("A report: looks like a scam", anywhere=True)
    await olga.presses("Ban", on=notice)
    await olga.types(WHY)
    await olga.presses("Ban", on=await olga.sees("Ana reads your words"))
    await marc.sees("Ana's bid on “A shop for ceramics” is gone", anywhere=True)
    await marc.sees("Thank you for your report of Ana", "acted", anywhere=True)
    assert "can't begin anything new" in await forged(ana, c.MakeBid(job_id=job))
    assert "over" in await forged(ana, c.Chat(bid_id=deal.bid))
    assert await values(program.app.storage, tables.bids.c.state) == ["let_go"]
    assert "already" in await forged(olga, c.BanPerson(id=ana.id))
    assert "already" in await forged(olga, c.DismissReport(id=await _report(program)))
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _limit(program: Program, **most: int) -> None:
    program.settings = program.settings.model_copy(update=most)
    await program.restart()


async def _report(program: Program) -> int:
    return int((await values(program.app.storage, tables.reports.c.id))[0])


async def _opens_first_report(operator: Person) -> Message:
    await operator.types("/admin")
    await operator.presses("Reports (")
    page = await operator.sees("Open reports, the newest first")
    await operator.presses(page.labels[0], on=page)
    return await operator.sees("Reported by", button="Dismiss")


async def _writes_job(person: Person) -> Message:
    """Up to the review."""
    await person.types("/post")
    await person.types(TITLE)
    await person.types("One page: our bread, opening hours, and where to find us.")
    await person.types("HTML")
    await person.presses("Done")
    await person.types("400-600")
    await person.presses("Skip")
    return await person.sees(TITLE, button="Post job")


async def _writes_bid(person: Person) -> Message:
    """Up to the review, from the question for the amount."""
    await person.types("450")
    await person.types("10")
    await person.types("A calm page in your colours, tested on old phones.")
    await person.presses("Skip")
    return await person.sees("$450", button="Submit bid")


async def _finds(person: Person, jobs: int) -> None:
    await person.types("/jobs")
    shown = await person.sees(f"{jobs} open job" if jobs else "no open job")
    assert len([label for label in shown.labels if label == "A shop for ceramics"]) == jobs


async def _bans(operator: Person, person: Person) -> None:
    """From the books of the person."""
    await operator.types("/admin")
    await operator.presses("Books of a person")
    await operator.types(str(person.id))
    await operator.presses(f"{person.name} · {person.id}")
    await operator.presses("Ban")
    await operator.types(WHY)
    await operator.presses("Ban", on=await operator.sees("reads your words"))
    await operator.sees(f"Ban {person.name}", "Done")
