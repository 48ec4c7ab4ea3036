"""What a person reads about their own money, on both databases.

Seen to fail with other people's lines, with what is finished counted as set aside, and with the
balance before a line counting that line.
"""

from marketplace import escrow, wallets, withdrawals
from marketplace.money import Kind
from marketplace.wallets import Side, Wallet
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage import deal
from tests.storage.deal import ANA, MARC, within


async def funded(storage: Storage) -> None:
    """Marc has put 600 in, set 300 aside for the second milestone of two, and asked for 50."""
    _, marc, project = await deal.running(storage, 20000, 30000)
    await deal.given(storage, MARC, 60000)

    async def act(work: UnitOfWork) -> None:
        await escrow.fund(work, marc, project.id, project.milestones[1].id)
        await withdrawals.ask(work, marc, 5000, "the bank")

    await within(storage, act)


async def wallet_of(storage: Storage, person_id: int) -> Wallet:
    async with storage.begin() as work:
        return await wallets.of(work, await work.people.get(person_id))


async def test_a_wallet_at_a_glance(storage: Storage) -> None:
    await deal.someone(storage, deal.OLA, "Ola")
    await funded(storage)
    assert await wallet_of(storage, MARC) == Wallet(25000, 30000, 5000)
    assert await wallet_of(storage, ANA) == Wallet(0, expected_minor=30000)
    assert await wallet_of(storage, deal.OLA) == Wallet(0)


async def test_what_is_due_counts_until_it_is_paid(storage: Storage) -> None:
    ana, marc, project = await deal.running(storage, 20000, 30000)
    delivery = await deal.delivered(storage, ana, project.milestones[0].id)
    await deal.accepted(storage, marc, delivery)
    assert await wallet_of(storage, MARC) == Wallet(0, due_minor=20000)


async def test_lines_by_side_and_page(storage: Storage) -> None:
    await funded(storage)
    async with storage.begin() as work:
        marc = await work.people.get(MARC)
        every = await wallets.statement(work, marc, Side.ALL, None, 10)
        into = await wallets.statement(work, marc, Side.IN, None, 10)
        out = await wallets.statement(work, marc, Side.OUT, None, 10)
        second = await wallets.statement(work, marc, Side.ALL, every[0].id, 1)
        none = await wallets.statement(work, await work.people.get(ANA), Side.ALL, None, 10)
    assert [(one.kind, one.amount_minor) for one in every] == [
        (Kind.WITHDRAWAL, -5000),
        (Kind.FUNDING, -30000),
        (Kind.PAYMENT, 60000),
    ]
    assert (every[1].about, every[1].position) == ("A shop for ceramics", 2)
    assert (into, out, second, none) == (every[2:], every[:2], every[1:2], [])


async def test_a_whole_statement_knows_what_was_there_before(storage: Storage) -> None:
    await funded(storage)
    async with storage.begin() as work:
        marc, ana = await work.people.get(MARC), await work.people.get(ANA)
        whole = await wallets.whole_statement(work, marc)
        newest = await wallets.whole_statement(work, marc, most=2)
        nothing = await wallets.whole_statement(work, ana)
    assert (whole.before_minor, len(whole.lines)) == (0, 3)
    assert newest == wallets.Statement(whole.lines[1:], 60000)
    assert nothing == wallets.Statement((), 0)


async def test_only_what_waits_is_waiting(storage: Storage) -> None:
    await funded(storage)

    async def act(work: UnitOfWork) -> list[int]:
        marc = await work.people.get(MARC)
        taken_back = await withdrawals.ask(work, marc, 100, "the bank")
        await withdrawals.cancel(work, marc, taken_back.id)
        await withdrawals.ask(work, marc, 200, "the bank")
        assert await work.withdrawals.waiting_of(ANA) == []
        return [one.amount_minor for one in await work.withdrawals.waiting_of(MARC)]

    assert await within(storage, act) == [5000, 200]
