"""What an archive tells people beside the files: the history, the talk, and what is wrong.

Plain text in the reader's language. Everybody is called by the name that others see; no account,
user name or number gets in.
"""

from collections.abc import Iterator, Mapping, Sequence

from marketplace.archive_names import Place
from marketplace.archives import Dossier, Said
from marketplace.checkout import CheckoutState
from marketplace.deliveries import Delivery, DeliveryState
from marketplace.files import FileState
from marketplace.projects import Milestone, MilestoneState, ProjectState
from marketplace.relay import SentFile
from views.files import size
from views.texts import Texts

STORED, ANNOUNCED, FAILED, LOST, CHANGED = "stored", "announced", "failed", "lost", "changed"
"""What is told of a file: `lost` was stored and isn't there any more, `changed` is there with
other bytes than were stored."""
Fates = Mapping[str, str]
"""By the path of a file: `lost` or `changed`, where the row says stored."""

_PROJECT_STATES = {
    ProjectState.RUNNING: "paper-running",
    ProjectState.COMPLETE: "paper-complete",
    ProjectState.CANCELLED: "paper-cancelled",
}
_MILESTONE_STATES = {
    MilestoneState.UPCOMING: "paper-upcoming",
    MilestoneState.IN_PROGRESS: "paper-in-progress",
    MilestoneState.IN_REVIEW: "paper-in-review",
    MilestoneState.ACCEPTED: "paper-accepted",
    MilestoneState.PAID: "paper-paid",
    MilestoneState.CANCELLED: "paper-ended",
}
_DECISIONS = {
    DeliveryState.IN_REVIEW: "version-in-review",
    DeliveryState.ACCEPTED: "version-accepted",
    DeliveryState.AUTO_ACCEPTED: "version-auto-accepted",
    DeliveryState.DECLINED: "version-declined",
    DeliveryState.REPLACED: "version-replaced",
    DeliveryState.CANCELLED: "version-cancelled",
}
NOT_IN_IT = {
    ANNOUNCED: "paper-file-announced",
    FAILED: "paper-file-failed",
    LOST: "paper-file-lost",
}


def fate(place: Place, fates: Fates) -> str:
    """One of the five words above."""
    state = place.file.state
    return fates.get(place.path, STORED) if state is FileState.STORED else state.value


def versions_of(
    dossier: Dossier, step: Milestone, places: Sequence[Place]
) -> Iterator[tuple[Delivery, list[Place]]]:
    """Those of one milestone, each with its files."""
    for delivery in dossier.deliveries:
        if delivery.milestone_id == step.id:
            yield delivery, [place for place in places if place.delivery is delivery]


def history(t: Texts, dossier: Dossier, places: Sequence[Place], fates: Fates) -> str:
    """Every milestone, every version, every file, and what was decided and paid."""
    project = dossier.project
    parts = [
        t.label(
            "paper-heading",
            title=project.title,
            client=dossier.client.shown_name,
            freelancer=dossier.freelancer.shown_name,
            amount=t.money(project.amount_minor),
            started=t.utc(project.started_at),
            state=t.label(_PROJECT_STATES[project.state]),
            made=t.utc(dossier.made_at),
            name=dossier.reader.shown_name,
        )
    ]
    for step in project.milestones:
        parts.append(_milestone(t, dossier, step))
        for delivery, own in versions_of(dossier, step, places):
            parts.append(_version(t, delivery, own, fates))
    return "\n\n".join(parts) + "\n"


def _milestone(t: Texts, dossier: Dossier, step: Milestone) -> str:
    checkout = dossier.checkouts.get(step.id)
    heading = t.label(
        "paper-milestone",
        position=step.position,
        what=step.what,
        amount=t.money(step.amount_minor),
        days=step.days,
        state=t.label(_MILESTONE_STATES[step.state]),
    )
    if checkout is None:
        return heading
    amount = t.money(checkout.amount_minor)
    if checkout.state is CheckoutState.PAID:
        payment = t.label(
            "paper-payment", amount=amount, at=t.utc(checkout.paid_at or dossier.made_at)
        )
    else:
        due = checkout.state is CheckoutState.DUE
        key = "paper-due" if due else "paper-not-due"
        payment = t.label(key, amount=amount, at=t.utc(checkout.opened_at))
    return f"{heading}\n{payment}"


def _version(t: Texts, delivery: Delivery, places: Sequence[Place], fates: Fates) -> str:
    decided = t.utc(delivery.decided_at or delivery.accept_at)
    lines = [
        t.label("paper-version", version=delivery.version, at=t.utc(delivery.completed_at)),
        *_quoted(delivery.note),
        *(_file(t, place, fate(place, fates)) for place in places),
        t.label(_DECISIONS[delivery.state], at=decided),
        *_quoted(delivery.reason),
    ]
    return "\n".join(f"  {line}" for line in lines)


def _file(t: Texts, place: Place, state: str) -> str:
    file = place.file
    if state in NOT_IN_IT:
        return t.label(NOT_IN_IT[state], name=file.name)
    key = "paper-file-changed" if state == CHANGED else "paper-file"
    return t.label(key, path=place.path, size=size(t, file.size_bytes))


def _quoted(text: str) -> list[str]:
    return [f"> {line}" for line in text.splitlines()]


def said(t: Texts, dossier: Dossier, entry: Said) -> str:
    """One message of the talk: who, when, the words and what they became; "[photo]" stands for
    what has none."""
    message = entry.message
    head = t.label(
        "paper-said",
        number=str(entry.number),
        name=dossier.name_of(message.sender_id),
        at=t.utc(message.at),
        answers=str(entry.answers or "none"),
    )
    told = [*_sent(message.kind, message.file), *message.text.splitlines()]
    for edit in message.edits:
        told.append(t.label("paper-edited", at=t.utc(edit.at)))
        told += [*_sent(message.kind, edit.file), *_quoted(edit.text)]
    if message.waiting:
        told.append(t.label("paper-undelivered"))
    return "\n".join((head, *(f"  {line}" for line in told))) + "\n\n"


def _sent(kind: str, file: SentFile | None) -> list[str]:
    """What it was, if no text, and the name of its file."""
    if file is not None and file.name:
        return [f"[{kind}: {file.name}]"]
    return [] if kind == "text" else [f"[{kind}]"]


def problems(t: Texts, fates: Fates) -> str:
    """The files that are not what was stored; empty when all are."""
    keys = {LOST: "paper-problem-lost", CHANGED: "paper-problem-changed"}
    found = [t.label(keys[what], path=path) for path, what in sorted(fates.items())]
    return "\n".join((t.label("paper-problems"), "", *found)) + "\n" if found else ""
