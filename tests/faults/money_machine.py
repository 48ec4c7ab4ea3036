"""A Hypothesis state machine over the real rules and a real database (guarantees 1 to 6): people
hire, deliver, pay, dispute, cancel and withdraw in any order, and after every act the records
and the ledger must tell the same story (money_model.py).

Refused is an ordinary outcome; any other exception is a failure. The long run:
`python -m tests.faults.money_machine --steps 100000 --database postgresql` prints what was done,
and what was refused and why.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from marketplace.policy import Payments, Policy
from tests.faults.money_acts import FEES, Acts
from tests.faults.money_world import OPERATORS, World

PICK = st.integers(0, 100_000)
NEEDS = {
    "accepts": "deliveries",
    "declines": "deliveries",
    "takes_more_time": "deliveries",
    "asks_to_pay": "checkouts",
    "pays_from_wallet": "checkouts",
    "says_paid_outside": "checkouts",
    "is_checked": "invoices",
    "pays": "invoices",
    "is_told_again": "charges",
    "refunds": "charges",
    "takes_a_dispute_back": "disputes",
    "decides_a_dispute": "disputes",
    "answers_the_proposal": "cancellations",
    "takes_a_withdrawal_back": "withdrawals",
    "decides_a_withdrawal": "withdrawals",
    "answers_a_ruling": "rulings",
}
"""What must be there for an act to be about."""


def of_these(*acts: str) -> Callable[[Any], Any]:
    """A few of these acts, one after the other. What belongs together is one rule, since
    Hypothesis leaves some rules out of each life; what stands twice comes more often."""
    turns = st.lists(st.tuples(st.sampled_from(acts), PICK), min_size=1, max_size=5)
    return rule(turns=turns)


class MoneyMachine(Acts, RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.told, self.payments = {}, []

    @initialize(fee=st.sampled_from(FEES), two=st.booleans(), small=st.booleans(), pick=PICK)
    def opens(self, fee: int, two: bool, small: bool, pick: int) -> None:
        """`small`: Telegram takes so little at once that parts must follow each other."""
        policy = Policy(
            payments=Payments.PROVIDER,
            fee_basis_points=fee,
            most_payment_minor=5_000 if small else 10_000_00,
            operators=OPERATORS if two else OPERATORS[:1],
        )
        self.world.fresh(policy)
        self.now = self.world.model(None)
        self._take([("starts", pick), ("tops_up", pick), ("starts", pick + 1), ("funds", pick)])

    @invariant()
    def the_books_are_right(self) -> None:
        self.now = self.world.model(self.now)
        self.now.check(self.told)

    @of_these("goes_on", "goes_on", "goes_on", "delivers", "accepts", "declines", "starts",
              "takes_more_time", "waits", "funds", "tops_up")  # fmt: skip
    def they_work(self, turns: list[tuple[str, int]]) -> None:
        self._take(turns)

    @of_these("funds", "funds", "asks_to_top_up", "tops_up", "asks_to_pay", "pays_from_wallet",
              "is_checked", "pays", "pays", "is_told_again", "sets_auto_pay", "goes_on",
              "says_paid_outside", "looks_at_the_wallet")  # fmt: skip
    def they_pay(self, turns: list[tuple[str, int]]) -> None:
        self._take(turns)

    @of_these("opens_a_dispute", "opens_a_dispute", "takes_a_dispute_back", "decides_a_dispute",
              "decides_a_dispute", "answers_a_ruling", "goes_on", "waits", "pays")  # fmt: skip
    def they_dispute(self, turns: list[tuple[str, int]]) -> None:
        self._take(turns)

    @of_these("proposes_to_cancel", "proposes_to_cancel", "answers_the_proposal",
              "answers_the_proposal", "answers_the_proposal", "funds", "funds", "tops_up",
              "starts", "goes_on")  # fmt: skip
    def they_cancel(self, turns: list[tuple[str, int]]) -> None:
        self._take(turns)

    @of_these("asks_to_withdraw", "takes_a_withdrawal_back", "decides_a_withdrawal",
              "decides_a_withdrawal", "refunds", "answers_a_ruling", "tops_up", "pays",
              "looks_at_the_wallet")  # fmt: skip
    def they_take_money_out(self, turns: list[tuple[str, int]]) -> None:
        self._take(turns)

    def teardown(self) -> None:
        """The operator's look at the books finds the same: nothing."""
        if hasattr(self, "now"):
            found = self.world.examined()
            assert found.findings == ()
            assert found.explained_minor == found.moved_minor

    def _take(self, turns: list[tuple[str, int]]) -> None:
        for name, pick in turns:
            if name not in NEEDS or self.now.rows[NEEDS[name]]:
                getattr(self, name)(pick)
                self.the_books_are_right()


def run(world: World, lives: int, steps: int, **more: Any) -> Counter[tuple[str, str]]:
    """Tries so many lives of so many steps (1 to 5 acts each); what was done, and refused."""

    class Machine(MoneyMachine):
        pass

    Machine.world = world
    world.counts.clear()
    given = settings(
        max_examples=lives,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(Machine, settings=given)
    return world.counts


def table(counts: Counter[tuple[str, str]]) -> list[str]:
    """Per act how often it was done, and how often refused, by the reason."""
    lines = []
    for name in sorted({name for name, _ in counts}):
        why = {key: n for (act, key), n in counts.items() if act == name and key != "done"}
        reasons = ", ".join(f"{key} {n}" for key, n in sorted(why.items(), key=lambda x: -x[1]))
        done, refused = counts[name, "done"], sum(why.values())
        lines.append(f"{name:28} done {done:6} refused {refused:6}  {reasons}")
    return lines


# --- the long run ------------------------------------------------------------------------------


def main() -> None:
    from storage.schema import migrate
    from tests.servers import drop_database, fresh_database, start_postgres

    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=100_000)
    options.add_argument("--minutes", type=float, default=600, help="at most")
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        directory, on_server = Path(name), given.database == "postgresql"
        url = f"sqlite:///{directory / 'original.db'}"
        if on_server:
            url = fresh_database(start_postgres(directory))
        asyncio.run(migrate(url))
        _long(World(url, directory), given.steps, 60 * given.minutes)
        if on_server:
            drop_database(url)


def _long(world: World, steps: int, seconds: float) -> None:
    began, lives = time.monotonic(), 0
    totals: Counter[tuple[str, str]] = Counter()
    while totals.total() < steps and time.monotonic() < began + seconds:
        totals += run(world, 50, 40, phases=[Phase.generate])
        lives += 50
        print(f"{totals.total()} acts, {lives} lives, {time.monotonic() - began:.0f} s", flush=True)
    world.close()
    print("\n".join(table(totals)))


if __name__ == "__main__":
    main()
