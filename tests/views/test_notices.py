"""Every event reaches those concerned, in their own language, and nobody twice."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from marketplace import events
from marketplace.checkout import PaidFrom
from marketplace.deliveries import DeliveryState
from marketplace.jobs import JobState
from marketplace.projects import MilestoneState, ProjectState
from tests.views.facts import NOW, SIZES
from tests.views.happened import (
    CLIENT,
    FREELANCER,
    OPERATOR,
    OTHER,
    SMALL,
    Bids,
    NoCards,
    Out,
    People,
    every_event,
    told,
    words_of,
)
from tests.views.telegram import message_faults
from views.notices import NOTICES, Announcer
from views.texts import Texts


def test_every_event_has_its_entry() -> None:
    """Seen to fail with an event that nobody had told the table of."""
    kinds = {kind for kind in vars(events).values() if isinstance(kind, type)}
    assert set(NOTICES) == {kind for kind in kinds if issubclass(kind, events.Event)} - {
        events.Event
    }
    assert {type(event) for event in every_event(SMALL)} == set(NOTICES)


@pytest.mark.parametrize("size", SIZES)
async def test_every_notice_fits(size: str) -> None:
    """Texts, keyboards and invoices within Telegram's limits, at the largest values, too.

    Seen to fail with a hired freelancer's card of 20 long milestones under its good news.
    """
    found = []
    for event in every_event(SIZES[size]):
        for payable in (True, False):
            for code in ("USD", "BHD"):
                out = await told(event, facts=SIZES[size], payable=payable, code=code)
                found += [
                    (type(event).__name__, fault)
                    for _, method, params, _ in out.calls
                    for fault in faults(method, params)
                ]
    assert found == []


def faults(method: str, params: dict[str, Any]) -> list[str]:
    if method in ("sendMessage", "editMessageText") and "parse_mode" not in params:
        return [] if 1 <= units16(params["text"]) <= 4096 else ["a relayed text of another length"]
    if method == "sendMessage":
        return message_faults(params)
    if method == "editMessageCaption":
        # What was sent as a caption fits; a text of 4,096 units is none.
        return [] if params["message_id"] else ["no message"]
    if method == "sendInvoice":
        price = sum(price["amount"] for price in params["prices"])
        bounds = (
            1 <= units16(params["title"]) <= 32,
            1 <= units16(params["description"]) <= 255,
            1 <= len(params["payload"].encode()) <= 128,
            price > 0,
        )
        return [] if all(bounds) else [f"invoice {params}"]
    return (
        [] if method in (*FILES, "copyMessage", "setMessageReaction") else [f"unexpected {method}"]
    )


FILES = {"sendDocument", "sendMediaGroup"}


def units16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_faults_of_invoices_and_copies_are_found() -> None:
    prices = [{"label": "x", "amount": 1}]
    fine = {"title": "x" * 32, "description": "x" * 255, "payload": "x" * 128, "prices": prices}
    assert faults("sendInvoice", fine) == []
    for planted in ({"title": "x" * 33}, {"description": "😀" * 128}, {"prices": []}):
        assert faults("sendInvoice", fine | planted)
    assert faults("sendDice", {}) == ["unexpected sendDice"]


WHO = {
    events.JobPosted: set(),
    events.JobChanged: {FREELANCER, OTHER},
    events.JobClosingSoon: {CLIENT},
    events.FreelancerInvited: {FREELANCER},
    events.BidSubmitted: {CLIENT},
    events.BidChanged: {CLIENT},
    events.BidWithdrawn: {CLIENT},
    events.BidDeclined: {FREELANCER},
    events.Hired: {FREELANCER},
    events.MilestoneDelivered: {CLIENT},
    events.DeliveryDeclined: {FREELANCER},
    events.MoreTimeTaken: {FREELANCER},
    events.ReviewReminder: {CLIENT},
    events.CheckoutDue: {CLIENT},
    events.FundingContinues: {CLIENT},
    events.PaymentClaimed: {FREELANCER},
    events.ReceiptDenied: {CLIENT},
    events.ToppedUp: {CLIENT},
    events.WithdrawalAsked: {OPERATOR},
    events.WithdrawalPaid: {FREELANCER},
    events.WithdrawalRejected: {FREELANCER},
    events.PaymentRefunded: {CLIENT},
    events.BooksDiffer: {OPERATOR},
    events.MilestonePaid: {CLIENT, FREELANCER},
    events.PaymentKept: {CLIENT},
    events.DisputeOpened: {FREELANCER, OPERATOR},
    events.DisputeWithdrawn: {FREELANCER, OPERATOR},
    events.DisputeDecided: {CLIENT, FREELANCER},
    events.CancellationProposed: {FREELANCER},
    events.CancellationRefused: {CLIENT},
    events.CancellationWithdrawn: {FREELANCER},
    events.ProjectCancelled: {CLIENT, FREELANCER},
    events.RulingProposed: {OPERATOR},
    events.RulingApproved: {OTHER},
    events.RatingAsked: {CLIENT, FREELANCER},
    events.MessageSent: {FREELANCER},
    events.ArchiveReady: {CLIENT},
    events.ArchiveFailed: {CLIENT},
}


@pytest.mark.parametrize("kind", WHO)
async def test_those_concerned_are_told_and_nobody_else(kind: type[events.Event]) -> None:
    """Seen to fail with a client who is told of their own hire."""
    for event in every_event(SMALL):
        if type(event) is kind:
            assert {to for to, _, _, _ in (await told(event)).calls} == WHO[kind]


async def test_the_end_of_a_job_is_told_kindly() -> None:
    job = SMALL.job(JobState.HIRED)
    out = await told(events.JobEnded(job, (FREELANCER,)))
    assert "Somebody else was hired" in out.words(FREELANCER)
    assert not out.methods(CLIENT)
    out = await told(events.JobEnded(SMALL.job(JobState.EXPIRED), (FREELANCER,)))
    assert "nobody was hired" in out.words(FREELANCER)
    assert out.labels(CLIENT) == ["Open it again"]


async def test_acceptance_by_silence_is_told_to_both() -> None:
    project = SMALL.project()
    step = project.milestones[0]
    by_hand = SMALL.delivery(DeliveryState.ACCEPTED)
    out = await told(events.DeliveryAccepted(project, step, by_hand, None))
    assert not out.methods(CLIENT)
    silent = SMALL.delivery(DeliveryState.AUTO_ACCEPTED)
    out = await told(events.DeliveryAccepted(project, step, silent, None))
    assert "no answer in time" in out.words(CLIENT)
    assert "did not answer in time" in out.words(FREELANCER)


@pytest.mark.parametrize("state", [DeliveryState.ACCEPTED, DeliveryState.AUTO_ACCEPTED])
async def test_nobody_is_said_to_be_asked_for_what_is_paid_at_once(state: DeliveryState) -> None:
    """Seen to fail with a notice that did not look at the payment."""
    project = SMALL.project()
    step = project.milestones[0]
    accepted = events.DeliveryAccepted(project, step, SMALL.delivery(state), None)
    assert "asked to pay" in (await told(accepted)).words(FREELANCER)
    for source, by_itself in ((PaidFrom.ESCROW, False), (PaidFrom.WALLET, True)):
        paid = events.MilestonePaid(project, step, SMALL.paid(source), by_itself)
        out = await told(accepted, paid)
        assert "asked to pay" not in out.words(FREELANCER)
        assert "has been paid" in out.words(FREELANCER)
        assert len(out.methods(CLIENT)) == 1 + (
            state is DeliveryState.AUTO_ACCEPTED and not by_itself
        )


async def test_the_client_gets_the_files_and_then_the_question() -> None:
    project = SMALL.project()
    files = (SMALL.file(1), SMALL.file(2))
    delivery = replace(SMALL.delivery(), files=files)
    out = await told(events.MilestoneDelivered(project, project.milestones[0], delivery))
    assert out.methods(CLIENT) == ["sendMediaGroup", "sendMessage"]
    assert out.labels(CLIENT)[:2] == ["Accept", "Decline"]
    assert {line for _, _, _, line in out.calls} == {project.bid_id}


async def test_a_hired_freelancer_can_deliver_at_once() -> None:
    project = SMALL.project(MilestoneState.IN_PROGRESS)
    out = await told(events.Hired(SMALL.client, SMALL.job(), SMALL.bid(), project))
    assert "hired you" in out.words(FREELANCER)
    assert "Deliver milestone 1" in out.labels(FREELANCER)


async def test_an_invoice_comes_only_where_payments_are_set_up() -> None:
    project = SMALL.project(MilestoneState.ACCEPTED)
    step, invoice = project.milestones[0], SMALL.invoice()
    out = await told(events.CheckoutDue(project, step, SMALL.checkout, 0, invoice))
    assert out.methods(CLIENT) == ["sendMessage", "sendInvoice"]
    sent = out.calls[-1][2]
    assert "provider_token" not in sent
    assert sent["payload"] == invoice.payload
    assert sent["prices"] == [{"label": "Milestone 1", "amount": 1}]
    outside = events.CheckoutDue(project, step, SMALL.checkout, 0, None)
    out = await told(outside, payable=False)
    assert out.methods(CLIENT) == ["sendMessage"]
    assert out.labels(CLIENT)[0] == "I have paid"


async def test_the_wallet_pays_with_one_tap_where_it_covers_the_price() -> None:
    project = SMALL.project(MilestoneState.ACCEPTED)
    due = events.CheckoutDue(project, project.milestones[0], SMALL.checkout, 1, None)
    out = await told(due)
    assert out.methods(CLIENT) == ["sendMessage"]
    assert out.labels(CLIENT)[0] == "Pay $0.01 from my wallet"


async def test_what_is_set_aside_by_an_invoice_is_told_to_both() -> None:
    """By a tap, the client has seen it already."""
    project = SMALL.project(MilestoneState.IN_PROGRESS)
    for by_payment in (True, False):
        out = await told(events.MilestonesFunded(project, project.milestones, by_payment))
        assert "set $0.01 aside" in out.words(FREELANCER)
        assert bool(out.methods(CLIENT)) is by_payment


async def test_the_last_payment_is_celebrated_on_both_sides() -> None:
    project = SMALL.project(MilestoneState.PAID, ProjectState.COMPLETE)
    out = await told(
        events.MilestonePaid(project, project.milestones[0], SMALL.paid(PaidFrom.WALLET))
    )
    assert "🎉" in out.words(CLIENT)
    assert "🎉" in out.words(FREELANCER)


async def test_a_message_is_copied_under_its_senders_name() -> None:
    """copyMessage leaves the sender's account out; forwarding would show it."""
    photo = replace(SMALL.message, kind="photo")
    out = await told(events.MessageSent(SMALL.client, SMALL.line(), photo, header=True))
    assert out.methods(FREELANCER) == ["sendMessage", "copyMessage"]
    copy = out.calls[-1][2]
    assert (copy["from_chat_id"], copy["message_id"]) == (CLIENT, 7)
    assert {line for _, _, _, line in out.calls} == {SMALL.line().bid_id}


