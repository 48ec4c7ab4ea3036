"""What an archive tells machines: manifest.json.

Times are ISO 8601 in UTC, money is a decimal string. Everybody is called by the name that others
see; no account, user name or number gets in.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from marketplace.archive_names import Place
from marketplace.archives import Dossier, Said
from marketplace.checkout import Checkout
from marketplace.deliveries import Delivery
from marketplace.money import Currency
from marketplace.relay import SentFile
from views.papers import NOT_IN_IT, Fates, fate, versions_of


def manifest(
    dossier: Dossier, places: Sequence[Place], fates: Fates, currency: Currency
) -> dict[str, Any]:
    """Everything but the talk."""
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
                    _version(delivery, own, fates)
                    for delivery, own in versions_of(dossier, step, places)
                ],
            }
            for step in project.milestones
        ],
    }


def _version(delivery: Delivery, places: Sequence[Place], fates: Fates) -> dict[str, Any]:
    return {
        "version": delivery.version,
        "note": delivery.note,
        "completed_at": _iso(delivery.completed_at),
        "decision": delivery.state.value,
        "decided_at": _iso(delivery.decided_at),
        "review_until": _iso(delivery.accept_at),
        "reason": delivery.reason,
        "files": [_file(place, fate(place, fates)) for place in places],
    }


def _file(place: Place, state: str) -> dict[str, Any]:
    file = place.file
    return {
        "path": None if state in NOT_IN_IT else place.path,
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


def message_entry(dossier: Dossier, said: Said) -> dict[str, Any]:
    """One entry of its talk; `text` and `file` as they were sent first."""
    message = said.message
    return {
        "number": said.number,
        "at": _iso(message.at),
        "from": dossier.name_of(message.sender_id),
        "kind": message.kind,
        "text": message.text,
        "file": _sent(message.file),
        "answers": said.answers,
        "delivered": not message.waiting,
        "edits": [
            {"at": _iso(edit.at), "text": edit.text, "file": _sent(edit.file)}
            for edit in message.edits
        ],
    }


def _sent(file: SentFile | None) -> dict[str, Any] | None:
    """What came with a message of the talk."""
    if file is None:
        return None
    return {"name": file.name, "type": file.mime, "size_bytes": file.size_bytes}


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def _decimal(amount_minor: int, currency: Currency) -> str:
    return str(Decimal(amount_minor).scaleb(-currency.decimals))
