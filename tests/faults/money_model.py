"""What must be true of money and milestones after every step, told from the records alone.

Nothing here calls the rules or the storage: a balance is what the states say that it must be
(guarantees 1 to 6). Amounts are minor units.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Rows = dict[str, list[Row]]

TABLES = {
    "projects": "SELECT id, client_id, freelancer_id, state, fee_basis_points FROM projects",
    "milestones": "SELECT id, project_id, position, amount_minor, state FROM milestones",
    "deliveries": "SELECT id, milestone_id, state, decided_at >= accept_at AS waited "
    "FROM deliveries",
    "checkouts": "SELECT id, milestone_id, state, amount_minor, fee_minor, paid_from "
    "FROM checkouts",
    "invoices": "SELECT id, purpose, payer_id, amount_minor, token, project_id, milestone_id, "
    "state, approved_at IS NOT NULL AS approved FROM invoices",
    "charges": "SELECT id, payer_id, amount_minor, refunded_at IS NOT NULL AS refunded "
    "FROM charges",
    "withdrawals": "SELECT id, person_id, amount_minor, state FROM withdrawals",
    "disputes": "SELECT id, project_id, milestone_id, opened_by, state, award_minor FROM disputes",
    "cancellations": "SELECT id, project_id, proposed_by, state FROM cancellations",
    "rulings": "SELECT id, kind, subject, ruled_by, second_by, state FROM rulings",
    "accounts": "SELECT name, balance_minor FROM ledger_accounts",
    "transactions": "SELECT key, kind, milestone_id FROM ledger_transactions",
    "entries": "SELECT key, account, amount_minor FROM ledger_entries",
}

OPEN = ("upcoming", "in_progress", "in_review")
FINISHED = ("paid", "cancelled")
NEXT = {
    "upcoming": {"in_progress", "cancelled"},
    "in_progress": {"in_review", "cancelled"},
    "in_review": {"in_progress", "accepted", "paid", "cancelled"},
    "accepted": {"paid", "cancelled"},
    "paid": set(),
    "cancelled": set(),
}
"""What one act can make of a milestone: product.md, and what disputes and cancellations end."""


@dataclass
class Model:
    rows: Rows
    before: "Model | None"
    balances: dict[str, int]
    moved: dict[str, dict[str, int]]
    """Per transaction what each account got."""

    @classmethod
    def of(cls, rows: Rows, before: "Model | None") -> "Model":
        for table in rows.values():
            table.sort(key=lambda row: str(row.get("id", "")).zfill(12))
        moved: dict[str, dict[str, int]] = {row["key"]: {} for row in rows["transactions"]}
        for row in rows["entries"]:
            parts = moved[row["key"]]
            parts[row["account"]] = parts.get(row["account"], 0) + row["amount_minor"]
        balances = {row["name"]: int(row["balance_minor"]) for row in rows["accounts"]}
        if before is not None:
            before.before = None
        return cls(rows, before, balances, moved)

    def __getattr__(self, table: str) -> list[Row]:
        try:
            return self.rows[table]
        except KeyError:
            raise AttributeError(table) from None

    def by_id(self, table: str) -> dict[Any, Row]:
        return {row["id"]: row for row in self.rows[table]}

    def of_state(self, table: str, *states: str) -> list[Row]:
        return [row for row in self.rows[table] if row["state"] in states]

    def wallet(self, person_id: int) -> int:
        return self.balances.get(f"wallet:{person_id}", 0)

    def disputed(self) -> set[int]:
        return {row["milestone_id"] for row in self.of_state("disputes", "open")}

    def set_aside(self) -> dict[int, int]:
        """Per milestone what its client has set aside and nothing has ended: by the states."""
        funded = {row["milestone_id"] for row in self.transactions if row["kind"] == "funding"}
        held = self.of_state("milestones", *OPEN)
        return {row["id"]: row["amount_minor"] for row in held if row["id"] in funded}

    # --- what must be true ---------------------------------------------------------------------

    def check(self, told: dict[str, int]) -> None:
        """`told`: every charge that Telegram has told of, whether once or often."""
        self._ledger_sums()
        self._charges_once(told)
        self._balances_follow()
        self._paid_once()
        self._escrow_adds_up()
        self._states()
        self._projects_end()
        if self.before is not None:
            self._steps(self.before)

    def _ledger_sums(self) -> None:
        """Guarantee 1."""
        sums: defaultdict[str, int] = defaultdict(int)
        for key, parts in self.moved.items():
            assert len(parts) >= 2, key
            assert sum(parts.values()) == 0, key
            for account, minor in parts.items():
                sums[account] += minor
        assert dict(sums) == {n: m for n, m in self.balances.items() if m or n in sums}
        assert all(m >= 0 for n, m in self.balances.items() if n != "gateway"), self.balances
        assert sum(self.balances.values()) == 0

    def _charges_once(self, told: dict[str, int]) -> None:
        """Guarantee 2: each was credited to its payer once, and sent back at most once."""
        assert {row["id"]: row["amount_minor"] for row in self.charges} == told
        for kind, sign, rows in (
            ("payment", 1, self.charges),
            ("refund", -1, [row for row in self.charges if row["refunded"]]),
        ):
            prefix = {"payment": "charge", "refund": "refund"}[kind]
            wanted = {
                f"{prefix}:{row['id']}": {
                    "gateway": -sign * row["amount_minor"],
                    f"wallet:{row['payer_id']}": sign * row["amount_minor"],
                }
                for row in rows
            }
            assert self._of_kind(kind) == wanted

    def _balances_follow(self) -> None:
        """Every balance is what the records say that it must be, and no other account has any."""
        should: defaultdict[str, int] = defaultdict(int)
        projects, milestones = self.by_id("projects"), self.by_id("milestones")
        for row in self.charges:
            if not row["refunded"]:
                should["gateway"] -= row["amount_minor"]
                should[f"wallet:{row['payer_id']}"] += row["amount_minor"]
        for milestone_id, minor in self.set_aside().items():
            client = projects[milestones[milestone_id]["project_id"]]["client_id"]
            should[f"escrow:{milestone_id}"] += minor
            should[f"wallet:{client}"] -= minor
        for row in self._paid_here():
            project = projects[milestones[row["milestone_id"]]["project_id"]]
            fee = row["amount_minor"] * project["fee_basis_points"] // 10_000
            assert row["fee_minor"] == fee
            should["fees"] += fee
            should[f"wallet:{project['client_id']}"] -= row["amount_minor"]
            should[f"wallet:{project['freelancer_id']}"] += row["amount_minor"] - fee
        for row in self.of_state("withdrawals", "waiting", "paid"):
            reserve = f"withdrawal:{row['id']}"
            should["paid-out" if row["state"] == "paid" else reserve] += row["amount_minor"]
            should[f"wallet:{row['person_id']}"] -= row["amount_minor"]
        assert {n: m for n, m in should.items() if m} == {
            n: m for n, m in self.balances.items() if m
        }

    def _paid_once(self) -> None:
        """One booking for each milestone paid through the bot, of what and from where it says."""
        booked = self._of_kind("checkout")
        assert set(booked) == {f"checkout:{row['id']}" for row in self._paid_here()}
        projects, milestones = self.by_id("projects"), self.by_id("milestones")
        for row in self._paid_here():
            client = projects[milestones[row["milestone_id"]]["project_id"]]["client_id"]
            sources = {"escrow": f"escrow:{row['milestone_id']}", "wallet": f"wallet:{client}"}
            paid = booked[f"checkout:{row['id']}"]
            assert paid[sources[row["paid_from"]]] == -row["amount_minor"]

    def _escrow_adds_up(self) -> None:
        """Guarantee 4: funded = released + returned + held, as a whole and at most once."""
        funded, returned = self._of_kind("funding"), self._of_kind("return")
        prices = {row["id"]: row["amount_minor"] for row in self.milestones}
        released = {
            row["milestone_id"]: row["amount_minor"]
            for row in self._paid_here()
            if row["paid_from"] == "escrow"
        }
        for milestone_id, price in prices.items():
            account = f"escrow:{milestone_id}"
            came = funded.pop(f"funding:{milestone_id}", {}).get(account, 0)
            back = -returned.pop(f"return:{milestone_id}", {}).get(account, 0)
            held = self.balances.get(account, 0)
            assert came in (0, price)
            assert came == released.get(milestone_id, 0) + back + held, account
        assert not funded
        assert not returned

    def _states(self) -> None:
        """What belongs together is in states that do."""
        checkouts = {row["milestone_id"]: row["state"] for row in self.checkouts}
        reviews = [row["milestone_id"] for row in self.of_state("deliveries", "in_review")]
        assert len(reviews) == len(set(reviews))
        assert set(reviews) == {row["id"] for row in self.of_state("milestones", "in_review")}
        for row in self.milestones:
            fits = {"accepted": ("due",), "paid": ("paid",), "cancelled": (None, "cancelled")}
            assert checkouts.get(row["id"]) in fits.get(row["state"], (None,)), row
        assert all(row["waited"] for row in self.of_state("deliveries", "auto_accepted"))
        for row in self.of_state("rulings", "done"):
            assert row["second_by"] != row["ruled_by"]

    def _projects_end(self) -> None:
        """Complete exactly when every milestone is paid or cancelled, unless it was called off."""
        called_off = {row["project_id"] for row in self.of_state("cancellations", "agreed")}
        steps: defaultdict[int, list[str]] = defaultdict(list)
        for row in self.milestones:
            steps[row["project_id"]].append(row["state"])
        for row in self.projects:
            states = steps[row["id"]]
            ended = all(state in FINISHED for state in states)
            end = "complete" if "paid" in states else "cancelled"
            wanted = "cancelled" if row["id"] in called_off else end if ended else "running"
            assert row["state"] == wanted, (row, states)
            in_hand = sum(state in ("in_progress", "in_review") for state in states)
            assert in_hand == (wanted == "running" and any(state in OPEN for state in states))

    def _steps(self, before: "Model") -> None:
        """Guarantee 6; and where a dispute was and is open, nothing has happened meanwhile."""
        was, now = before.by_id("milestones"), self.by_id("milestones")
        still = before.disputed() & self.disputed()
        for number, row in was.items():
            state, later = row["state"], now[number]["state"]
            assert later == state or later in NEXT[state], (number, state, later)
            assert number not in still or later == state, (number, "disputed", state, later)
        for number in still:
            assert self._about(number) == before._about(number)
        assert set(before.moved) <= set(self.moved)

    def _about(self, milestone_id: int) -> list[Row]:
        tables = ("deliveries", "checkouts", "transactions")
        rows = [row for table in tables for row in self.rows[table]]
        mine = [row for row in rows if row["milestone_id"] == milestone_id]
        return [row for row in mine if row.get("kind") != "payment"]  # kept in its payer's wallet

    def _paid_here(self) -> list[Row]:
        return [row for row in self.of_state("checkouts", "paid") if row["paid_from"] != "outside"]

    def _of_kind(self, kind: str) -> dict[str, dict[str, int]]:
        return {r["key"]: self.moved[r["key"]] for r in self.transactions if r["kind"] == kind}
