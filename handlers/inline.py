"""Inline mode: "@bot words" typed in any chat finds open jobs; nothing at all one's own profile.

Whoever asks need not have an account, and gets none by asking.
"""

import re
from dataclasses import dataclass
from typing import Any

from marketplace import deep_links, open_jobs
from marketplace.deep_links import LinkTo
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.ports import Work
from views import inline as screens
from views.sharing import INLINE_PROFILE, Address
from views.texts import Texts

PAGE = 20
CACHE_SECONDS = 5
_OFFSET = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """An inline query. `person`: who asks, if they have an account."""

    work: Work
    t: Texts
    address: Address
    person: Person | None
    query: str
    offset: str


async def answer(asked: Asked) -> dict[str, Any]:
    """Parameters of answerInlineQuery but for the query's id; never a refusal."""
    results, following = await _found(asked) if asked.address.username else ([], "")
    return {
        "results": results,
        "next_offset": following,
        "cache_time": CACHE_SECONDS,
        "is_personal": True,
    }


async def _found(asked: Asked) -> tuple[list[screens.Article], str]:
    """The results of one page, and where the next begins ("" for nowhere)."""
    query = asked.query.strip()
    if asked.offset and not _OFFSET.fullmatch(asked.offset):
        return [], ""
    link = deep_links.read(query)
    if link and link.kind is LinkTo.JOB:
        job = await open_jobs.one_open(asked.work, int(link.value))
        return _articles(asked, [job] if job else []), ""
    own = _own_profile(asked) if query.casefold() in ("", INLINE_PROFILE) else []
    if query.casefold() == INLINE_PROFILE and own:
        return own, ""
    room = PAGE - len(own)
    before = int(asked.offset) if asked.offset else None
    jobs = await open_jobs.find_open(asked.work, query, room + 1, before)
    following = str(jobs[room - 1].id) if len(jobs) > room else ""
    return [*own, *_articles(asked, jobs[:room])], following


def _own_profile(asked: Asked) -> list[screens.Article]:
    """On the first page, of somebody whom clients can see."""
    person = asked.person
    if asked.offset or person is None or not person.listed:
        return []
    return [screens.profile_article(asked.t, person, asked.address)]


def _articles(asked: Asked, jobs: list[Job]) -> list[screens.Article]:
    return [screens.job_article(asked.t, job, asked.address) for job in jobs]
