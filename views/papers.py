"""What an archive tells beside the files: for machines (manifest) and for people (history, chat).

For people in the reader's language, as plain text. Everybody is called by the name that others
see; no account, user name or number gets in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from marketplace.archive_names import Place
from marketplace.archives import Dossier
from marketplace.checkout import Checkout
from marketplace.deliveries import Delivery, DeliveryState
from marketplace.files import FileState
from marketplace.money import Currency
from marketplace.projects import Milestone, MilestoneState, ProjectState
from marketplace.relay import RelayedMessage
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
}
_DECISIONS = {
    DeliveryState.IN_REVIEW: "version-in-review",
    DeliveryState.ACCEPTED: "version-accepted",
    DeliveryState.AUTO_ACCEPTED: "version-auto-accepted",
    DeliveryState.DECLINED: "version-declined",
    DeliveryState.REPLACED: "version-replaced",
}
_MISSING = {ANNOUNCED: "paper-file-announced", FAILED: "paper-file-failed", LOST: "paper-file-lost"}


def fate(place: Place, fates: Fates) -> str:
    """One of the five words above."""
    state = place.file.state
    return fates.get(place.path, STORED) if state is FileState.STORED else state.value


def _versions(
    dossier: Dossier, step: Milestone, places: Sequence[Place]
) -> Iterator[tuple[Delivery, list[Place]]]:
    """Those of one milestone, each with its files."""
    for delivery in dossier.deliveries:
        if delivery.milestone_id == step.id:
            yield delivery, [place for place in places if place.delivery is delivery]


# --- for machines --------------------------------------------------------------------------


def manifest(
    dossier: Dossier, places: Sequence[Place], fates: Fates, currency: Currency
) -> dict[str, Any]:
    """Everything but the talk. Times are ISO 8601 in UTC, money is a decimal string."""
    project = dossier.project
    return {
        "project": {
            "title": project.title,
            "state": project.state.value,
            "started_at": _iso(project.started_at),
            "client": dossier.client.shown_name,
            "freelancer": dossier.freelancer.shown_name,
            "price": _decimal(project.amount_minor, currency),
            "currency": currency.code,
            "days": sum(step.days for step in project.milestones),
        },
        "made_at": _iso(dossier.made_at),
        "made_for": dossier.reader.shown_name,
        "milestones": [
            {
                "position": step.position,
                "what": step.what,
                "price": _decimal(step.amount_minor, currency),
                "days": step.days,
                "state": step.state.value,
                "payment": _payment(dossier.checkouts.get(step.id), currency),
                "versions": [
                    _manifest_version(delivery, own, fates)
                    for delivery, own in _versions(dossier, step, places)
                ],
            }
            for step in project.milestones
        ],
    }


def _manifest_version(delivery: Delivery, places: Sequence[Place], fates: Fates) -> dict[str, Any]:
    return {
        "version": delivery.version,
        "note": delivery.note,
        "completed_at": _iso(delivery.completed_at),
        "decision": delivery.state.value,
        "decided_at": _iso(delivery.decided_at),
        "review_until": _iso(delivery.accept_at),
        "reason": delivery.reason,
        "files": [_manifest_file(place, fate(place, fates)) for place in places],
    }


def _manifest_file(place: Place, state: str) -> dict[str, Any]:
    file = place.file
    return {
        "path": None if state in _MISSING else place.path,
        "name": file.name,
        "size_bytes": file.size_bytes,
        "sha256": file.sha256 or None,
        "state": state,
        "reason": file.reason,
        "sent_at": _iso(file.announced_at),
    }


def _payment(checkout: Checkout | None, currency: Currency) -> dict[str, Any] | None:
    if checkout is None:
        return None
    return {
        "amount": _decimal(checkout.amount_minor, currency),
        "state": checkout.state.value,
        "due_since": _iso(checkout.opened_at),
        "paid_at": _iso(checkout.paid_at),
    }


def manifest_message(dossier: Dossier, message: RelayedMessage) -> dict[str, Any]:
    """One entry of the manifest's talk."""
    return {
        "at": _iso(message.at),
        "from": dossier.name_of(message.sender_id),
        "kind": message.kind,
        "text": message.text,
    }


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _decimal(amount_minor: int, currency: Currency) -> str:
    return str(Decimal(amount_minor).scaleb(-currency.decimals))


# --- for people ----------------------------------------------------------------------------


def history(t: Texts, dossier: Dossier, places: Sequence[Place], fates: Fates) -> str:
    """The same for humans: every milestone, every version, every file."""
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
        for delivery, own in _versions(dossier, step, places):
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
    if checkout.paid_at is None:
        payment = t.label("paper-due", amount=amount, at=t.utc(checkout.opened_at))
    else:
        payment = t.label("paper-payment", amount=amount, at=t.utc(checkout.paid_at))
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
    if state in _MISSING:
        return t.label(_MISSING[state], name=file.name)
    key = "paper-file-changed" if state == CHANGED else "paper-file"
    return t.label(key, path=place.path, size=size(t, file.size_bytes))


def _quoted(text: str) -> list[str]:
    return [f"> {line}" for line in text.splitlines()]


def said(t: Texts, dossier: Dossier, message: RelayedMessage) -> str:
    """One message of the talk: who, when, and the words; "[photo]" stands for what has none."""
    words = message.text.splitlines()
    if message.kind != "text":
        words = [f"[{message.kind}]", *words]
    head = t.label("paper-said", name=dossier.name_of(message.sender_id), at=t.utc(message.at))
    return "\n".join((head, *(f"  {line}" for line in words))) + "\n\n"


def problems(t: Texts, fates: Fates) -> str:
    """The files that are not what was stored; empty when all are."""
    keys = {LOST: "paper-problem-lost", CHANGED: "paper-problem-changed"}
    found = [t.label(keys[what], path=path) for path, what in sorted(fates.items())]
    return "\n".join((t.label("paper-problems"), "", *found)) + "\n" if found else ""
