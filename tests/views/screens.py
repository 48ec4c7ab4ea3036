"""Every screen that the views can draw, from given facts, in every state that changes it."""

from collections.abc import Iterator
from dataclasses import replace

from marketplace.bids import BidState
from marketplace.deliveries import DeliveryState
from marketplace.errors import Refused
from marketplace.files import FileState
from marketplace.invoices import Purpose
from marketplace.jobs import JobState
from marketplace.money import MOST_MINOR, Kind
from marketplace.notices import CHOOSABLE, Preferences, QuietHours, Way
from marketplace.people import Role
from marketplace.policy import Payments, Policy
from marketplace.projects import MilestoneState, ProjectState
from marketplace.talks import MOST_HELD, Talk
from marketplace.wallets import Side, Wallet
from tests.views.facts import NOW, Facts
from tests.views.screens_of_choosing import screens_of_choosing
from tests.views.screens_of_finding import screens_of_finding
from tests.views.screens_of_ratings import screens_of_ratings
from tests.views.screens_of_reading import screens_of_reading
from tests.views.screens_of_sharing import screens_of_sharing
from tests.views.screens_of_talk import screens_of_talk
from tests.views.screens_of_templates import screens_of_templates
from tests.views.screens_of_trouble import screens_of_trouble
from tests.views.screens_of_trust import screens_of_trust
from views import (
    answers,
    archives,
    bids,
    chat,
    checkout,
    digest,
    escrow,
    files,
    history,
    jobs,
    legal,
    links,
    notice_settings,
    profile,
    project_card,
    projects,
    settings,
    start,
    statement,
    wallet,
)
from views.callbacks import Fund, OpenBid
from views.project_card import Standing
from views.screen import Rows, Screen
from views.texts import Texts

Drawn = Iterator[tuple[str, Screen]]
"""The name of the function, and what it drew."""


def every_screen(t: Texts, facts: Facts) -> Drawn:
    yield from _start(t, facts)
    yield from _profile(t, facts)
    yield from _jobs(t, facts)
    yield from screens_of_finding(t, facts)
    yield from screens_of_reading(t, facts)
    yield from _bids(t, facts)
    yield from screens_of_templates(t, facts)
    yield from screens_of_choosing(t, facts)
    yield from _projects(t, facts)
    yield from _wallets(t, facts)
    yield from _files(t, facts)
    yield from _money(t, facts)
    yield from screens_of_ratings(t, facts)
    yield from screens_of_talk(t, facts)
    yield from screens_of_sharing(t, facts)
    yield from screens_of_trouble(t, facts)
    yield from screens_of_trust(t, facts)
    yield from _notices(t, facts)
    yield from _others(t, facts)


def _notices(t: Texts, facts: Facts) -> Drawn:
    where = facts.text(1, 60)
    chosen = Preferences(
        1,
        dict.fromkeys(CHOOSABLE, Way.DAILY),
        where,
        "America/Argentina/ComodRivadavia",
        QuietHours(22 * 60 + 30, 7 * 60 + 15),
    )
    for one in (Preferences(1), chosen, replace(chosen, quiet=notice_settings.OFFERED[0])):
        yield "notice_settings.notice_settings", notice_settings.notice_settings(t, one, NOW)
        yield "notice_settings.quiet_hours", notice_settings.quiet_hours(t, one, NOW)
        for kind in CHOOSABLE:
            yield "notice_settings.notice_kind", notice_settings.notice_kind(t, one, kind)
    for count in (1, 2, 20, 40):
        kept = [facts.kept(kind, n) for n in range(count) for kind in CHOOSABLE]
        yield "digest.digest", digest.digest(t, kept[:count])


