"""Rulings: what an operator has decided, and what a second one has to approve."""

from marketplace.people import Person
from marketplace.rulings import Ruling, RulingKind, RulingState
from views import admin, buttons
from views.callbacks import (
    AdminDispute,
    AdminJob,
    AdminPerson,
    AdminRuling,
    AdminRulings,
    AdminWithdrawal,
    ApproveRuling,
    RefuseRuling,
)
from views.screen import Button, Html, Rows, Screen, lines, paragraphs
from views.texts import Texts, short

_KINDS = {
    RulingKind.PAY_WITHDRAWAL: "ruling-pay-withdrawal",
    RulingKind.REJECT_WITHDRAWAL: "ruling-reject-withdrawal",
    RulingKind.DECIDE_DISPUTE: "ruling-decide-dispute",
    RulingKind.REFUND: "ruling-refund",
    RulingKind.HIDE_JOB: "ruling-hide-job",
    RulingKind.RESTORE_JOB: "ruling-restore-job",
    RulingKind.BAN: "ruling-ban",
    RulingKind.UNBAN: "ruling-unban",
}
_STATES = {
    RulingState.PROPOSED: "ruling-proposed",
    RulingState.DONE: "ruling-done",
    RulingState.REFUSED: "ruling-refused",
}


def what(t: Texts, ruling: Ruling, name: str) -> Html:
    """ "Pay withdrawal 12: $50 to Ana", be it done or not. `name`: of the person or project."""
    return t(
        _KINDS[ruling.kind],
        number=short(ruling.subject, 12),
        amount=t.money(ruling.amount_minor),
        name=short(name, 100),
    )


def listed(t: Texts, found: list[tuple[Ruling, str]], *, more: bool) -> Screen:
    """That wait for a second operator, oldest first, each with its person or project."""
    rows: Rows = tuple(
        (Button(f"{t.money(one.amount_minor)} · {short(name, 24)}", AdminRuling(id=one.id)),)
        for one, name in found
    )
    if more:
        rows = (*rows, (buttons.more(t, AdminRulings(after=found[-1][0].id)),))
    text = t("admin-rulings" if found else "admin-rulings-none")
    return Screen(text, (*rows, (admin.back(t),)))


def ruling(t: Texts, one: Ruling, name: str, by: Person, reader: Person) -> Screen:
    """`by`: the operator who decided first."""
    text = paragraphs(
        lines(
            what(t, one, name),
            t("ruling-by", name=by.shown_name, at=t.moment(one.ruled_at)),
        ),
        t("quote-long", text=one.reason),
        t(_STATES[one.state], at=t.moment(one.ended_at or one.ruled_at)),
    )
    rows: Rows = ((subject_button(t, one),),)
    if one.state is RulingState.PROPOSED:
        rows = (answer_row(t, one, reader), *rows)
    return Screen(text, (*rows, (buttons.back(t, AdminRulings()), admin.back(t))))


def answer_row(t: Texts, one: Ruling, reader: Person) -> tuple[Button, ...]:
    """Nobody approves what they have decided themselves."""
    if one.ruled_by == reader.id:
        return (Button(t.label("btn-ruling-take-back"), RefuseRuling(id=one.id)),)
    approve = Button(t.label("btn-ruling-approve"), ApproveRuling(id=one.id), "success")
    return (approve, Button(t.label("btn-ruling-refuse"), RefuseRuling(id=one.id), "danger"))


def subject_button(t: Texts, one: Ruling) -> Button:
    """The way to what it is about."""
    label = t.label("btn-look")
    if one.kind is RulingKind.DECIDE_DISPUTE:
        return Button(label, AdminDispute(id=int(one.subject)))
    if one.kind is RulingKind.REFUND:
        return Button(label, AdminPerson(id=one.person_id or 0))
    if one.kind in (RulingKind.HIDE_JOB, RulingKind.RESTORE_JOB):
        return Button(label, AdminJob(id=int(one.subject)))
    if one.kind in (RulingKind.BAN, RulingKind.UNBAN):
        return Button(label, AdminPerson(id=int(one.subject)))
    return Button(label, AdminWithdrawal(id=int(one.subject)))


def ruled(t: Texts, one: Ruling, name: str) -> Screen:
    """What an operator sees who has just decided."""
    done = one.state is RulingState.DONE
    text = paragraphs(what(t, one, name), t("ruling-now-done" if done else "ruling-now-waits"))
    return Screen(text, ((subject_button(t, one),), (admin.back(t),)))
