"""/admin: who runs the bot decides, with reasons, and where there are two of them, together.

Seen to fail: with one's own ruling approved, with /admin answered to everybody, with the talk of
an undisputed project shown, and with no way from a project's books to its dispute.
"""

import asyncio
import json

import pytest

from marketplace import withdrawals
from simulator.people import Person, Telegram
from storage import tables
from storage.unit_of_work import UnitOfWork
from tests.storage.deal import given, within
from tests.storage.talking import says
from tests.stories.arguing import VERDICT, WHY, decides, disputes, forged, operators
from tests.stories.conftest import Program
from tests.stories.money import deal_of, opens_project, the_invoice, wallets
from tests.stories.truth import balances, count, nothing_went_wrong, settled, values
from views import callbacks as c

SENT = "By bank transfer today, reference 4711."
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def asks(program: Program, person: Person, amount_minor: int) -> int:
    """A withdrawal that waits; its number."""
    await given(program.app.storage, person.id, amount_minor, f"gift {person.id}")

    async def act(work: UnitOfWork) -> int:
        actor = await work.people.get(person.id)
        asked = await withdrawals.ask(work, actor, amount_minor, "IBAN PT50 0002 0123")
        return asked.id

    return await within(program.app.storage, act)


async def test_one_operator_pays_and_rejects_withdrawals(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    await deal_of(program, "started", ana, marc)
    number = await asks(program, ana, 5000)
    await asks(program, marc, 700)
    await olga.types("/admin")
    await olga.sees("These wait for you", "Withdrawals that wait: $57", "The ledger balances")
    await olga.presses("Withdrawals (2)")
    await olga.presses("$50 · Ana")
    await olga.sees(
        f"Withdrawal {number}: $50", "IBAN PT50 0002 0123", "Paid in so far: $50", "Earned"
    )
    await olga.presses("Paid")
    await olga.types(SENT)
    review = await olga.sees("Ana reads your words")
    assert "second operator" not in review.text
    await olga.presses("Confirm", on=review)
    await olga.sees(f"Pay withdrawal {number}", "Done")
    await ana.sees(SENT, anywhere=True)
    await olga.presses("Admin")
    await olga.presses("Withdrawals (1)")
    await olga.presses("$7 · Marc")
    await olga.presses("Reject")
    await olga.types("The account number has a digit too few.")
    await olga.presses("Reject it", on=await olga.sees("in their wallet again"))
    await marc.sees("a digit too few", anywhere=True)
    assert await wallets(program, ana, marc) == (0, 700)
    assert (await balances(program.app.storage))["paid-out"] == 5000
    assert "decided already" in await forged(olga, c.RuleWithdrawal(id=number, pay=True))
    assert await values(program.app.storage, tables.rulings.c.state) == ["done", "done"]
    await nothing_went_wrong(program.app.storage, telegram)


async def test_two_operators_move_money_together(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    olga, otto = await operators(program, telegram, "Olga", "Otto")
    await deal_of(program, "started", ana, marc)
    number = await asks(program, ana, 5000)
    pay = c.RuleWithdrawal(id=number, pay=True)
    assert not await forged(olga, pay)
    await olga.types(SENT)
    await olga.presses("Confirm", on=await olga.sees("A second operator has to approve"))
    await olga.sees("It waits for another operator's approval")
    assert (await balances(program.app.storage))[f"withdrawal:{number}"] == 5000
    (ruling,) = await values(program.app.storage, tables.rulings.c.id)
    assert "approval" in await forged(olga, c.ApproveRuling(id=ruling))  # not one's own
    assert "waits for a second operator" in await forged(otto, pay)
    words = ("Olga", "needs a second operator's approval", "$50 to Ana", SENT)
    told = await otto.sees(*words, anywhere=True)
    await otto.presses("Refuse", on=told)
    await otto.sees("Refused or taken back")
    await olga.sees("Otto refused", "Nothing was moved", anywhere=True)
    assert "decided already" in await forged(otto, c.ApproveRuling(id=ruling))
    assert (await balances(program.app.storage))[f"withdrawal:{number}"] == 5000

    assert not await forged(otto, pay)
    await otto.sees("Don't send it yet")
    await otto.types(SENT)
    await otto.presses("Confirm")
    await olga.types("/admin")
    await olga.presses("Second approvals (1)")
    await olga.presses("$50 · Ana")
    await olga.presses("Approve", on=await olga.sees("Decided by Otto", SENT))
    await olga.sees("Done on")
    await otto.sees("Olga approved. Please send it now", anywhere=True)
    await ana.sees(SENT, anywhere=True)
    assert (await balances(program.app.storage))["paid-out"] == 5000
    await nothing_went_wrong(program.app.storage, telegram)


async def test_of_two_who_approve_at_once_one_does_it(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    olga, otto, oda = await operators(program, telegram, "Olga", "Otto", "Oda")
    await deal_of(program, "review", ana, marc)
    await disputes(marc)
    await decides(olga, "Release all")
    await olga.sees("It waits for another operator's approval")
    notices = [await one.sees("needs a second operator", anywhere=True) for one in (otto, oda)]
    taps = await asyncio.gather(
        otto.presses("Approve", on=notices[0]), oda.presses("Approve", on=notices[1])
    )
    assert sorted(tap.alert for tap in taps) == [False, True]
    await marc.sees("The whole price, $200", VERDICT, anywhere=True)
    assert await count(program.app.storage, tables.checkouts) == 1
    assert await values(program.app.storage, tables.rulings.c.state) == ["done"]
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_a_ruling_whose_subject_changed_meanwhile_moves_nothing(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    """The dispute is withdrawn before the second operator has looked; the ruling is put away."""
    olga, otto = await operators(program, telegram, "Olga", "Otto")
    deal = await deal_of(program, "review", ana, marc)
    await disputes(marc)
    await decides(olga, "Release all")
    notice = await otto.sees("needs a second operator", anywhere=True)
    tap = c.WithdrawDispute(milestone_id=deal.milestones[0], sure=True)
    assert not await forged(marc, tap)
    answer = await otto.presses("Approve", on=notice)
    assert answer.alert
    assert "decided already, or taken back" in answer.text
    assert await values(program.app.storage, tables.milestones.c.state) == ["in_review", "upcoming"]
    await otto.presses("Refuse", on=notice)
    assert await values(program.app.storage, tables.rulings.c.state) == ["refused"]
    await nothing_went_wrong(program.app.storage, telegram)


@ONE_DATABASE
async def test_an_operator_who_is_a_side_leaves_it_to_another(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    olga, otto = await operators(program, telegram, "Olga", "Otto")
    ids = (olga.id, otto.id, ana.id)
    program.settings = program.settings.model_copy(update={"operators": ids})
    await program.restart()
    await deal_of(program, "review", ana, marc)
    await disputes(marc)
    await olga.sees("A dispute to decide", anywhere=True)
    assert "one of the two sides" in await forged(ana, c.RuleDispute(id=1, how="release"))
    await decides(olga, "Release all")
    await ana.doesnt_see("needs a second operator", anywhere=True)
    assert "one of the two sides" in await forged(ana, c.ApproveRuling(id=1))
    assert "one of the two sides" in await forged(ana, c.RefuseRuling(id=1))
    await nothing_went_wrong(program.app.storage, telegram)


async def test_an_operator_reads_both_histories_of_a_dispute_and_no_others(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "review", ana, marc)
    storage = program.app.storage

    for person, words in ((ana, "The first sketch is here."), (marc, "And the others?")):
        actor = await within(storage, lambda work, person=person: work.people.get(person.id))
        await says(storage, actor, deal.bid, words)
    closed = (
        c.History(project_id=deal.project),
        c.History(project_id=deal.project, milestone=1),
        c.OlderVersions(project_id=deal.project, milestone=1, before=9),
        c.SendFile(id=deal.file),
        c.SendFile(id=deal.brief),
        c.SendVersion(delivery_id=deal.delivery),
        c.AdminTalk(project_id=deal.project),
        c.Decisions(project_id=deal.project),
    )
    never = (
        c.OpenProject(id=deal.project),
        c.Archive(project_id=deal.project),
        c.Chat(bid_id=deal.bid),
        c.Trouble(project_id=deal.project),
        c.Accept(delivery_id=deal.delivery),
    )
    for tap in (*closed[:4], *closed[5:], *never):
        assert "isn't yours" in await forged(olga, tap), tap
    await disputes(marc)
    await olga.presses("Have a look", on=await olga.sees("A dispute to decide", anywhere=True))
    await olga.sees("Dispute ", "Client Marc, freelancer Ana", WHY, "Nothing is set aside")
    await olga.presses("History")
    await olga.presses("1. step 1 (1)")
    await olga.sees("Here is the first step")
    for tap in never:
        assert "isn't yours" in await forged(olga, tap), tap
    assert not await forged(olga, c.AdminTalk(project_id=deal.project))
    await olga.sees("Ana", "The first sketch is here.", "Marc", "And the others?")
    assert not await forged(olga, c.AdminProject(id=deal.project))
    books = await olga.sees("A shop for ceramics", "In dispute", button="The talk")
    await olga.presses("⚖️ Dispute", on=books)
    await olga.sees("Waits for a decision", button="Release all")
    eve = await telegram.person("Eve")
    await eve.types("/start")
    await eve.sees()
    for tap in closed:
        assert "isn't yours" in await forged(eve, tap), tap
    await nothing_went_wrong(storage, telegram)


@ONE_DATABASE
async def test_the_books_and_a_refund(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    (olga,) = await operators(program, telegram, "Olga")
    deal = await deal_of(program, "started", ana, marc)
    await opens_project(marc)
    await marc.presses("🔒 Fund milestone 1")
    await marc.sees("Set aside for milestone 1 of “A shop for ceramics”", anywhere=True)
    assert (await marc.pays(await the_invoice(marc, 20000))).ok
    await marc.sees("🔒 $200", anywhere=True)
    await olga.types("/admin")
    await olga.sees("Set aside for milestones: $200", "The ledger balances", "Nothing waits")
    await olga.presses("Books of a project")
    await olga.types("ceram")
    await olga.presses("A shop for ceramics · 1")
    await olga.sees("Client Marc, freelancer Ana", "🔒 $200 · held $200 · paid $0 · back $0")
    await olga.presses("Ledger")
    await olga.sees("+$200", "escrow", "−$200", "wallet of Marc")
    await olga.types("/admin")
    await olga.presses("Books of a person")
    await olga.types("nobody")
    await olga.sees("Nobody here is called “nobody”")
    await olga.presses("Search again")
    await olga.types(str(marc.id))
    await olga.presses(f"Marc · {marc.id}")
    await olga.sees("In the wallet: $0", "Paid in so far: $200", "Has set aside: $200")
    await olga.presses("Payments")
    shown = await olga.sees("Payments of Marc", "$200")
    assert not [label for label in shown.labels if "Refund" in label]  # it is in escrow
    number = await within(program.app.storage, lambda work: _payment(work, marc.id))
    assert "not enough money" in await forged(olga, c.RefundPayment(number=number))

    await _cancels(ana, marc, deal.project)
    assert await wallets(program, marc) == (20000,)
    assert not await forged(olga, c.AdminPayments(person_id=marc.id))
    await olga.presses("Refund $200")
    await olga.types("You asked for it back.")
    await olga.presses("Refund", on=await olga.sees("goes back to where it came from"))
    await olga.sees("$200 back to Marc", "Done")
    await marc.sees("You asked for it back.", anywhere=True)
    assert await wallets(program, marc) == (0,)
    assert "sent back already" in await forged(olga, c.RefundPayment(number=number))
    assert not await forged(olga, c.AdminStatement(person_id=marc.id))
    await olga.sees("Statement of Marc", "refunded", "set aside", "milestone 1 of “A shop")
    await nothing_went_wrong(program.app.storage, telegram)


async def test_for_everybody_else_there_is_no_admin(
    program: Program, telegram: Telegram, ana: Person, marc: Person
) -> None:
    await operators(program, telegram, "Olga")
    await deal_of(program, "review", ana, marc)
    await asks(program, ana, 5000)
    await disputes(marc)
    await settled(program.app.storage, telegram)
    rows = [await count(program.app.storage, table) for table in (tables.rulings, tables.outbox)]
    for person in (ana, marc):
        await person.types("/admin")
        shown = await person.sees()
        await person.types("/nosuchcommand")
        assert (await person.sees()).text == shown.text
        for tap in ADMIN:
            assert "isn't yours" in await forged(person, tap), tap
    assert await count(program.app.storage, tables.rulings) == rows[0]
    await nothing_went_wrong(program.app.storage, telegram)


ADMIN = (
    c.Admin(),
    c.AdminWithdrawals(),
    c.AdminWithdrawal(id=1),
    c.RuleWithdrawal(id=1, pay=True),
    c.RuleWithdrawal(id=1, pay=False),
    c.AdminDisputes(),
    c.AdminDispute(id=1),
    *(c.RuleDispute(id=1, how=how) for how in ("release", "refund", "split")),
    c.AdminRulings(),
    c.AdminRuling(id=1),
    c.ApproveRuling(id=1),
    c.RefuseRuling(id=1),
    c.FindPerson(),
    c.FindProject(),
    c.AdminPerson(id=1),
    c.AdminStatement(person_id=1),
    c.AdminPayments(person_id=1),
    c.RefundPayment(number=1),
    c.AdminProject(id=1),
    c.AdminLedger(project_id=1),
    c.AdminTalk(project_id=1),
    c.AdminReports(),
    c.AdminReport(id=1),
    c.DismissReport(id=1),
    c.AdminHidden(),
    c.AdminBanned(),
    c.AdminJob(id=1),
    c.HideJob(id=1),
    c.RestoreJob(id=1),
    c.BanPerson(id=1),
    c.UnbanPerson(id=1),
)


@ONE_DATABASE
async def test_only_operators_see_the_command_in_their_menu(
    program: Program, telegram: Telegram, ana: Person
) -> None:
    await ana.types("/start")
    (olga,) = await operators(program, telegram, "Olga")
    await program.restart()
    with_admin = await _menus_with_admin(telegram)
    assert {str(_scope(p)) for p in with_admin} == {str(olga.id)}
    await nothing_went_wrong(program.app.storage, telegram)


# --- helpers -------------------------------------------------------------------------------


async def _payment(work: UnitOfWork, person_id: int) -> int:
    return (await work.books.payments_of(person_id, None, 1))[0][0]


async def _cancels(ana: Person, marc: Person, project_id: int) -> None:
    await opens_project(marc)
    await marc.presses("Something wrong?")
    await marc.presses("Cancel the project")
    await marc.types(WHY)
    await marc.presses("Send the proposal")
    await ana.sees("proposes to cancel")
    assert not await forged(ana, c.AgreeCancel(project_id=project_id, sure=True))


async def _menus_with_admin(telegram: Telegram) -> list[dict[str, object]]:
    """The menu is set beside everything else; waits until the first of them is there."""
    for _ in range(100):
        calls = [call["params"] for call in await telegram.calls("setMyCommands", ok=True)]
        found = [p for p in calls if "admin" in {one["command"] for one in _commands(p)}]
        if found:
            return found
        await telegram.quiet()
    raise AssertionError("no menu has /admin")


def _commands(params: dict[str, object]) -> list[dict[str, str]]:
    given = params["commands"]
    return json.loads(given) if isinstance(given, str) else given  # type: ignore[return-value]


def _scope(params: dict[str, object]) -> object:
    scope = params.get("scope", {})
    scope = json.loads(scope) if isinstance(scope, str) else scope
    return scope.get("chat_id")  # type: ignore[union-attr]