def _start(t: Texts, facts: Facts) -> Drawn:
    yield "start.welcome", start.welcome(t, facts.person(None))
    drafts = [(f"{n}" * 20, facts.text(5, 200)) for n in range(9)] if facts.full else []
    for role in (None, *Role):
        for wallets in (True, False):
            screen = start.home(t, facts.person(role), facts.profile, drafts, wallet=wallets)
            yield "start.home", screen
        banned = replace(facts.person(role), banned_at=NOW, banned_why=facts.text(5, 1000))
        yield "start.home", start.home(t, banned, facts.profile, drafts)
        yield "start.help_home", start.help_home(t, role)
        for topic in (*start.TOPICS[Role.FREELANCER], *start.TOPICS[Role.CLIENT], *Role, "gone"):
            for payable in (True, False):
                yield "start.help_topic", start.help_topic(t, topic, role, payable=payable)
    for had_something in (True, False):
        yield "start.cancelled", start.cancelled(t, had_something)
    yield "start.unknown", start.unknown(t)
    for role in Role:
        for words in ("", facts.text(1, 256)):
            yield "start.unknown_words", start.unknown_words(t, role, words, "0123abcd")
    yield "start.languages", start.languages(t)


def _profile(t: Texts, facts: Facts) -> Drawn:
    for busy in (False, True):
        for visible in (False, True):
            person = replace(facts.profile.person, busy=busy, visible=visible)
            own = replace(facts.profile, person=person)
            for wanted in (None, facts.job()):
                yield "profile.own_profile", profile.own_profile(t, own, wanted=wanted)
    for back in (None, OpenBid(id=facts.id())):
        yield "profile.shared_profile", profile.shared_profile(t, facts.profile, back)
    for kind in ("education", "experience"):
        yield "profile.entries", profile.entries(t, kind, facts.profile)


def _jobs(t: Texts, facts: Facts) -> Drawn:
    count = 10**6 if facts.full else 0
    for state in JobState:
        for reader in (facts.client, facts.freelancer):
            for bid in (facts.bid(), None):
                yield (
                    "jobs.job",
                    jobs.job(
                        t,
                        facts.job(state),
                        reader=reader,
                        client=facts.client,
                        live_bid=bid,
                        bid_count=count,
                    ),
                )
        own = [(facts.job(state, n), count) for n in range(jobs.PAGE if facts.full else 1)]
        yield "jobs.own_jobs", jobs.own_jobs(t, own, more=facts.full)
    yield "jobs.own_jobs", jobs.own_jobs(t, [], more=False)
    for bid_count in (0, 1, count):
        yield "jobs.confirm_close", jobs.confirm_close(t, facts.job(), bid_count)


def _bids(t: Texts, facts: Facts) -> Drawn:
    job, freelancer = facts.job(), facts.freelancer
    yield "bids.own_bids", bids.own_bids(t, [], more=False)
    for state in BidState:
        bid = facts.bid(state)
        own = [(facts.bid(state, n), job) for n in range(jobs.PAGE if facts.full else 1)]
        yield "bids.own_bids", bids.own_bids(t, own, more=facts.full)
        yield "bids.own_bid", bids.own_bid(t, bid, job)
        for listed in (True, False):
            screen = bids.offered_bid(t, bid, job, freelancer, shortlisted=listed)
            yield "bids.offered_bid", screen
    for several in (2, 200):
        fresh = [facts.bid(less=n) for n in range(several)]
        newest = [(bid, freelancer) for bid in fresh[: bids.MOST_NAMED]]
        yield "bids.several_bids", bids.several_bids(t, job, fresh, newest)
    yield "bids.confirm_hire", bids.confirm_hire(t, facts.bid(), job, freelancer)
    yield "bids.confirm_decline", bids.confirm_decline(t, facts.bid(), freelancer)
    yield "bids.confirm_withdraw", bids.confirm_withdraw(t, facts.bid(), job)


