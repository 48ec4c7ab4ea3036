"""The history in an archive has words for every state there is.

Seen to fail without those of a cancelled milestone, and with a cancelled payment called due.
"""

from dataclasses import replace

import pytest

from marketplace.archives import Dossier
from marketplace.checkout import CheckoutState
from marketplace.deliveries import DeliveryState
from marketplace.projects import MilestoneState, ProjectState
from tests.views.facts import NOW, SIZES
from tests.views.happened import words_of
from views.papers import history

FACTS = SIZES["smallest"]
PAYMENTS = {
    CheckoutState.DUE: "$0.01 due since 1 Mar 2026",
    CheckoutState.PAID: "$0.01 paid on 1 Mar 2026",
    CheckoutState.CANCELLED: "$0.01 was due from 1 Mar 2026, 12:00 UTC, and is not any more",
}


def told(
    project: ProjectState = ProjectState.RUNNING,
    milestone: MilestoneState = MilestoneState.UPCOMING,
    delivery: DeliveryState = DeliveryState.IN_REVIEW,
    payment: CheckoutState = CheckoutState.DUE,
) -> str:
    found = FACTS.project(milestone, project)
    step = found.milestones[0]
    paid_at = NOW if payment is CheckoutState.PAID else None
    checkout = replace(FACTS.checkout, milestone_id=step.id, state=payment, paid_at=paid_at)
    version = replace(FACTS.delivery(delivery), milestone_id=step.id)
    dossier = Dossier(
        FACTS.client,
        found,
        FACTS.client,
        FACTS.freelancer,
        (version,),
        {step.id: checkout},
        NOW,
    )
    return history(words_of("USD"), dossier, [], {})


def test_every_state_has_words_of_its_own() -> None:
    assert len({told(project=state) for state in ProjectState}) == len(ProjectState)
    assert len({told(milestone=state) for state in MilestoneState}) == len(MilestoneState)
    assert len({told(delivery=state) for state in DeliveryState}) == len(DeliveryState)


@pytest.mark.parametrize("state", CheckoutState)
def test_a_payment_is_told_as_it_stands(state: CheckoutState) -> None:
    assert PAYMENTS[state] in told(payment=state)
