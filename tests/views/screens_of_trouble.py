"""Screens for when a project doesn't go well, and those of operators; see screens.py."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.books import EscrowFlow, Glance, LedgerLine
from marketplace.cancellations import CancellationState
from marketplace.decisions import Decisions
from marketplace.disputes import Dispute, DisputeState
from marketplace.money import FEES, GATEWAY, MOST_MINOR, PAID_OUT, Kind, escrow, wallet
from marketplace.payments import Charge
from marketplace.projects import MilestoneState
from marketplace.rulings import RulingKind, RulingState
from marketplace.wallets import StatementLine
from marketplace.withdrawals import WithdrawalState
from tests.views.facts import NOW, Facts
from views import (
    admin,
    admin_disputes,
    admin_people,
    admin_projects,
    admin_rulings,
    admin_withdrawals,
    cancellations,
    decisions,
    disputes,
    history,
    project_card,
    results,
    trouble,
)
from views.callbacks import OpenProject
from views.project_card import Standing
from views.screen import Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]


def screens_of_trouble(t: Texts, facts: Facts) -> Drawn:
    yield from _members(t, facts)
    yield from _decisions(t, facts)
    yield from _admin(t, facts)
    yield from _admin_disputes(t, facts)
    yield from _admin_people(t, facts)
    yield from _admin_projects(t, facts)


def _members(t: Texts, facts: Facts) -> Drawn:
    project, sides = facts.project(), (facts.client, facts.freelancer)
    for reader, other in (sides, sides[::-1]):
        for open_ in ([], [facts.dispute()]):
            for proposal in (None, facts.cancellation()):
                screen = trouble.trouble(
                    t, project, reader=reader, other=other, disputes=open_, proposal=proposal
                )
                yield "trouble.trouble", screen
        now = Standing(project, facts.delivery(), facts.waiting, facts.cancellation())
        card = project_card.card(t, now, reader, other)
        yield "project_card.card", card
        yield "results.done", results.done(t, project, t("done-cancel-agreed"), card.rows)
    step = project.milestones[-1]
    yield "disputes.confirm_withdraw", disputes.confirm_withdraw(t, project, step)
    funded = replace(step, escrow_minor=step.amount_minor, due_minor=step.amount_minor)
    for one in (project, replace(project, milestones=(funded,))):
        screen = cancellations.confirm_agree(t, one, facts.client)
        yield "cancellations.confirm_agree", screen
    yield "history.history", history.history(t, project, member=False)


def _decisions(t: Texts, facts: Facts) -> Drawn:
    project = facts.project()
    price = project.milestones[-1].amount_minor
    entries = (
        facts.dispute(),
        facts.dispute(DisputeState.WITHDRAWN),
        *(facts.dispute(DisputeState.DECIDED, award) for award in (0, 1, price)),
        *(facts.cancellation(state) for state in CancellationState),
    )
    every = (*entries, *(facts.dispute(DisputeState.DECIDED, 0),) * 4)
    for found in (Decisions(project, ()), Decisions(project, every)):
        for page in (0, 1, 2, 10**9):
            screen = decisions.decisions(
                t, found, facts.client, facts.freelancer, page, OpenProject(id=facts.id())
            )
            yield "decisions.decisions", screen


def _admin(t: Texts, facts: Facts) -> Drawn:
    most = MOST_MINOR * 1000 if facts.full else 0
    for count in (0, 1, 10_000 if facts.full else 2):
        seen = Glance(
            count, count, count, count, count, count, most, most, most, most, most, most, count
        )
        yield "admin.home", admin.home(t, seen)
    many = 8 if facts.full else 1
    people = [facts.person(None, n) for n in range(many)]
    found = [facts.project(less=n) for n in range(many)]
    words = facts.text(1, 100)
    for some in (people, []):
        yield "admin.found_people", admin.found_people(t, words, some)
    for ones in (found, []):
        yield "admin.found_projects", admin.found_projects(t, words, ones)
    name = facts.text(1, 100)
    asked = [(facts.withdrawal(n), name) for n in range(many)]
    yield "admin_withdrawals.withdrawals", admin_withdrawals.withdrawals(t, asked, more=facts.full)
    yield "admin_withdrawals.withdrawals", admin_withdrawals.withdrawals(t, [], more=False)
    for state in WithdrawalState:
        for proposed in (True, False):
            screen = admin_withdrawals.withdrawal(
                t, facts.withdrawal(0, state), facts.account, proposed=proposed
            )
            yield "admin_withdrawals.withdrawal", screen
    yield from _admin_rulings(t, facts)


def _admin_rulings(t: Texts, facts: Facts) -> Drawn:
    name, many = facts.text(1, 100), 8 if facts.full else 1
    waiting = [(replace(facts.ruling(), id=facts.id(n)), name) for n in range(many)]
    yield "admin_rulings.listed", admin_rulings.listed(t, waiting, more=facts.full)
    yield "admin_rulings.listed", admin_rulings.listed(t, [], more=False)
    for kind in RulingKind:
        for state in RulingState:
            one = facts.ruling(kind, state, facts.client.id)
            for reader in (facts.client, facts.freelancer):
                screen = admin_rulings.ruling(t, one, name, facts.client, reader)
                yield "admin_rulings.ruling", screen
            yield "admin_rulings.ruled", admin_rulings.ruled(t, one, name)


def _admin_disputes(t: Texts, facts: Facts) -> Drawn:
    project, many = facts.project(), 8 if facts.full else 1
    found = [(replace(facts.dispute(), id=facts.id(n)), project) for n in range(many)]
    yield "admin_disputes.listed", admin_disputes.listed(t, found, more=facts.full)
    yield "admin_disputes.listed", admin_disputes.listed(t, [], more=False)
    price = project.milestones[-1].amount_minor
    for state in DisputeState:
        for award_minor in (0, 1, price):
            for proposed in (True, False):
                one: Dispute = facts.dispute(state, award_minor)
                screen = admin_disputes.dispute(
                    t, one, project, facts.client, facts.freelancer, proposed=proposed
                )
                yield "admin_disputes.dispute", screen


def _admin_people(t: Texts, facts: Facts) -> Drawn:
    account, many = facts.account, 10 if facts.full else 1
    restricted = replace(account, person=facts.banned)
    for one in (account, restricted):
        yield "admin_people.account", admin_people.account(t, one)
    amount = MOST_MINOR if facts.full else 1
    lines = [
        StatementLine(facts.id(n), NOW, kind, sign * amount, about, position)
        for n, (kind, sign, about, position) in enumerate(
            [
                *((kind, -1, facts.text(5, 100), 20) for kind in Kind),
                (Kind.PAYMENT, 1, "", None),
                (Kind.PAYMENT, 1, facts.text(5, 100), None),
            ]
        )
    ]
    paid = [
        (facts.id(n), Charge("c" * 120, "p" * 60, facts.id(), amount, NOW, refunded_at))
        for n, refunded_at in enumerate((None, NOW) * (many // 2) or (None,))
    ]
    for before in (0, facts.id()):
        for some in (lines, []):
            screen = admin_people.statement(
                t, account, some, before=before, more=facts.full and bool(some)
            )
            yield "admin_people.statement", screen
        for payments in (paid, []):
            screen = admin_people.payments(
                t, account, payments, before=before, more=facts.full and bool(payments)
            )
            yield "admin_people.payments", screen


def _admin_projects(t: Texts, facts: Facts) -> Drawn:
    for state in MilestoneState:
        for readable in (True, False):
            found = facts.books(state, readable=readable)
            yield "admin_projects.project", admin_projects.project(t, found)
    found = replace(found, escrow={0: EscrowFlow()}, checkouts={})
    yield "admin_projects.project", admin_projects.project(t, found)
    step = found.project.milestones[0]
    accounts = (FEES, GATEWAY, PAID_OUT, escrow(step.id), wallet(found.client.id), "other")
    amount = MOST_MINOR if facts.full else 1
    lines = [
        LedgerLine(facts.id(n), NOW, kind, account, amount, position)
        for n, (kind, account, position) in enumerate(
            zip([*Kind][: len(accounts)], accounts, (None, 1, 2, 3, 4, 20), strict=True)
        )
    ]
    for before in (0, facts.id()):
        for some in (lines, []):
            screen = admin_projects.ledger(t, found, some, before=before, more=bool(some))
            yield "admin_projects.ledger", screen
