"""Whom somebody writes to when they just write."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select

from marketplace.relay import Draft, SentFile
from marketplace.talks import Partner, Talk
from storage.repository import Repository, put_into
from storage.tables import bids, jobs, lines, people, projects, talks

_CLIENT = people.alias("client")
_FREELANCER = people.alias("freelancer")


class SqlTalks(Repository):
    """Implements marketplace.ports.Talks."""

    async def of(self, person_id: int) -> Talk:
        """An empty one for somebody who never talked."""
        row = await self._row(select(talks).where(talks.c.person_id == person_id))
        return _talk_from(row) if row else Talk(person_id)

    async def save(self, talk: Talk) -> None:
        values = {
            "person_id": talk.person_id,
            "line": talk.line,
            "until": talk.until,
            "held": [asdict(draft) for draft in talk.held],
            "shown": talk.shown,
            "slow_until": talk.slow_until,
        }
        await self._count(put_into(talks, self._is_postgres), [values])

    async def partners(self, person_id: int, skip: int, limit: int) -> list[Partner]:
        """Whom this person may be writing to, without the first `skip`: running projects first,
        then bids that wait for a decision and were talked about (a freelancer's all), the newest
        talk first."""
        freelancer = bids.c.freelancer_id == person_id
        member = or_(freelancer, jobs.c.client_id == person_id)
        running = and_(bids.c.state == "hired", projects.c.state == "running")
        asked = and_(bids.c.state == "live", or_(freelancer, lines.c.bid_id.is_not(None)))
        other = case((freelancer, _CLIENT.c.id), else_=_FREELANCER.c.id)
        chosen = (
            select(
                bids.c.id,
                jobs.c.title,
                case((freelancer, _name(_CLIENT)), else_=_name(_FREELANCER)).label("name"),
            )
            .select_from(bids)
            .join(jobs, jobs.c.id == bids.c.job_id)
            .join(_CLIENT, _CLIENT.c.id == jobs.c.client_id)
            .join(_FREELANCER, _FREELANCER.c.id == bids.c.freelancer_id)
            .outerjoin(projects, projects.c.bid_id == bids.c.id)
            .outerjoin(lines, lines.c.bid_id == bids.c.id)
            .where(member, or_(running, asked), other != person_id)
            .order_by(
                case((running, 0), else_=1),
                lines.c.last_at.is_(None),
                lines.c.last_at.desc(),
                bids.c.id.desc(),
            )
            .offset(skip)
            .limit(limit)
        )
        return [Partner(row.id, row.name, row.title) for row in await self._rows(chosen)]


def _name(person: Any) -> Any:
    """As marketplace.people.Person.shown_name."""
    return func.coalesce(func.nullif(person.c.name, ""), person.c.first_name)


def _talk_from(row: Row[Any]) -> Talk:
    return Talk(
        person_id=row.person_id,
        line=row.line,
        until=row.until,
        held=tuple(_draft_from(draft) for draft in row.held),
        shown=row.shown,
        slow_until=row.slow_until,
    )


def _draft_from(held: dict[str, Any]) -> Draft:
    file = held.pop("file")
    entities = tuple(held.pop("entities"))
    return Draft(**held, entities=entities, file=SentFile(**file) if file else None)
