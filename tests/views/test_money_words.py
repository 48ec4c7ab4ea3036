"""What people read about money before and after it moves.

Each seen to fail with the words that stood there before.
"""

from dataclasses import replace

from marketplace.projects import MilestoneState, Project, ProjectState
from tests.views.facts import SIZES, Facts
from tests.views.happened import words_of
from views import checkout, project_card, projects, start
from views.project_card import Standing

SMALL = SIZES["smallest"]
PRICE, AWARD = 20000, 12000


def project_with(facts: Facts = SMALL, **values: object) -> Project:
    project = facts.project(MilestoneState.ACCEPTED)
    step = project.milestones[0]
    return project.changed(step.id, amount_minor=PRICE, due_minor=PRICE, **values)


def card(project: Project, *, client: bool) -> str:
    freelancer = replace(SMALL.freelancer, id=SMALL.client.id + 1)
    project = replace(project, freelancer_id=freelancer.id)
    sides = (SMALL.client, freelancer)
    reader, other = sides if client else sides[::-1]
    t = words_of("USD")
    return project_card.card(t, Standing(project), reader, other).text


def test_the_card_shows_what_an_operator_awarded() -> None:
    project = project_with()
    assert "Accepted, payment due" in card(project, client=True)
    ruled = project.changed(project.milestones[0].id, due_minor=AWARD)
    assert "Decided by an operator: $120 due" in card(ruled, client=True)


def test_who_said_that_it_is_paid_is_said_from_each_side() -> None:
    project = project_with(claimed=True)
    assert "You said it is paid" in card(project, client=True)
    assert "Your client says it is paid" in card(project, client=False)


def test_nobody_is_promised_the_whole_of_a_cancelled_project() -> None:
    project = replace(project_with(), fee_basis_points=500)
    assert "You receive $190" in card(project, client=False)
    cancelled = replace(project, state=ProjectState.CANCELLED)
    assert "You receive" not in card(cancelled, client=False)


def test_what_accepting_pays_is_said_before_the_tap() -> None:
    project = SMALL.project()
    step, delivery, t = project.milestones[0], SMALL.delivery(), words_of("USD")
    funded = replace(step, escrow_minor=step.amount_minor)
    assert "as soon as you accept" in projects.review_prompt(t, project, funded, delivery).text
    assert "as soon as you accept" not in projects.review_prompt(t, project, step, delivery).text


def test_an_empty_wallet_is_not_counted() -> None:
    t = words_of("USD")
    assert "$0" not in checkout.shortfall(t, PRICE, 0, AWARD)
    assert "holds $50" in checkout.shortfall(t, PRICE, 5000, AWARD)


def test_the_help_promises_only_the_payments_that_there_are() -> None:
    t = words_of("USD")
    for topic in ("hire", "review", "complete"):
        assert "🔒" in start.help_topic(t, topic, None).text
        outside = start.help_topic(t, topic, None, payable=False).text
        assert not [word for word in ("🔒", "wallet", "invoice") if word in outside]