async def test_the_name_stands_above_a_message_only_when_the_subject_changes() -> None:
    line = SMALL.line()
    first, second = (events.MessageSent(SMALL.client, line, SMALL.message, True) for _ in "12")
    quiet = events.MessageSent(SMALL.client, line, SMALL.message, header=False)
    assert len((await told(first, second)).methods(FREELANCER)) == 3
    assert (await told(quiet)).methods(FREELANCER) == ["sendMessage"]


async def test_a_relayed_text_has_its_marks_and_no_preview() -> None:
    bold = {"type": "bold", "offset": 0, "length": 1}
    marked = replace(SMALL.message, entities=(bold,))
    text = (await told(events.MessageSent(SMALL.client, SMALL.line(), marked, False))).calls[0][2]
    assert text == {
        "text": marked.text,
        "entities": [bold],
        "link_preview_options": {"is_disabled": True},
    }


async def test_every_reader_has_their_own_language() -> None:
    asked: list[str] = []

    def texts(language: str) -> Texts:
        asked.append(language)
        return words_of("USD")

    people = People(SMALL)
    people.known[FREELANCER] = replace(SMALL.freelancer, language="pt")
    project = SMALL.project(MilestoneState.PAID)
    event = events.MilestonePaid(project, project.milestones[0], SMALL.paid(PaidFrom.WALLET))
    work: Any = SimpleNamespace(
        events=[event],
        people=people,
        bids=Bids(SMALL),
        cards=NoCards(),
        topics=SimpleNamespace(here=False),
        now=NOW,
    )
    await Announcer(texts).announce(work, Out())
    assert asked == ["en", "pt"]


async def test_an_archive_too_big_for_a_chat_comes_as_a_way_to_get_it() -> None:
    project = SMALL.project()
    for size_bytes, method in ((50 * 1024**2, "sendDocument"), (50 * 1024**2 + 1, "sendMessage")):
        file = replace(SMALL.file(), telegram_id="", size_bytes=size_bytes)
        out = await told(events.ArchiveReady(SMALL.client, project, file))
        assert out.methods(CLIENT) == [method]
    assert len(out.labels(CLIENT)) == 1
