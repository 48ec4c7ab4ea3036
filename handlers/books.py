"""The books of a person and of a project, for operators. Each use case asks whether the actor is
one."""

from conversations import finding
from conversations import rulings as ruling_conversations
from conversations.turn import Turn
from handlers.routes import Routes
from handlers.talk import show_page
from marketplace import books
from views import admin_people, admin_projects, callbacks

PAGE = 10


async def find_person(turn: Turn, tap: callbacks.FindPerson) -> None:
    await turn.wizard.start(turn, finding.person)


async def find_project(turn: Turn, tap: callbacks.FindProject) -> None:
    await turn.wizard.start(turn, finding.project)


async def person(turn: Turn, tap: callbacks.AdminPerson) -> None:
    found = await books.of_person(turn.work, turn.actor, tap.id)
    await turn.window.show(admin_people.account(turn.t, found))


async def statement(turn: Turn, tap: callbacks.AdminStatement) -> None:
    work, before = turn.work, tap.before or None
    found = await books.of_person(work, turn.actor, tap.person_id)
    listed = await books.statement(work, turn.actor, tap.person_id, before, PAGE + 1)
    screen = admin_people.statement(
        turn.t, found, listed[:PAGE], before=tap.before, more=len(listed) > PAGE
    )
    await turn.window.show(screen)


async def payments(turn: Turn, tap: callbacks.AdminPayments) -> None:
    work, before = turn.work, tap.before or None
    found = await books.of_person(work, turn.actor, tap.person_id)
    listed = await books.payments(work, turn.actor, tap.person_id, before, PAGE + 1)
    screen = admin_people.payments(
        turn.t, found, listed[:PAGE], before=tap.before, more=len(listed) > PAGE
    )
    await turn.window.show(screen)


async def refund(turn: Turn, tap: callbacks.RefundPayment) -> None:
    await turn.wizard.start(turn, ruling_conversations.refund, {"payment": tap.number})


async def project(turn: Turn, tap: callbacks.AdminProject) -> None:
    found = await books.of_project(turn.work, turn.actor, tap.id)
    await turn.window.show(admin_projects.project(turn.t, found))


async def ledger(turn: Turn, tap: callbacks.AdminLedger) -> None:
    work, before = turn.work, tap.before or None
    found = await books.of_project(work, turn.actor, tap.project_id)
    listed = await books.ledger(work, turn.actor, tap.project_id, before, PAGE + 1)
    screen = admin_projects.ledger(
        turn.t, found, listed[:PAGE], before=tap.before, more=len(listed) > PAGE
    )
    await turn.window.show(screen)


async def talk(turn: Turn, tap: callbacks.AdminTalk) -> None:
    """What both wrote, where a dispute opens it to operators."""
    found = await books.of_project(turn.work, turn.actor, tap.project_id)
    await show_page(turn, found.project.bid_id, after=tap.after)


router = Routes(
    taps={
        callbacks.FindPerson: find_person,
        callbacks.FindProject: find_project,
        callbacks.AdminPerson: person,
        callbacks.AdminStatement: statement,
        callbacks.AdminPayments: payments,
        callbacks.RefundPayment: refund,
        callbacks.AdminProject: project,
        callbacks.AdminLedger: ledger,
        callbacks.AdminTalk: talk,
    },
)