def _projects(t: Texts, facts: Facts) -> Drawn:
    delivery = facts.delivery()
    yield "projects.own_projects", projects.own_projects(t, [], facts.client, more=False)
    for milestone in MilestoneState:
        for state in ProjectState:
            project = facts.project(milestone, state)
            many = [facts.project(milestone, state, n) for n in range(5 if facts.full else 1)]
            for reader in (facts.client, facts.freelancer):
                other = facts.client if reader == facts.freelancer else facts.freelancer
                yield (
                    "projects.own_projects",
                    projects.own_projects(t, many, reader, more=facts.full),
                )
                yield "projects.while_away", projects.while_away(t, many, reader)
                for reviewed in (delivery, None):
                    yield (
                        "project_card.card",
                        project_card.card(
                            t, Standing(project, reviewed, facts.waiting), reader, other
                        ),
                    )
    project = facts.project()
    step = project.milestones[0]
    yield "projects.review_prompt", projects.review_prompt(t, project, step, delivery)
    yield "projects.file_came", projects.file_came(t, facts.file(), facts.id(1))
    yield "projects.delivery_waits", projects.delivery_waits(t, project, step, facts.waiting)
    yield "projects.delivered", projects.delivered(t, project, step, delivery)
    yield from _history(t, facts)
    done = 20 * 1024**3 if facts.full else 0
    yield "archives.packing", archives.packing(t, project, done, done)
    yield "archives.packed", archives.packed(t, project, done and 20_000, done)
    yield "archives.not_packed", archives.not_packed(t, project)


def _history(t: Texts, facts: Facts) -> Drawn:
    project = facts.project()
    step = project.milestones[0]
    for many in ([], [facts.project(less=n) for n in range(8 if facts.full else 1)]):
        yield "history.histories", history.histories(t, many, more=facts.full)
    yield "history.history", history.history(t, project)
    nothing = facts.project(MilestoneState.UPCOMING)
    yield "history.history", history.history(t, nothing)
    yield "history.history_of", history.history_of(t, project, step, [])
    for state in DeliveryState:
        versions = [facts.delivery(state, n) for n in range(1, 31 if facts.full else 2)]
        wordless = [replace(version, note="", reason="") for version in versions]
        for before in (None, 2, 17):
            for told in (versions, wordless):
                yield "history.history_of", history.history_of(t, project, step, told, before)


def _money(t: Texts, facts: Facts) -> Drawn:
    for state in (MilestoneState.UPCOMING, MilestoneState.ACCEPTED):
        project, due = facts.project(state), facts.checkout
        step = project.milestones[0]
        due = replace(due, milestone_id=step.id)
        price = due.amount_minor
        yield "checkout.to_pay", checkout.to_pay(t, project, due, price)
        for asked in (1, price, price + 1):
            for balance in (0, price - 1):
                screen = checkout.to_invoice(t, project, due, balance, asked)
                yield "checkout.to_invoice", screen
        outside = checkout.to_pay_outside(t, project, due, facts.freelancer)
        yield "checkout.to_pay_outside", outside
        yield "checkout.claimed", checkout.claimed(t, project, step, due)
        yield "checkout.claim_reminder", checkout.claim_reminder(t, project, step, due)
        yield "checkout.denied", checkout.denied(t, project, step, due)
    project = facts.project(MilestoneState.UPCOMING)
    yield "escrow.offer", escrow.offer(t, project)
    for steps in (project.milestones, project.milestones[:1]):
        tap = Fund(project_id=facts.id(), milestone_id=facts.id())
        yield "escrow.confirm", escrow.confirm(t, project, steps, 1, tap)
        invoice = facts.invoice(Purpose.FUNDING)
        yield "escrow.to_invoice", escrow.to_invoice(t, project, steps, 0, invoice)


