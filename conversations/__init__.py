"""What the bot asks, step by step: one declaration a conversation, and the wizard behind them."""

from conversations import (
    bid,
    cancellation,
    decline,
    delivery,
    dispute,
    finding,
    freelancers,
    job,
    notices,
    profile,
    ratings,
    report,
    rulings,
    search,
    templates,
    top_up,
    withdraw,
)
from conversations.declaration import Conversation

CONVERSATIONS: dict[str, Conversation] = {
    one.name: one
    for one in (
        *profile.conversations,
        job.conversation,
        bid.conversation,
        *templates.conversations,
        delivery.conversation,
        decline.conversation,
        dispute.conversation,
        cancellation.conversation,
        *ratings.conversations,
        *rulings.conversations,
        report.conversation,
        *finding.conversations,
        *search.conversations,
        freelancers.conversation,
        top_up.conversation,
        withdraw.conversation,
        *notices.conversations,
    )
}
