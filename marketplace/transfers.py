"""Files that come or go by a link instead of through Telegram: those too big for it.

A link is a secret of its bearer. Only its digest is kept, it lives for minutes, and what it leads
to is asked of the database again each time it is followed.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import deliveries, files, quotas
from marketplace.archives import EXPIRED
from marketplace.errors import Refused
from marketplace.files import FileState, StoredFile
from marketplace.people import Person
from marketplace.projects import Milestone, Project

if TYPE_CHECKING:
    from marketplace.ports import Work

UPLOAD_LASTS = timedelta(hours=1)
DOWNLOAD_LASTS = timedelta(minutes=15)


class LinkKind(StrEnum):
    UPLOAD = "upload"
    DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class Link:
    """What one person may do without Telegram until `expires_at`: bring one file of a milestone,
    or fetch a file as often as it takes."""

    id: int
    kind: LinkKind
    person_id: int
    expires_at: datetime
    milestone_id: int | None = None
    file_id: int | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """Where an upload link leads now. `token`: only of a new one, known here and to whom it is
    sent, nowhere else."""

    link: Link
    actor: Person
    project: Project
    milestone: Milestone
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Download:
    """Where a download link leads now; `token` as of an upload."""

    link: Link
    file: StoredFile
    token: str = field(default="", repr=False)


def digest(token: str) -> str:
    """SHA-256 of a token: what is kept of it. Tokens have 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


# --- use cases -----------------------------------------------------------------------------


async def offer_upload(work: "Work", actor: Person, milestone_id: int) -> Upload:
    """A link by which the freelancer brings one file of at most `work.limits.upload` bytes, once,
    within an hour. Raises Refused as `deliveries.may_deliver`."""
    project, milestone = await deliveries.may_deliver(work, actor, milestone_id)
    expires_at = work.now + UPLOAD_LASTS
    link = Link(0, LinkKind.UPLOAD, actor.id, expires_at, milestone_id=milestone_id)
    link, token = await _made(work, link)
    return Upload(link, actor, project, milestone, token)


async def offer_download(work: "Work", actor: Person, file_id: int) -> Download:
    """A link to a file that the actor may open, for 15 minutes.

    Raises Refused `not-yours`, `file-not-stored`, `file-never-stored`, `archive-expired`.
    """
    file = await _openable(work, actor, file_id)
    expires_at = work.now + DOWNLOAD_LASTS
    link, token = await _made(
        work, Link(0, LinkKind.DOWNLOAD, actor.id, expires_at, file_id=file_id)
    )
    return Download(link, file, token)


async def followed_upload(work: "Work", token: str) -> Upload:
    """Where the token of an upload link leads, if it may still be used. Nothing is used up yet.

    Raises Refused: `link-over` (unknown, expired, of the other kind), `link-used`, or as
    `deliveries.may_deliver`.
    """
    link = await _found(work, token, LinkKind.UPLOAD)
    if link.used_at is not None:
        raise Refused("link-used")
    return await _upload(work, link)


async def may_bring(work: "Work", token: str, name: str, size_bytes: int) -> Upload:
    """Asked before the first byte is taken. Raises Refused as `followed_upload`, `quotas.may_send`
    and `quotas.fits_version`, and `file-empty`: Telegram has no such files."""
    upload = await followed_upload(work, token)
    if size_bytes == 0:
        raise Refused("file-empty", name=name)
    await quotas.may_send(work, upload.actor, name, size_bytes, work.limits.upload)
    await quotas.fits_version(work, upload.project.id, size_bytes)
    return upload


async def take_upload(work: "Work", link: Link, file: StoredFile) -> StoredFile:
    """The bytes are in the file store, under `file.key`: uses the link up and adds the file.

    Asks everything again, but for the time: what began within it may end later. Of two that come
    on one link one wins. Raises Refused `link-used`, and as `deliveries.may_deliver` and
    `quotas.may_send`.
    """
    actor = (await _upload(work, link)).actor
    await quotas.may_send(work, actor, file.name, file.size_bytes, work.limits.upload)
    taken = replace(file, owner_id=actor.id, announced_at=work.now, state=FileState.STORED)
    taken = replace(taken, id=await work.files.add(taken))
    if not await work.links.use(link.id, taken.id):
        raise Refused("link-used")
    return taken


async def followed_download(work: "Work", token: str) -> Download:
    """The file behind a download link, if its person may open it now.

    Raises Refused: `link-over` (unknown, expired, of the other kind), `not-yours`,
    `file-not-stored`, `file-never-stored`, `archive-expired`.
    """
    link = await _found(work, token, LinkKind.DOWNLOAD)
    actor = await work.people.get(link.person_id)
    return Download(link, await _openable(work, actor, link.file_id or 0))


async def _upload(work: "Work", link: Link) -> Upload:
    actor = await work.people.get(link.person_id)
    project, milestone = await deliveries.may_deliver(work, actor, link.milestone_id or 0)
    return Upload(link, actor, project, milestone)


async def _openable(work: "Work", actor: Person, file_id: int) -> StoredFile:
    file = await files.seen_by(work, actor, file_id)
    if file.reason == EXPIRED:
        raise Refused("archive-expired", name=file.name)
    if file.state is FileState.FAILED:
        raise Refused("file-never-stored", name=file.name)
    if file.state is not FileState.STORED:
        raise Refused("file-not-stored", name=file.name)
    return file


async def _made(work: "Work", link: Link) -> tuple[Link, str]:
    token = work.new_token()
    return replace(link, id=await work.links.add(link, digest(token))), token


async def _found(work: "Work", token: str, kind: LinkKind) -> Link:
    link = await work.links.find(digest(token))
    if link is None or link.kind is not kind or link.expires_at <= work.now:
        raise Refused("link-over")
    return link
