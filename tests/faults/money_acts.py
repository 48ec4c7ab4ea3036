"""What people can do with money and milestones, each by one number: it picks mostly something that
can succeed, sometimes anything, and mostly whoever may do it, sometimes a stranger.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from marketplace import (
    bids,
    cancellations,
    checkout,
    deliveries,
    disputes,
    escrow,
    invoices,
    jobs,
    outside,
    payments,
    rulings,
    wallets,
    withdrawals,
)
from marketplace.invoices import Purpose
from marketplace.payments import Payment
from marketplace.people import Person
from marketplace.rulings import RulingKind
from storage.unit_of_work import UnitOfWork
from tests.faults.money_model import OPEN, Model, Row
from tests.faults.money_world import OPERATORS, PEOPLE, World
from tests.storage.deal import bid_terms, job_terms

AMOUNTS = (1, 99, 100, 101, 2_500, 10_000, 33_333)
FEES = (0, 1, 250, 1_000, 3_333, 10_000)
PARTS = (0, 1, 50, 99, 100, 101)
TIMES = (
    timedelta(minutes=15),
    timedelta(days=1),
    timedelta(days=3),
    deliveries.SILENCE - timedelta(microseconds=1),
    deliveries.SILENCE,
)
WHY = "This is why, in enough words."
MOST_PROJECTS = 5
One = TypeVar("One")


class Acts:
    """`now` is what was committed; whoever uses this looks anew after each act. `told`: every
    charge that Telegram has told of."""

    world: World
    now: Model
    told: dict[str, int]
    payments: list[Payment]

    # --- work ----------------------------------------------------------------------------------

    def starts(self, pick: int) -> None:
        """A post, a bid and the hiring; the fee is that of the day."""
        client = pick % 4
        other, fee = (client + 1 + pick // 4 % 3) % 4, of(pick, FEES)
        amounts = [of(pick * step, AMOUNTS) for step in range(3, 4 + pick // 12 % 3)]

        async def act(work: UnitOfWork) -> None:
            work.policy = replace(work.policy, fee_basis_points=fee)
            marc, ana = await work.people.get(PEOPLE[client]), await work.people.get(PEOPLE[other])
            job = await jobs.post(work, marc, job_terms())
            bid = await bids.submit(work, ana, job.id, bid_terms(*amounts))
            await bids.hire(work, marc, bid.id)

        if len(self.now.projects) < MOST_PROJECTS:
            self.world.does("start", act)

    def goes_on(self, pick: int) -> None:
        """What usually comes next: delivered, accepted, paid."""
        step = self._one(pick, self._steps("in_progress", "in_review", "accepted"), "milestones")
        if step["state"] == "in_review":
            self.accepts(pick, step)
        elif step["state"] == "accepted":
            self.pays_from_wallet(pick, step)
        else:
            self.delivers(pick, step)

    def delivers(self, pick: int, step: Row | None = None) -> None:
        """Also a newer version of what is in review."""
        step = step or self._one(pick, self._steps("in_progress", "in_review"), "milestones")
        freelancer = self._project(step)["freelancer_id"]
        self._acts("deliver", pick, freelancer, deliveries.deliver, step["id"], "Look.", ())

    def accepts(self, pick: int, step: Row | None = None) -> None:
        self._decides(pick, step, "accept", deliveries.accept)

    def declines(self, pick: int) -> None:
        self._decides(pick, None, "decline", deliveries.decline, WHY)

    def takes_more_time(self, pick: int) -> None:
        self._decides(pick, None, "more time", deliveries.take_more_time)

    def waits(self, pick: int) -> None:
        self.world.clock.pass_(of(pick, TIMES))
        self.world.passes("time")

    # --- paying --------------------------------------------------------------------------------

    def funds(self, pick: int) -> None:
        """One milestone, or all that are open; without the money it makes an invoice."""
        project = self._one(pick, self.now.of_state("projects", "running"), "projects")
        steps = [m for m in self.now.milestones if m["project_id"] == project["id"]]
        unfunded = [m for m in steps if m["state"] in OPEN and m["id"] not in self.now.set_aside()]
        step = of(pick, unfunded or steps)["id"] if pick % 3 else None
        name = "fund one" if step else "fund all"
        self._acts(name, pick, project["client_id"], escrow.fund, project["id"], step)

    def asks_to_top_up(self, pick: int) -> None:
        self._acts("top up: ask", pick, PEOPLE[pick % 4], invoices.top_up, of(pick, AMOUNTS))

    def tops_up(self, pick: int) -> None:
        """And Telegram tells of the payment."""
        person, minor = PEOPLE[pick % 4], of(pick, (100, 2_500, 5_000, 50_000, 100_000))

        async def act(work: UnitOfWork) -> Payment:
            minor_here = min(minor, work.policy.most_payment_minor)
            made = await invoices.top_up(work, await work.people.get(person), minor_here)
            return Payment(person, made.payload, minor_here, "USD", self._next_charge())

        if payment := self.world.does("top up: ask", act):
            self._comes("payment: top up", payment)

    def asks_to_pay(self, pick: int) -> None:
        """A tap on Pay where the wallet does not cover it."""

        async def act(work: UnitOfWork, actor: Person, milestone_id: int) -> None:
            project, due = await checkout.due(work, actor, milestone_id)
            minor = due.amount_minor
            await invoices.for_project(work, Purpose.CHECKOUT, project, milestone_id, minor)

        step = self._due(pick)
        self._acts("due: ask", pick, self._project(step)["client_id"], act, step["id"])

    def pays_from_wallet(self, pick: int, step: Row | None = None) -> None:
        step = step or self._due(pick)
        client = self._project(step)["client_id"]
        self._acts("pay from wallet", pick, client, checkout.pay_from_wallet, step["id"])

    def is_checked(self, pick: int) -> None:
        """Telegram asks before a payment; nothing moves, whatever the answer."""
        invoice, before = self._invoice(pick), self.now.moved
        payload, minor = payload_of(invoice), invoice["amount_minor"] + (pick % 6 == 0)
        person, query = invoice["payer_id"], str(pick % 3)
        self._acts("check", pick, person, payments.approve, query, payload, minor, "USD")
        assert self.world.model(None).moved == before

    def pays(self, pick: int) -> None:
        """Telegram tells of a payment, which no check of ours need have come before."""
        invoice = self._invoice(pick)
        how = of(pick, ("right",) * 6 + ("amount", "payer", "payload", "while off"))
        payment = Payment(
            payer_id=of(pick * 7, PEOPLE) if how == "payer" else invoice["payer_id"],
            payload=payload_of(invoice) + "?" * (how == "payload"),
            amount_minor=invoice["amount_minor"] + (how == "amount") * (1 + pick % 3),
            currency="USD",
            charge_id=self._next_charge(),
        )
        self._comes(f"payment: {how}", payment, off=how == "while off")

    def is_told_again(self, pick: int) -> None:
        before = self.now.moved
        self._comes("payment: again", of(pick, self.payments))
        assert self.world.model(None).moved == before

    def sets_auto_pay(self, pick: int) -> None:
        async def act(work: UnitOfWork, actor: Person) -> None:
            await wallets.set_auto_pay(work, actor, on=pick % 5 > 0)

        self._acts("auto pay", pick, of(pick, PEOPLE), act)

    def says_paid_outside(self, pick: int) -> None:
        """Only where the bot takes no money; here mostly for this one moment."""
        acts = (outside.claim_paid, outside.deny_receipt, outside.confirm_receipt)
        step, act = self._due(pick), of(pick, acts)
        side = "client_id" if act is outside.claim_paid else "freelancer_id"
        person = self._project(step)[side]
        self._acts(f"outside: {act.__name__}", pick, person, act, step["id"], off=pick % 5 > 0)

    # --- trouble -------------------------------------------------------------------------------

    def opens_a_dispute(self, pick: int) -> None:
        step = self._one(pick, self._steps("in_review", "accepted"), "milestones")
        side = self._project(step)["client_id" if pick % 2 else "freelancer_id"]
        self._acts("dispute: open", pick, side, disputes.open_, step["id"], WHY)

    def takes_a_dispute_back(self, pick: int) -> None:
        found = self._one(pick, self.now.of_state("disputes", "open"), "disputes")
        act, step = disputes.withdraw, found["milestone_id"]
        self._acts("dispute: back", pick, found["opened_by"], act, step)

    def decides_a_dispute(self, pick: int) -> None:
        proposed = {row["subject"] for row in self.now.of_state("rulings", "proposed")}
        likely = [d for d in self.now.of_state("disputes", "open") if str(d["id"]) not in proposed]
        found = self._one(pick, likely, "disputes")
        price = self.now.by_id("milestones")[found["milestone_id"]]["amount_minor"]
        award = price * of(pick, PARTS) // 100
        self._rules(RulingKind.DECIDE_DISPUTE, pick, found["id"], award)

    def proposes_to_cancel(self, pick: int) -> None:
        proposed = {row["project_id"] for row in self.now.of_state("cancellations", "open")}
        disputed = {row["project_id"] for row in self.now.of_state("disputes", "open")}
        running = self.now.of_state("projects", "running")
        likely = [row for row in running if row["id"] not in proposed | disputed]
        project = self._one(pick, likely, "projects")
        side = project["client_id" if pick % 2 else "freelancer_id"]
        self._acts("cancel: propose", pick, side, cancellations.propose, project["id"], WHY)

    def answers_the_proposal(self, pick: int) -> None:
        agree, refuse = cancellations.agree, cancellations.refuse
        act = of(pick, (agree, agree, refuse, cancellations.withdraw))
        running = {row["id"] for row in self.now.of_state("projects", "running")}
        proposals = self.now.of_state("cancellations", "open")
        likely = [row for row in proposals if row["project_id"] in running]
        proposal = self._one(pick, likely, "cancellations")
        project = self.now.by_id("projects")[proposal["project_id"]]
        members = {project["client_id"], project["freelancer_id"]}
        other = (members - {proposal["proposed_by"]}).pop()
        actor = proposal["proposed_by"] if act is cancellations.withdraw else other
        self._acts(f"cancel: {act.__name__}", pick, actor, act, project["id"])

    # --- money out -----------------------------------------------------------------------------

    def asks_to_withdraw(self, pick: int) -> None:
        person = of(pick, [p for p in PEOPLE if self.now.wallet(p)] or PEOPLE)
        minor = max(1, self.now.wallet(person) * of(pick * 3, (1, 20, 50, 100, 101)) // 100)
        self._acts("withdraw: ask", pick, person, withdrawals.ask, minor, "My bank")

    def takes_a_withdrawal_back(self, pick: int) -> None:
        found = self._one(pick, self.now.of_state("withdrawals", "waiting"), "withdrawals")
        self._acts("withdraw: back", pick, found["person_id"], withdrawals.cancel, found["id"])

    def decides_a_withdrawal(self, pick: int) -> None:
        found = self._one(pick, self.now.of_state("withdrawals", "waiting"), "withdrawals")
        kind = of(pick, (RulingKind.PAY_WITHDRAWAL, RulingKind.REJECT_WITHDRAWAL))
        self._rules(kind, pick, found["id"])

    def refunds(self, pick: int) -> None:
        proposed = {row["subject"] for row in self.now.of_state("rulings", "proposed")}
        unspent = [
            row
            for row in self.now.charges
            if not row["refunded"]
            and row["id"] not in proposed
            and self.now.wallet(row["payer_id"]) >= row["amount_minor"]
        ]
        self._rules(RulingKind.REFUND, pick, self._one(pick, unspent, "charges")["id"])

    def answers_a_ruling(self, pick: int) -> None:
        found = self._one(pick, self.now.of_state("rulings", "proposed"), "rulings")
        act = of(pick, (rulings.approve, rulings.approve, rulings.refuse))
        other = OPERATORS[found["ruled_by"] == OPERATORS[0]]
        operator = other if pick % 6 else found["ruled_by"]
        self._acts(f"ruling: {act.__name__}", pick, operator, act, found["id"])

    def looks_at_the_wallet(self, pick: int) -> None:
        """What people read is what the records say."""
        person = of(pick, PEOPLE)
        seen = self.world.does("look", lambda work: work.ledger.wallet(person))
        assert seen
        waiting = self.now.of_state("withdrawals", "waiting")
        mine = [row["amount_minor"] for row in waiting if row["person_id"] == person]
        assert (seen.balance_minor, seen.withdrawing_minor) == (self.now.wallet(person), sum(mine))
        steps = self.now.by_id("milestones")
        aside = [(self._project(steps[n]), minor) for n, minor in self.now.set_aside().items()]
        assert seen.in_escrow_minor == sum(m for p, m in aside if p["client_id"] == person)
        assert seen.expected_minor == sum(m for p, m in aside if p["freelancer_id"] == person)

    # --- inside --------------------------------------------------------------------------------

    def _acts(
        self,
        name: str,
        pick: int,
        person: int,
        act: Callable[..., Awaitable[Any]],
        *facts: Any,
        off: bool = False,
    ) -> None:
        actor = of(pick, (*PEOPLE, *OPERATORS)) if pick % 16 == 7 else person

        async def one(work: UnitOfWork) -> None:
            await act(work, await work.people.get(actor), *facts)

        (self.world.while_off if off else self.world.does)(name, one)

    def _decides(
        self, pick: int, step: Row | None, name: str, act: Callable[..., Any], *more: Any
    ) -> None:
        reviewed = self.now.of_state("deliveries", "in_review")
        if step:
            reviewed = [row for row in reviewed if row["milestone_id"] == step["id"]]
        delivery = reviewed[0] if step else self._one(pick, reviewed, "deliveries")
        steps = self.now.by_id("milestones")
        client = self._project(steps[delivery["milestone_id"]])["client_id"]
        self._acts(name, pick, client, act, delivery["id"], *more)

    def _rules(self, kind: RulingKind, pick: int, subject: Any, minor: int = 0) -> None:
        operator = of(pick * 5, self.world.storage.policy.operators)
        facts = (kind, str(subject), WHY, minor)
        self._acts(f"ruling: {kind.value}", pick, operator, rulings.rule, *facts)

    def _comes(self, name: str, payment: Payment, *, off: bool = False) -> None:
        does = self.world.while_off if off else self.world.does
        new = does(name, lambda work: payments.receive(work, payment))
        assert new is (payment.charge_id not in self.told), "a payment is never refused"
        self.told[payment.charge_id] = payment.amount_minor
        if new:
            self.payments.append(payment)

    def _next_charge(self) -> str:
        return f"charge {len(self.told)}"

    def _one(self, pick: int, likely: list[Row], table: str) -> Row:
        everything = self.now.rows[table]
        return of(pick, everything if pick % 8 == 5 or not likely else likely)

    def _due(self, pick: int) -> Row:
        return self._one(pick, self._steps("accepted"), "milestones")

    def _invoice(self, pick: int) -> Row:
        return self._one(pick, self.now.of_state("invoices", "open")[-4:], "invoices")

    def _steps(self, *states: str) -> list[Row]:
        """Milestones in these states, where there are some those that nobody disputes."""
        disputed = self.now.disputed()
        found = self.now.of_state("milestones", *states)
        return [m for m in found if m["id"] not in disputed] or found

    def _project(self, step: Row) -> Row:
        return self.now.by_id("projects")[step["project_id"]]


def of(pick: int, choices: Sequence[One]) -> One:
    """Another digit of the number than those that choose between likely and unlikely."""
    return choices[pick // 48 % len(choices)]


def payload_of(invoice: Row) -> str:
    return f"invoice:{invoice['id']}:{invoice['token']}"
