"""What is due is found through an index in its order, however many wait: no scan, and no sort of
all that is due (8). Seen to fail with an order by another column, and without the state, to which
the partial indexes are confined.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import sqlalchemy as sa

from storage.unit_of_work import Storage, UnitOfWork

Due = Callable[[UnitOfWork], Awaitable[list[int]]]
Look = Callable[[UnitOfWork], Awaitable[object]]

LOOKS: dict[str, Due] = {
    "ix_deliveries_accept": lambda work: work.projects.due_to_accept(work.now, 500),
    "ix_deliveries_remind": lambda work: work.projects.due_to_remind(work.now, 500),
    "ix_checkouts_remind": lambda work: work.checkouts.due_to_remind(work.now, 500),
    "ix_notice_settings_digest": lambda work: work.notices.due_digests(work.now, 500),
    "ix_bids_nudge": lambda work: work.bids.due_to_nudge(work.now, 500),
    "ix_lines_remind": lambda work: work.relay.due_to_remind(work.now, 500),
    "ix_projects_ratings_due": lambda work: work.ratings.due(work.now, 500),
    "ix_jobs_closing": lambda work: work.jobs.due_to_expire(work.now, 500),
}


async def plan_of(storage: Storage, look: Look) -> str:
    """The plan of the one statement that it says."""
    said: list[tuple[str, Any]] = []

    def hear(_: Any, __: Any, sql: str, parameters: Any, *___: Any) -> None:
        said.append((sql, parameters))

    engine = storage.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        async with storage.begin() as work:
            await look(work)
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)
    ((sql, parameters),) = said
    postgres = storage.engine.dialect.name == "postgresql"
    async with storage.engine.connect() as connection:
        if postgres:  # with no rows every plan is as good as another
            for way in ("seqscan", "bitmapscan"):
                await connection.execute(sa.text(f"SET LOCAL enable_{way} = off"))
        explain = "EXPLAIN" if postgres else "EXPLAIN QUERY PLAN"
        rows = await connection.exec_driver_sql(f"{explain} {sql}", parameters)
        return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("index", LOOKS)
async def test_what_is_due_is_read_from_its_index(storage: Storage, index: str) -> None:
    """PostgreSQL puts those of the very same moment in order of their ids, a few at a time."""
    plan = await plan_of(storage, LOOKS[index])
    assert index in plan
    assert "SCAN" not in plan
    assert "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan
    assert plan.count("Sort  (") == plan.count("Incremental Sort  (")
