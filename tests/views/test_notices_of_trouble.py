"""Notices of disputes, cancellations and rulings: to whom, and to whom not.

Seen to fail: with a ruling offered to the one who decided it, with an operator who is a side asked
to decide, and with the freelancer told of the client's wallet.
"""

from dataclasses import replace

from marketplace import events
from marketplace.disputes import DisputeState
from marketplace.rulings import RulingKind, RulingState
from tests.views.facts import NOW
from tests.views.happened import CLIENT, FREELANCER, OPERATOR, OTHER, SMALL, told

PROJECT = SMALL.project()
STEP = PROJECT.milestones[-1]


async def test_whoever_decided_is_not_asked_for_the_second_approval() -> None:
    own = await told(events.RulingProposed(SMALL.ruling(by=OPERATOR)))
    assert own.calls == []
    another = await told(events.RulingProposed(SMALL.ruling(by=OTHER)))
    assert {"Approve", "Refuse"} <= set(another.labels(OPERATOR))


async def test_an_operator_who_is_a_side_is_not_asked_to_decide() -> None:
    """In the dispute of a project of theirs."""
    mine = replace(PROJECT, freelancer_id=OPERATOR)
    out = await told(events.DisputeOpened(mine, STEP, SMALL.dispute()))
    assert "A dispute to decide" not in out.words(OPERATOR)
    assert "has opened a dispute" in out.words(OPERATOR)
    assert "Have a look" not in out.labels(OPERATOR)


async def test_to_take_a_ruling_back_tells_nobody() -> None:
    kind, state = RulingKind.PAY_WITHDRAWAL, RulingState.REFUSED
    own = await told(events.RulingRefused(SMALL.ruling(kind, state, OTHER, OTHER)))
    assert own.calls == []
    refused = await told(events.RulingRefused(SMALL.ruling(kind, state, OTHER, OPERATOR)))
    assert "Nothing was moved" in refused.words(OTHER)


async def test_what_returns_is_told_to_the_client_and_the_way_on_to_the_freelancer() -> None:
    decided = SMALL.dispute(DisputeState.DECIDED, 0)
    out = await told(events.DisputeDecided(PROJECT, STEP, decided, STEP, STEP.amount_minor))
    assert "is in your wallet again" in out.words(CLIENT)
    assert "is in your wallet again" not in out.words(FREELANCER)
    assert "Deliver milestone 1" in out.labels(FREELANCER)
    assert "Deliver milestone 1" not in out.labels(CLIENT)
    for reader in (CLIENT, FREELANCER):
        assert decided.verdict in out.words(reader)
        assert "Decisions" in out.labels(reader)


async def test_a_withdrawn_dispute_tells_when_the_review_ends() -> None:
    withdrawn = SMALL.dispute(DisputeState.WITHDRAWN)
    reviewed = await told(events.DisputeWithdrawn(PROJECT, replace(STEP, accept_at=NOW), withdrawn))
    assert "accepted automatically on 1 Mar 2026" in reviewed.words(FREELANCER)
    due = await told(events.DisputeWithdrawn(PROJECT, replace(STEP, accept_at=None), withdrawn))
    assert "automatically" not in due.words(FREELANCER)


async def test_a_proposal_to_cancel_comes_with_both_answers() -> None:
    out = await told(events.CancellationProposed(PROJECT, SMALL.cancellation()))
    assert {"Agree to cancel", "Refuse"} <= set(out.labels(FREELANCER))
    assert out.calls[0][3] == PROJECT.bid_id