def _wallets(t: Texts, facts: Facts) -> Drawn:
    most = MOST_MINOR if facts.full else 0
    waiting = [facts.withdrawal(n) for n in range(5 if facts.full else 1)]
    for money in (Wallet(0), Wallet(most, most, most, most, most)):
        for waits in ([], waiting):
            yield "wallet.own_wallet", wallet.own_wallet(t, money, waits)
        yield "wallet.no_payments", wallet.no_payments(t, money)
    yield "wallet.to_top_up", wallet.to_top_up(t, facts.invoice(Purpose.TOP_UP))
    yield "wallet.confirm_cancel", wallet.confirm_cancel(t, waiting[0])
    for words in ("", facts.text(0, 1000)):
        ended = replace(waiting[0], reason=words)
        yield "wallet.withdrawn", wallet.withdrawn(t, ended)
        yield "wallet.rejected", wallet.rejected(t, ended)
        for yes in (True, False):
            yield "wallet.refunded", wallet.refunded(t, MOST_MINOR, words, stars=yes)
            yield "wallet.topped_up", wallet.topped_up(t, MOST_MINOR, most, switched_on=yes)
    for kind in Kind:
        page = [facts.line_of(kind, n) for n in range(statement.PAGE if facts.full else 1)]
        for side in Side:
            for first in (True, False):
                none = statement.statement(t, [], side, first=first, more=False)
                yield "statement.statement", none
                told = statement.statement(t, page, side, first=first, more=facts.full)
                yield "statement.statement", told
    for on in (None, True, False):
        person = replace(facts.client, auto_pay=on)
        for takes_money in (True, False):
            screen = settings.own_settings(t, person, takes_money=takes_money)
            yield "settings.own_settings", screen
    for payments in Payments:
        policy = Policy(t.currency, payments, 5000 if facts.full else 0)
        yield "legal.terms", legal.terms(t, policy)
        yield "legal.pay_support", legal.pay_support(t, policy)


def _files(t: Texts, facts: Facts) -> Drawn:
    count = 20 if facts.full else 1
    for state in FileState:
        sent = [replace(facts.file(n), state=state, reason="too-big") for n in range(count)]
        for moving in ({}, {file.id: 1 for file in sent}):
            yield "files.storing", files.storing(t, sent, moving)


def _talking(t: Texts, facts: Facts) -> Drawn:
    for project in (None, facts.project()):
        line = facts.line(project)
        yield "chat.header", chat.header(t, facts.client, line)
        yield "chat.write_here", chat.write_here(t, line, facts.client)
    for kind, held in (("text", 1), ("contact", 1), ("text", MOST_HELD)):
        talk = Talk(1, held=tuple(facts.draft(kind) for _ in range(held)))
        for count in (1, 8):
            partners = [facts.partner(n) for n in range(count)]
            yield "chat.to_whom", chat.to_whom(t, talk, partners)
            yield "chat.to_whom", chat.to_whom(t, talk, partners, _rest(t, held=True))
    for count in (0, 8):
        partners = [facts.partner(n) for n in range(count)]
        yield "chat.partners", chat.partners(t, partners)
        yield "chat.partners", chat.partners(t, partners, _rest(t, held=False))
    for told in (False, True):
        passed = [facts.passed(told=told)]
        for safe in (False, True):
            screen = chat.passed_on(t, passed, goes_on=not told, slow=told, safe=safe)
            if screen:
                yield "chat.sent", screen
        yield "chat.sent", chat.sent(t, passed, screen)
    for count in (0, 1, 20):
        yield "chat.dropped", chat.dropped(t, count)


def _rest(t: Texts, *, held: bool) -> Rows:
    return chat.rest(t, 10_000_000, held=held, more=True)


def _others(t: Texts, facts: Facts) -> Drawn:
    yield from _talking(t, facts)
    yield "files.big_file", files.big_file(t, facts.file(1))
    project, url = facts.project(), f"https://files.example/up/{'x' * 43}"
    yield "links.download_link", links.download_link(t, facts.file(1), url)
    milestone = project.milestones[0]
    yield "links.upload_link", links.upload_link(t, project, milestone, 2000 * 1024**2, url)
    yield "answers.refused", answers.refused(t, Refused("already-bid", bid_id=facts.id()))
    yield (
        "answers.refused",
        answers.refused(t, Refused("profile-incomplete", parts=(), job_id=facts.id())),
    )
    yield "answers.our_mistake", answers.our_mistake(t, "R-" + "9" * 20)
