"""The operators' home: what waits, the books at a glance, and the ways on."""

from marketplace.books import Glance
from marketplace.people import Person
from marketplace.projects import Project
from views import buttons
from views.callbacks import (
    Admin,
    AdminBanned,
    AdminDisputes,
    AdminHidden,
    AdminPerson,
    AdminProject,
    AdminReports,
    AdminRulings,
    AdminWithdrawals,
    FindPerson,
    FindProject,
)
from views.screen import Button, Rows, Screen, lines, paragraphs
from views.texts import Texts, short


def home(t: Texts, seen: Glance) -> Screen:
    waiting = seen.withdrawals + seen.disputes + seen.rulings + seen.reports
    text = paragraphs(
        t("admin-home"),
        lines(
            t("admin-sum-wallets", amount=t.money(seen.wallets_minor)),
            t("admin-sum-escrow", amount=t.money(seen.escrow_minor)),
            t("admin-sum-withdrawing", amount=t.money(seen.withdrawing_minor)),
            t("admin-sum-fees", amount=t.money(seen.fees_minor)),
            t("admin-sum-paid-out", amount=t.money(seen.paid_out_minor)),
            t("admin-sum-gateway", amount=t.money(seen.gateway_minor)),
        ),
        t("admin-unbalanced", count=seen.discrepancies)
        if seen.discrepancies
        else t("admin-balanced"),
        t("admin-waits" if waiting else "admin-nothing-waits"),
    )
    withdrawals = t.label("btn-admin-withdrawals", count=seen.withdrawals)
    disputes = t.label("btn-admin-disputes", count=seen.disputes)
    rulings = t.label("btn-admin-rulings", count=seen.rulings)
    reports = t.label("btn-admin-reports", count=seen.reports)
    hidden = t.label("btn-admin-hidden", count=seen.hidden)
    banned = t.label("btn-admin-banned", count=seen.banned)
    rows: Rows = (
        (Button(withdrawals, AdminWithdrawals()), Button(disputes, AdminDisputes())),
        (Button(rulings, AdminRulings()), Button(reports, AdminReports())),
        (Button(hidden, AdminHidden()), Button(banned, AdminBanned())),
        (
            Button(t.label("btn-find-person"), FindPerson()),
            Button(t.label("btn-find-project"), FindProject()),
        ),
        (buttons.home(t),),
    )
    return Screen(text, rows)


def back(t: Texts) -> Button:
    return Button(t.label("btn-admin"), Admin())


def found_people(t: Texts, words: str, found: list[Person]) -> Screen:
    """Which of them? The account's number tells namesakes apart."""
    rows: Rows = tuple(
        (Button(f"{short(person.shown_name, 24)} · {person.id}", AdminPerson(id=person.id)),)
        for person in found
    )
    key = "admin-found-people" if found else "admin-found-nobody"
    again = Button(t.label("btn-find-again"), FindPerson())
    return Screen(t(key, words=short(words, 60)), (*rows, (again, back(t))))


def found_projects(t: Texts, words: str, found: list[Project]) -> Screen:
    rows: Rows = tuple(
        (Button(f"{short(project.title, 24)} · {project.id}", AdminProject(id=project.id)),)
        for project in found
    )
    key = "admin-found-projects" if found else "admin-found-no-project"
    again = Button(t.label("btn-find-again"), FindProject())
    return Screen(t(key, words=short(words, 60)), (*rows, (again, back(t))))
